import { fc, test as property } from "@fast-check/vitest";
import { Table, Utf8, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { applyLabelingFunctions } from "../../../src/apply/apply.ts";
import { keywords } from "../../../src/functions/keywords.ts";
import type { AnyLabelingFunction } from "../../../src/functions/labeling-function.ts";
import { ontologyFunction, type OntologySpec } from "../../../src/functions/ontology/ontology-function.ts";
import { defineTask } from "../../../src/labels/task.ts";
import { ontologyFromConcepts } from "../../../src/ontologies/from-concepts.ts";
import { readOntology } from "../../../src/ontologies/read-ontology.ts";
import { caught } from "../../util/caught.ts";
import { votesOf } from "../run.ts";

const ontology = ontologyFromConcepts([
  { concept: "food", label: "food" },
  { concept: "pasta", label: ["pasta", "noodles"], broader: "food" },
  { concept: "soup", label: ["soup", "noodle soup"], broader: "food" },
  { concept: "soup", label: "zupa", kind: "hidden", language: "pl" },
  { concept: "animal", label: ["animal", "creature"] },
  { concept: "dog", label: ["dog", "hot dog"], broader: "animal" },
  { concept: "ox", label: "ox", broader: "animal" },
  { concept: "hotdog", label: "hot dog", broader: "food" },
  { concept: "bare", broader: "animal" },
]);
const task = defineTask({ labels: ["eats", "pets", "other"], columns: { text: "utf8", likes: "float64" } });
type Spec = OntologySpec<typeof task, "o">;

const make = (spec: Partial<Spec>): AnyLabelingFunction =>
  ontologyFunction(task, { name: "o", column: "text", ontology, concept: "food", label: "eats", ...spec });

/** The votes on some texts, the same alone and in the scan that functions share. */
async function votes(
  func: AnyLabelingFunction,
  texts: readonly (string | null)[],
): Promise<readonly (string | null)[]> {
  const table = new Table({ text: vectorFromArray(texts, new Utf8()) });
  const alone = await votesOf(func, table);
  const beside = keywords(task, { name: "beside", column: "text", any: ["soup"], label: "other" });
  const together = await applyLabelingFunctions([func, beside], table);
  expect(Array.from(together.votes[0] ?? [], (code) => task.labels.label(code))).toEqual(alone);
  return alone;
}

const termsOf = (func: AnyLabelingFunction): unknown => (func.terms as { terms: unknown }).terms;

describe("ontologyFunction", () => {
  test("votes where a text has a label of the concept or of a narrower one", async () => {
    const texts = ["I like food", "NOODLES!", "foodie", "a dog", null, "Noodle\n soup", ""];
    expect(await votes(make({}), texts)).toEqual(["eats", "eats", null, null, null, "eats", null]);
  });

  test("takes the labels that are asked for", () => {
    expect(termsOf(make({}))).toEqual([
      ["eats", ["food", "hot dog", "noodle soup", "noodles", "pasta", "soup", "zupa"]],
    ]);
    expect(termsOf(make({ narrower: false }))).toEqual([["eats", ["food"]]]);
    expect(termsOf(make({ narrower: 0 }))).toEqual([["eats", ["food"]]]);
    expect(termsOf(make({ labels: ["preferred"] }))).toEqual([["eats", ["food", "hot dog", "pasta", "soup"]]]);
    expect(termsOf(make({ languages: ["de"] }))).not.toContain("zupa");
    expect(termsOf(make({ concept: ["pasta", "animal"], exclude: "dog" }))).toEqual([
      ["eats", ["animal", "creature", "noodles", "pasta"]],
    ]);
    expect(termsOf(make({ concept: ["ox", "dog"], minLength: 2 }))).toEqual([["eats", ["dog", "hot dog", "ox"]]]);
    expect(termsOf(make({ concept: ontology.concept("pasta") }))).toEqual([["eats", ["noodles", "pasta"]]]);
  });

  test("minds case and parts of words as keywords does", async () => {
    expect(await votes(make({ caseSensitive: true }), ["food", "Food"])).toEqual(["eats", null]);
    expect(await votes(make({ wholeWord: false }), ["foodie", "seafood"])).toEqual(["eats", "eats"]);
  });

  test("is a function of its labels alone: the fingerprint does not tell where they are from", async () => {
    const text = 'PREFIX skos: <http://www.w3.org/2004/02/skos/core#> <http://a> skos:prefLabel "noodles" ; skos:altLabel "pasta" .'; // prettier-ignore
    const other = await readOntology({ text, format: "turtle" });
    expect(make({ ontology: other, concept: "http://a" }).fingerprint).toBe(make({ concept: "pasta" }).fingerprint);
    expect(make({ concept: "pasta" }).fingerprint).not.toBe(make({ concept: "food" }).fingerprint);
  });

  test("casts votes with the confidence that is declared", async () => {
    const table = new Table({ text: vectorFromArray(["food"], new Utf8()) });
    const matrix = await applyLabelingFunctions([make({ confidence: 0.75 })], table);
    expect(matrix.confidences[0]?.[0]).toBe(0.75);
  });
});

describe("ontologyFunction with labels by concept", () => {
  const concept = { food: "eats", animal: "pets" } as const;
  const either = ontologyFunction(task, { name: "o", column: "text", ontology, concept });

  test("votes for the label of which a text has words, if it is one only", async () => {
    const texts = ["pasta", "a dog", "a dog eats pasta", "hot dogs", "a hot dog", "nothing", null];
    expect(await votes(either, texts)).toEqual(["eats", "pets", null, null, null, null, null]);
    expect(either.labels).toEqual(["eats", "pets"]);
  });

  test("with case, too", async () => {
    const func = ontologyFunction(task, { name: "o", column: "text", ontology, concept, caseSensitive: true });
    expect(await votes(func, ["Pasta, dog", "pasta, Dog", "Pasta"])).toEqual(["pets", "eats", null]);
  });

  const words = ["food", "pasta", "dog", "hot dog", "noodle soup", "creature", "Ox", "the", "e\u0301"];
  property.prop([fc.array(fc.constantFrom(...words), { maxLength: 5 })])(
    "votes as a function for each label would",
    async (parts) => {
      const texts = [parts.join(" "), parts.join("")];
      const each = [make({ name: "o" }), make({ concept: "animal", label: "pets" })];
      const [eats = [], pets = []] = await Promise.all(each.map((func) => votes(func, texts)));
      expect(await votes(either, texts)).toEqual(texts.map((_, i) => (eats[i] !== null && pets[i] !== null ? null : (eats[i] ?? pets[i])))); // prettier-ignore
    },
  );
});

describe("ontologyFunction refuses", () => {
  const where = 'labeling function "o"';
  test.each<[string, Partial<Record<keyof Spec, unknown>>, string]>([
    ["a concept that is not there", { concept: "drink" }, `${where}, concept: no concept "drink"; expected the IRI or the preferred label of a concept.`],
    ["a label of several concepts", { concept: "hot dog", ontology: ontologyFromConcepts([{ concept: "a", label: "hot dog" }, { concept: "b", label: "Hot Dog" }]) }, `${where}, concept: "hot dog", the label of 2 concepts; expected the IRI of one of them. Such as "a", "b".`],
    ["a concept without labels", { concept: "bare" }, `${where}, concept: no labels of "bare" to look for; expected at least one, of the kinds, languages and length that are asked for.`],
    ["a concept whose labels are all too short", { concept: "ox" }, `${where}, concept: no labels of "ox" to look for; expected at least one, of the kinds, languages and length that are asked for.`],
    ["no concept", { concept: [] }, `${where}, concept: an array of 0; expected a concept, or several, beside a label; or an object of labels by concept.`],
    ["a concept without a label", { label: undefined }, `${where}, concept: "food" without a label; expected a concept, or several, beside a label; or an object of labels by concept.`],
    ["another label than the task's", { label: "drinks" }, `${where}, label: "drinks"; expected one of "eats", "pets", "other".`],
    ["a promise of an ontology", { ontology: Promise.resolve(ontology) }, `${where}, ontology: a promise; expected an ontology. Read one with readOntology, and await it.`],
    ["a column that is not there", { column: "body" }, `${where}, columns: "body"; expected one of the task's columns: "text", "likes". Check the spelling, or add the column to defineTask.`],
    ["a column of numbers", { column: "likes" }, `${where}, column: "likes" is float64; expected a text column: "text". Functions of kind row, batch and expression read columns of every type.`],
    ["a kind of label that is none", { labels: ["preffered"] }, `${where}, concept: ontology.terms, labels: "preffered"; expected some of "preferred", "alternative", "hidden", "related", "broad", "narrow".`],
    ["a length below 1", { minLength: 0 }, `${where}, minLength: 0; expected a number of at least 1.`],
    ["an excluded concept that is not there", { exclude: "drink" }, `${where}, concept: ontology.terms, exclude: no concept "drink"; expected the IRI or the preferred label of a concept.`],
    ["a flag that is none", { wholeWord: "yes" }, `${where}, wholeWord: "yes"; expected true or false.`],
  ])("%s", (_, spec, message) => {
    expect(caught(() => make(spec as Partial<Spec>)).message).toBe(message);
  }); // prettier-ignore
});
