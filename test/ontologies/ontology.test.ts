import fc from "fast-check";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";

import { ontologyFromConcepts } from "../../src/ontologies/from-concepts.ts";
import { isOntology } from "../../src/ontologies/ontology.ts";
import { caught } from "../util/caught.ts";

const ontology = ontologyFromConcepts([
  { concept: "thing" },
  { concept: "animal", label: "animal", language: "en", broader: "thing" },
  { concept: "animal", label: "Tier", kind: "preferred", language: "de" },
  { concept: "dog", label: ["dog", "hound"], broader: ["animal", "pet"] },
  { concept: "pet", label: "pet", broader: "thing" },
  { concept: "cat", label: " house\n cat ", broader: ["animal", "pet", "pet"] },
  { concept: "puppy", label: "puppy", broader: "dog" },
  { concept: "egg", label: "egg", broader: "hen" },
  { concept: "hen", label: "hen", broader: ["egg", "animal"] },
  { concept: "self", broader: "self" },
  { concept: "__proto__", label: "constructor", broader: "thing" },
]);

const names = (concepts: readonly { readonly iri: string }[]): readonly string[] => concepts.map(({ iri }) => iri);

describe("an ontology", () => {
  test("follows links to narrower and broader concepts, nearest first, each once", () => {
    expect(names(ontology.narrower("thing"))).toEqual([
      "__proto__",
      "animal",
      "pet",
      "cat",
      "dog",
      "hen",
      "puppy",
      "egg",
    ]);
    expect(names(ontology.narrower("thing", { depth: 1 }))).toEqual(["__proto__", "animal", "pet"]);
    expect(names(ontology.narrower("thing", { depth: 0 }))).toEqual([]);
    expect(names(ontology.broader("puppy"))).toEqual(["dog", "animal", "pet", "thing"]);
    expect(names(ontology.roots())).toEqual(["thing"]);
  });

  test("goes around cycles once, and reports who is on one", () => {
    expect(names(ontology.narrower("egg"))).toEqual(["hen"]);
    expect(names(ontology.narrower("self"))).toEqual([]);
    expect(ontology.report.onCycles).toEqual(["egg", "hen", "self"]);
  });

  test("finds concepts by name and by preferred label in any case, prototypes' names too", () => {
    expect(ontology.concept("dog")).toEqual({ iri: "dog", label: "dog" });
    expect(ontology.concept("TIER")).toEqual({ iri: "animal", label: "animal" });
    expect(ontology.concept("House Cat").iri).toBe("cat");
    expect(ontology.concept("__proto__")).toEqual({ iri: "__proto__", label: "constructor" });
    expect(ontology.concept("Constructor").iri).toBe("__proto__");
    expect(ontology.concept(ontology.concept("dog")).iri).toBe("dog");
    expect(["dog", "hound", "toString"].map((name) => ontology.has(name))).toEqual([true, false, false]);
  });

  test("gives labels with kinds and languages, each once", () => {
    expect(ontology.labels("animal")).toEqual([
      { text: "animal", kind: "preferred", language: "en" },
      { text: "Tier", kind: "preferred", language: "de" },
    ]);
    expect(ontology.labels("cat")).toEqual([{ text: "house cat", kind: "preferred", language: null }]);
    expect(ontology.labels("thing")).toEqual([]);
  });

  test("gives the terms of a concept and the narrower ones", () => {
    expect(ontology.terms("animal", { narrower: 1 })).toEqual(["animal", "Tier", "house cat", "dog", "hound", "hen"]);
    expect(ontology.terms("animal", { narrower: false, languages: ["DE"] })).toEqual(["Tier"]);
    expect(ontology.terms("animal", { narrower: false, languages: ["d"] })).toEqual([]);
    expect(ontology.terms("dog", { labels: ["alternative"] })).toEqual(["hound"]);
    expect(ontology.terms("dog", { labels: ["hidden"] })).toEqual([]);
    expect(ontology.terms("animal", { exclude: ["dog", "hen"], languages: ["en"] })).toEqual(["animal", "house cat"]);
    expect(ontology.terms("dog", { exclude: ontology.concept("pet") })).toEqual([]);
  });

  test("is frozen, tells what it is and prints what is in it", () => {
    expect(Object.isFrozen(ontology)).toBe(true);
    expect([ontology, {}, null].map(isOntology)).toEqual([true, false, false]);
    expect(inspect(ontology)).toBe("Ontology: 10 concepts, 10 labels in en, de, 12 links, 3 on cycles");
    expect([...ontology.concepts()]).toHaveLength(ontology.size);
    expect(ontology.languages).toEqual(["en", "de"]);
  });

  test("does not depend on the order of its rows", () => {
    const rows = fc.array(fc.record({ concept: fc.constantFrom("a", "b", "c", "d"), broader: fc.constantFrom("a", "b", "c", "d") }), { minLength: 1 }); // prettier-ignore
    const agree = fc.property(rows, (given) => {
      const [one, other] = [ontologyFromConcepts(given), ontologyFromConcepts([...given].reverse())];
      for (const { iri } of one.concepts()) {
        expect(one.narrower(iri)).toEqual(other.narrower(iri));
        // Who is narrower than a concept has it among the broader ones.
        for (const below of one.narrower(iri)) expect(names(one.broader(below))).toContain(iri);
      }
      expect(one.report).toEqual(other.report);
      const onCycles = [...one.concepts()].filter(({ iri }) => {
        const direct = one.narrower(iri, { depth: 1 });
        const isSelf = given.some((row) => row.concept === iri && row.broader === iri);
        return isSelf || direct.some((below) => names(one.narrower(below)).includes(iri));
      });
      expect(one.report.onCycles).toEqual(names(onCycles));
    });
    fc.assert(agree);
  });
});

describe("an ontology refuses", () => {
  test.each<[string, () => unknown, string]>([
    ["a name that is none", () => ontology.narrower("cow"), 'ontology.narrower: no concept "cow"; expected the IRI or the preferred label of a concept.'],
    ["what is no name", () => ontology.concept(5 as never), "ontology.concept: 5; expected the name of a concept, or a concept."],
    ["half a step", () => ontology.narrower("dog", { depth: 0.5 }), "ontology.narrower, depth: 0.5; expected a whole number of at least 0."],
    ["a kind of label that is none", () => ontology.terms("dog", { labels: ["exact" as never] }), 'ontology.terms, labels: "exact"; expected some of "preferred", "alternative", "hidden", "related", "broad", "narrow".'],
    ["no rows", () => ontologyFromConcepts([]), "ontologyFromConcepts: no rows; expected at least one."],
    ["a row without a concept", () => ontologyFromConcepts([{ label: "x" } as never]), "ontologyFromConcepts, row 0, concept: undefined; expected text that is not empty."],
    ["a label that is no text", () => ontologyFromConcepts([{ concept: "a" }, { concept: "b", label: [5 as never] }]), "ontologyFromConcepts, row 1, label: 5; expected text that is not empty."],
    ["a broader concept without a name", () => ontologyFromConcepts([{ concept: "a", broader: "" }]), 'ontologyFromConcepts, row 0, broader: ""; expected text that is not empty.'],
  ])("%s", (_, act, message) => {
    expect(caught(act).message).toBe(message);
  }); // prettier-ignore
});
