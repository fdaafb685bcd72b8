import fc from "fast-check";
import oxigraph from "oxigraph";
import { describe, expect, test } from "vitest";

import { readRdf, type RdfTextFormat } from "../../src/ontologies/read-rdf.ts";
import { rejection } from "../util/caught.ts";

/** A statement as one text; nodes without an IRI have no name that could be compared. */
type Line = string;

const line = (subject: string, predicate: string, object: string, isLiteral: boolean, language: string): Line =>
  [subject, predicate, isLiteral ? JSON.stringify(object) : object, language.toLowerCase()].map((part) => part.replace(/^_:.*/, "_")).join(" "); // prettier-ignore

async function ours(text: string, format: RdfTextFormat = "Turtle"): Promise<Line[]> {
  const lines: Line[] = [];
  await readRdf(text, format, "http://base.example/a/b#c", "test", (...statement) => lines.push(line(...statement)));
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

describe("readRdf reads what oxigraph reads:", () => {
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
  ])("%s", async (_, text) => {
    expect(await ours(prefixes + text)).toEqual(theirs(prefixes + text));
  }); // prettier-ignore

  test("N-Quads, whatever the graph", async () => {
    const text = '<http://a.example/> <http://b.example/> "c"@en <http://g.example/> .\n_:a <http://b.example/> _:b _:g .\n<http://a.example/> <http://b.example/> "d"^^<http://t.example/> .\n'; // prettier-ignore
    expect(await ours(text, "N-Quads")).toEqual(theirs(text, "application/n-quads"));
  });

  test("a byte order mark, and line ends of Windows", async () => {
    const text = `${prefixes}ex:a ex:b """x""" .\nex:c ex:d ex:e .`;
    expect(await ours(`\ufeff${text.replaceAll("\n", "\r\n")}`)).toEqual(theirs(text));
  });
});

const iri = fc.constantFrom(
  "http://ex.example/a",
  "http://ex.example/b.c",
  "http://ex.example/é",
  "http://other.example/x#1",
);
const literal = fc.tuple(fc.string({ unit: "grapheme-composite" }), fc.constantFrom("", "en", "de-ch"));

describe("readRdf reads what oxigraph writes:", () => {
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

  test.each(["application/n-triples", "text/turtle"])("%s", async (format) => {
    const agree = fc.asyncProperty(triples, async (all) => {
      const { defaultGraph, literal: text, namedNode, Store, triple } = oxigraph;
      const quads = all.map(([subject, predicate, [value, language]]) => {
        const object = language === null ? namedNode(value) : text(value, language === "" ? undefined : language);
        return triple(namedNode(subject), namedNode(predicate), object);
      });
      const store = new Store(quads);
      const written = store.dump({ format, from_graph_name: defaultGraph(), prefixes: { ex: "http://ex.example/" } } as never); // prettier-ignore
      const read = await ours(written, format === "text/turtle" ? "Turtle" : "N-Triples");
      expect(read).toEqual(theirs(written, format));
      expect(read).toHaveLength(store.size);
    });
    await fc.assert(agree, { numRuns: 200 });
  });
});

describe("readRdf refuses, with the line,", () => {
  test.each([
    ["an unknown prefix", "ex:a ex:b\n no:c .", 'line 3: it cannot be read: Undefined prefix "no:"'],
    ["a missing full stop", "ex:a ex:b ex:c\nex:d ex:e ex:f .", "line 3: it cannot be read: Expected punctuation"],
    ["the end of the text in a statement", "ex:a ex:b", "line 2: it cannot be read: Expected entity but got eof"],
    ["quotes that are not closed", 'ex:a ex:b "c .', "line 2: it cannot be read: Unexpected"],
    ["short quotes over two lines", 'ex:a ex:b "c\nd" .', "line 2: it cannot be read: Unexpected"],
    ["an escape that is none", String.raw`ex:a ex:b "\q" .`, "line 2: it cannot be read: Unexpected"],
    ["text as a subject", '"a" ex:b ex:c .', "line 2: it cannot be read: Unexpected literal"],
    ["an IRI that is not closed", "<http://a ex:b ex:c .", 'line 2: it cannot be read: Unexpected "<http://a"'],
    ["an unknown directive", "@import <x> .", "line 2: it cannot be read: Expected entity but got @import"],
    ["a list without an end", "ex:a ex:b (ex:c", "line 2: it cannot be read: Expected entity but got eof"],
    [
      "nodes within nodes",
      `ex:a ex:b ${"[ ex:b ".repeat(50_000)}`,
      "line 2: it cannot be read: Expected entity but got eof",
    ],
    ["a page of HTML", "<!DOCTYPE html>\n<html>", 'line 2: it cannot be read: Unexpected "<!DOCTYPE"'],
  ])("%s", async (_, text, message) => {
    const error = await rejection(ours(prefixes + text));
    expect(error.code).toBe("corrupt_file");
    expect(error.message).toContain(`test, ${message}`);
    expect(error.message).toMatch(/; expected Turtle\. The file is damaged or cut short: make or copy it again\.$/);
  });

  test("passing over a statement about a statement", async () => {
    expect(await ours(`${prefixes}<< ex:a ex:b ex:c >> ex:d ex:e . ex:a ex:b ex:c .`)).toContain(
      "http://ex.example/a http://ex.example/b http://ex.example/c ",
    );
  });
});
