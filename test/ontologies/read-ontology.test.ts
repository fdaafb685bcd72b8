import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";

import type { Ontology } from "../../src/ontologies/ontology.ts";
import { readOntology, type OntologyFormat } from "../../src/ontologies/read-ontology.ts";
import { rejection } from "../util/caught.ts";

const folder = mkdtempSync(join(tmpdir(), "labelwright-ontologies-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const prefixes = `
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix oio: <http://www.geneontology.org/formats/oboInOwl#> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix ex: <http://example.org/> .
`;

const turtle = (text: string, options = {}): Promise<Ontology> => readOntology({ text: prefixes + text, format: "turtle" }, options); // prettier-ignore

/** All that an ontology says, for comparing. */
const allOf = (ontology: Ontology): unknown =>
  Array.from(ontology.concepts(), ({ iri }) => [
    iri,
    [...ontology.labels(iri)].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ontology.broader(iri, { depth: 1 }).map((each) => each.iri),
  ]);

describe("readOntology understands", () => {
  test("SKOS: labels of all kinds, broader and narrower", async () => {
    const ontology = await turtle(`
      ex:scheme a skos:ConceptScheme ; rdfs:label "Animals" .
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en, "Tier"@de ; skos:narrower ex:dog .
      ex:dog skos:prefLabel "dog"@en ; skos:altLabel "hound"@en ; skos:hiddenLabel "dgo" ; skos:notation "D1" .
      ex:puppy skos:broader ex:dog ; skos:prefLabel "puppy"@en-GB ; skos:related ex:cat .`);
    expect(allOf(ontology)).toEqual([
      ["http://example.org/animal", [{ text: "Tier", kind: "preferred", language: "de" }, { text: "animal", kind: "preferred", language: "en" }], []],
      ["http://example.org/dog", [{ text: "dgo", kind: "hidden", language: null }, { text: "dog", kind: "preferred", language: "en" }, { text: "hound", kind: "alternative", language: "en" }], ["http://example.org/animal"]],
      ["http://example.org/puppy", [{ text: "puppy", kind: "preferred", language: "en-gb" }], ["http://example.org/dog"]],
    ]); // prettier-ignore
  });

  test("SKOS-XL, whose labels are nodes of their own", async () => {
    const ontology = await turtle(`
      ex:l1 skosxl:literalForm "hound"@en .
      ex:dog skosxl:altLabel ex:l1 ; skosxl:prefLabel [ a skosxl:Label ; skosxl:literalForm "dog"@en ] .`);
    expect(ontology.terms("dog")).toEqual(["hound", "dog"]);
    expect(ontology.size).toBe(1);
  });

  test("OWL as OBO writes it: synonyms, subclasses, what is deprecated, and no properties", async () => {
    const text = `
      <http://purl.obolibrary.org/obo/x.owl> a owl:Ontology ; rdfs:label "x" .
      obo:BFO_0000050 a owl:ObjectProperty ; rdfs:label "part of" .
      obo:X_1 a owl:Class ; rdfs:label "disease" ; rdfs:subClassOf owl:Thing .
      obo:X_2 a owl:Class ; rdfs:label "flu" ; oio:hasExactSynonym "influenza" ; oio:hasRelatedSynonym "grippe" ; oio:hasBroadSynonym "infection" ;
        oio:hasNarrowSynonym "flu A" ; obo:IAO_0000118 "the flu" ; rdfs:subClassOf obo:X_1, [ a owl:Restriction ; owl:onProperty obo:BFO_0000050 ] .
      obo:X_3 a owl:Class ; rdfs:label "old flu" ; owl:deprecated true ; rdfs:subClassOf obo:X_2 .`;
    const ontology = await turtle(text);
    expect([...ontology.concepts()].map(({ label }) => label)).toEqual(["disease", "flu"]);
    expect(ontology.terms("X:1")).toEqual(["disease", "flu", "influenza", "the flu"]);
    expect(ontology.terms("flu", { labels: ["related", "broad", "narrow"] })).toEqual(["grippe", "infection", "flu A"]);
    expect(ontology.report.deprecated).toBe(1);
    expect((await turtle(text, { deprecated: true })).terms("X:1")).toContain("old flu");
  });

  test("flat OBO files", async () => {
    const text = `format-version: 1.2\nontology: x\n
[Term]\nid: X:1\nname: disease\n
[Term]\nid: X:2 ! a comment\nname: flu, "the\\, flu"\nsynonym: "influenza" EXACT [PMID:1]\nsynonym: "grippe" RELATED []
synonym: "a \\"flu\\"" EXACT SHORT []\nis_a: X:1 {source="x"} ! disease\nrelationship: part_of X:9 ! y\n
[Term]\nid: X:3\nname: old flu\nis_obsolete: true\nis_a: X:2\n
[Typedef]\nid: part_of\nname: part of\n`;
    const ontology = await readOntology({ text: text.replaceAll("\n", "\r\n"), format: "obo" });
    expect([...ontology.concepts()]).toEqual([{ iri: "X:1", label: "disease" }, { iri: "X:2", label: 'flu, "the, flu"' }]); // prettier-ignore
    expect(ontology.terms("X:1")).toEqual(["disease", 'flu, "the, flu"', "influenza", 'a "flu"']);
    expect(ontology.terms("X:2", { labels: ["related"] })).toEqual(["grippe"]);
  });

  test("only languages that are asked for, and labels without one", async () => {
    const text = 'ex:dog skos:prefLabel "dog"@en, "Hund"@de, "chien"@fr ; skos:altLabel "canis", "hound"@en-GB .';
    expect((await turtle(text, { languages: ["EN"] })).terms("dog")).toEqual(["dog", "canis", "hound"]);
  });
});

describe("readOntology reads the same from each format:", () => {
  const skos = "http://www.w3.org/2004/02/skos/core#";
  const texts: Readonly<Record<Exclude<OntologyFormat, "obo">, string>> = {
    turtle: `${prefixes} ex:a skos:prefLabel "é \\"x\\""@en ; skos:narrower ex:b . ex:b skos:altLabel "b" .`,
    ntriples: `<http://example.org/a> <${skos}prefLabel> "\\u00E9 \\"x\\""@en .\n<http://example.org/b> <${skos}broader> <http://example.org/a> .\n<http://example.org/b> <${skos}altLabel> "b" .\n`,
    nquads: `<http://example.org/a> <${skos}prefLabel> "é \\"x\\""@en <http://g.example/> .\n<http://example.org/b> <${skos}broader> <http://example.org/a> .\n<http://example.org/b> <${skos}altLabel> "b" _:g .\n`,
    jsonld: JSON.stringify({
      "@context": { skos, ex: "http://example.org/" },
      "@graph": [
        {
          "@id": "ex:a",
          "skos:prefLabel": { "@value": 'é "x"', "@language": "en" },
          "skos:narrower": { "@id": "ex:b" },
        },
        { "@id": "ex:b", "skos:altLabel": "b" },
      ],
    }),
    rdfxml: `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="${skos}">
      <rdf:Description rdf:about="http://example.org/a"><skos:prefLabel xml:lang="en">é "x"</skos:prefLabel><skos:narrower rdf:resource="http://example.org/b"/></rdf:Description>
      <skos:Concept rdf:about="http://example.org/b"><skos:altLabel>b</skos:altLabel></skos:Concept></rdf:RDF>`,
  };
  const endings = { turtle: "ttl", ntriples: "nt", nquads: "nq", jsonld: "jsonld", rdfxml: "owl" } as const;

  test.each(Object.keys(texts) as (keyof typeof texts)[])("%s", async (format) => {
    const expected = [
      ["http://example.org/a", [{ text: 'é "x"', kind: "preferred", language: "en" }], []],
      ["http://example.org/b", [{ text: "b", kind: "alternative", language: null }], ["http://example.org/a"]],
    ];
    expect(allOf(await readOntology({ text: texts[format], format }))).toEqual(expected);
    expect(allOf(await readOntology(write(`same.${endings[format]}`, texts[format])))).toEqual(expected);
    expect(allOf(await readOntology(write("same.txt", texts[format]), { format }))).toEqual(expected);
  });
});

describe("readOntology refuses", () => {
  const read = async (given: unknown, options = {}): Promise<string> =>
    (await rejection(readOntology(given as string, options))).message.replaceAll(folder, "~");

  test("files that are not there, of other endings, that are not UTF-8", async () => {
    expect(await read(join(folder, "no.ttl"))).toBe("~/no.ttl: there is no such file. Check the path.");
    expect(await read(write("a.csv", "x"))).toBe(
      '~/a.csv: the ending ".csv"; expected one of .ttl, .turtle, .nt, .nq, .jsonld, .rdf, .owl, .xml, .obo. Or name the format: { format: "turtle" | "ntriples" | "nquads" | "jsonld" | "rdfxml" | "obo" }.',
    );
    expect(await read(write("a.ttl", Buffer.from("\u00e9", "latin1")))).toContain("~/a.ttl: bytes that are not UTF-8");
  });

  test("what is neither a path nor a text", async () => {
    expect(await read(5)).toBe("readOntology: 5; expected the path of a file, or { text, format }.");
    expect(await read({ text: "x", format: "csv" })).toBe(
      'readOntology, text, format: "csv"; expected one of "turtle", "ntriples", "nquads", "jsonld", "rdfxml", "obo".',
    );
  });

  test("texts without a concept, and broken ones, with the line", async () => {
    expect(await read({ text: "<a> <b> <c> .", format: "turtle" })).toBe(
      "readOntology, text: no concept in 1 statements; expected concepts with labels, as SKOS, RDF Schema, OWL or OBO write them.",
    );
    expect(await read({ text: "", format: "turtle" })).toContain("no concept in 0 statements");
    expect(await read(write("cut.ttl", `${prefixes}ex:a skos:prefLabel "a`))).toContain(
      '~/cut.ttl, line 9: it cannot be read: Unexpected ""a"; expected Turtle.',
    );
    expect(await read({ text: "<html>", format: "obo" })).toBe(
      'readOntology, text: no [Term] in the text; expected a flat OBO file. OWL in RDF/XML has the format "rdfxml".',
    );
    expect(await read({ text: "<rdf:RDF", format: "rdfxml" })).toMatch(
      /^readOntology, text: RDF\/XML that cannot be read: /,
    );
  });

  test("JSON-LD whose context is elsewhere: nothing is fetched", async () => {
    const text = JSON.stringify({ "@context": "http://localhost:1/context.jsonld", "@id": "http://a", label: "x" });
    expect(await read({ text, format: "jsonld" })).toMatch(/Contexts are not fetched from the network: write the context into the file\.$/); // prettier-ignore
  });

  test("JSON-LD where oxigraph is not installed, with the remedy", async () => {
    vi.doMock("oxigraph", () => {
      throw new Error("Cannot find package 'oxigraph'");
    });
    vi.resetModules();
    try {
      const fresh = await import("../../src/ontologies/read-ontology.ts");
      const reading = fresh.readOntology({ text: "{}", format: "jsonld" });
      await expect(reading).rejects.toThrow(
        "readOntology, text: JSON-LD, which the package oxigraph reads, and it is not installed; expected Turtle, N-Triples, N-Quads or OBO without it. Run: npm install oxigraph.",
      );
    } finally {
      vi.doUnmock("oxigraph");
    }
  });
});
