import fc from "fast-check";
import oxigraph from "oxigraph";
import { describe, expect, test } from "vitest";

import { readTurtle } from "../../../src/ontologies/turtle/read-turtle.ts";
import { caught } from "../../util/caught.ts";

/** A statement as one text; nodes without an IRI have no name that could be compared. */
type Line = string;

const line = (subject: string, predicate: string, object: string, isLiteral: boolean, language: string): Line =>
  [subject, predicate, isLiteral ? JSON.stringify(object) : object, language.toLowerCase()].map((part) => part.replace(/^_:.*/, "_")).join(" "); // prettier-ignore

function ours(text: string, hasGraphs = false, base = "http://base.example/a/b#c"): Line[] {
  const lines: Line[] = [];
  readTurtle(text, base, "test", hasGraphs, (...statement) => lines.push(line(...statement)));
  return lines.sort();
}

function theirs(text: string, format = "text/turtle", base = "http://base.example/a/b#c"): Line[] {
  const quads = oxigraph.parse(text, { format, base_iri: base });
  const nameOf = (term: { termType: string; value: string }): string =>
    term.termType === "BlankNode" ? `_:${term.value}` : term.value;
  return quads
    .map(({ subject, predicate, object }) => {
      const isLiteral = object.termType === "Literal";
      const { language = "" } = object as { language?: string };
      return line(nameOf(subject), predicate.value, isLiteral ? object.value : nameOf(object), isLiteral, language); // prettier-ignore
    })
    .sort();
}

const prefixes = `@prefix ex: <http://ex.example/> . @prefix : <http://ex.example/none#> .\n`;

describe("readTurtle reads what oxigraph reads:", () => {
  test.each([
    ["a statement", "ex:a ex:b ex:c ."],
    ["several objects and predicates", "ex:a ex:b ex:c, ex:d ; ex:e ex:f ; ; a ex:T ; ."],
    ["full IRIs, with escapes and others than ASCII", String.raw`<http://x.example/\u00e9> <http://x.example/p> <http://x.example/é> .`],
    ["relative IRIs", "<> <#p> <d>, </e>, <?f=1>, <../g>, <//h.example/i> ."],
    ["@base, and BASE in any case", "@base <http://one.example/x/> . <a> <b> <c> .\nbase <http://two.example/> <a> <b> <c> .\nBASE <sub/> <a> <b> <c> ."],
    ["PREFIX in any case, given anew", "PREFIX ex: <http://new.example/>\nprefix q: <http://q.example/>\nex:a q:b q: ."],
    ["prefixes that look like words", "@prefix base: <http://b.example/> . @prefix a: <http://a.example/> . @prefix true: <http://t.example/> . base:x a:b true:c . a:a a a: . base:true a true:false ."],
    ["a prefix with a full stop in it", "@prefix a.b: <http://ab.example/> . a.b:c a.b:d a.b:e ."],
    ["text of all kinds of quotes", `ex:a ex:b "one", 'two', """three "quotes" ""in""", '''it's''' , "", '' , """""" , """a"b""", """a\\"""" .`],
    ["text of several lines", 'ex:a ex:b """one\ntwo\n""" .'],
    ["escapes in text", String.raw`ex:a ex:b "\t\b\n\r\f\"\'\\", "\u00e9\U0001F600", "\\", "\\\"" .`],
    ["languages and types", 'ex:a ex:b "x"@en, "y"@en-GB, "z"@DE ; ex:c "1"^^ex:int, "2"^^<http://x.example/int> .'],
    ["numbers and truth values", "ex:a ex:b 1, -2, +3.5, .5, 1e6, -1.5E-3, true, false . ex:c ex:d 5 . ex:c ex:d 6. ex:c ex:d true."],
    ["nodes without an IRI", "_:x ex:b _:y . _:x.1 ex:b _:0 . [] ex:b [] . [ ex:c ex:d ; ex:e \"f\" ] ex:b ex:g . [ ex:c [ ex:d [] ] ] ."],
    ["lists", 'ex:a ex:b (), (1 "two" ex:c (ex:d)) . (ex:x) ex:b ex:c .'],
    ["names with dots, colons, digits, escapes and others than ASCII", String.raw`ex:a.b ex:c:d ex:1.2 . ex:é ex:%20x ex:a\,b\.. :x : ex: .`],
    ["comments and no white space", "ex:a ex:b ex:c.# a comment\nex:d ex:b#e\n#more\nex:c;ex:f\"x\"@en,'y'.ex:g ex:h<http://x.example/>.#end"],
    ["nothing", " \n# nothing here\n"],
  ])("%s", (_, text) => {
    expect(ours(prefixes + text)).toEqual(theirs(prefixes + text));
  }); // prettier-ignore

  test("N-Quads, whatever the graph", () => {
    const text = '<http://a.example/> <http://b.example/> "c"@en <http://g.example/> .\n_:a <http://b.example/> _:b _:g .\n<http://a.example/> <http://b.example/> "d"^^<http://t.example/> .\n'; // prettier-ignore
    expect(ours(text, true)).toEqual(theirs(text, "application/n-quads"));
  });

  test("a byte order mark, and line ends of Windows", () => {
    const text = `${prefixes}ex:a ex:b """x""" .\nex:c ex:d ex:e .`;
    expect(ours(`\ufeff${text.replaceAll("\n", "\r\n")}`)).toEqual(theirs(text));
  });
});

const iri = fc.constantFrom(
  "http://ex.example/a",
  "http://ex.example/b.c",
  "http://ex.example/é",
  "http://other.example/x#1",
);
const literal = fc.tuple(fc.string({ unit: "grapheme-composite" }), fc.constantFrom("", "en", "de-ch"));

describe("readTurtle reads what oxigraph writes:", () => {
  const triples = fc.array(
    fc.tuple(
      iri,
      iri,
      fc.oneof(
        iri.map((value): readonly [string, string | null] => [value, null]),
        literal,
      ),
    ),
    { maxLength: 20 },
  );

  test.each(["application/n-triples", "text/turtle"])("%s", (format) => {
    const agree = fc.property(triples, (all) => {
      const { defaultGraph, literal: text, namedNode, Store, triple } = oxigraph;
      const quads = all.map(([subject, predicate, [value, language]]) => {
        const object = language === null ? namedNode(value) : text(value, language === "" ? undefined : language);
        return triple(namedNode(subject), namedNode(predicate), object);
      });
      const store = new Store(quads);
      const written = store.dump({ format, from_graph_name: defaultGraph(), prefixes: { ex: "http://ex.example/" } } as never); // prettier-ignore
      expect(ours(written)).toEqual(theirs(written, format));
      expect(ours(written)).toHaveLength(store.size);
    });
    fc.assert(agree, { numRuns: 200 });
  });
});

describe("readTurtle refuses, with the line,", () => {
  test.each([
    ["an unknown prefix", "ex:a ex:b\n no:c .", "test, line 3: the unknown prefix no:; expected @prefix no: <...> .."],
    ["a missing full stop", "ex:a ex:b ex:c\nex:d ex:e ex:f .", 'test, line 3: "ex:d ex:e ex:f ."; expected a full stop.'],
    ["the end of the text in a statement", "ex:a ex:b", "test, line 2: the end of the text; expected an IRI, or a name such as skos:Concept."],
    ["quotes that are not closed", 'ex:a ex:b "c .', 'test, line 2: text whose quotes are not closed; expected a closing ".'],
    ["short quotes over two lines", 'ex:a ex:b "c\nd" .', 'test, line 2: text whose quotes are not closed; expected a closing ".'],
    ["an escape that is none", String.raw`ex:a ex:b "\q" .`, String.raw`test, line 2: the escape "\\q"; expected \t \b \n \r \f \" \' \\ \u0000 or \U00000000.`],
    ["text as a subject", '"a" ex:b ex:c .', 'test, line 2: the text "a" as a subject; expected a resource.'],
    ["an IRI that is not closed", "<http://a ex:b ex:c .", 'test, line 2: "<http://a ex:b ex:c ."; expected an IRI in <angle brackets>.'],
    ["a statement about a statement", "<< ex:a ex:b ex:c >> ex:d ex:e .", "test, line 2: <<, a statement about a statement; expected RDF without RDF-star."],
    ["an unknown directive", "@import <x> .", 'test, line 2: "@import <x> ."; expected @prefix or @base.'],
    ["a list without an end", "ex:a ex:b (ex:c", "test, line 2: the end of the text; expected a closing )."],
    ["nodes within nodes without end", `ex:a ex:b ${"[ ex:b ".repeat(600)}`, "test, line 2: more than 500 nodes within nodes; expected fewer."],
    ["a page of HTML", "<!DOCTYPE html>\n<html>", 'test, line 2: "<!DOCTYPE html>"; expected an IRI in <angle brackets>.'],
  ])("%s", (_, text, message) => {
    expect(caught(() => ours(prefixes + text)).message).toBe(message);
  }); // prettier-ignore
});
