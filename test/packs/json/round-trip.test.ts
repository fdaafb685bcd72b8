import { test as property } from "@fast-check/vitest";
import { Bool, Int32, List, Field, Table, Utf8, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { applyLabelingFunctions } from "../../../src/apply/apply.ts";
import { distantSupervision } from "../../../src/functions/distant-supervision.ts";
import { expression } from "../../../src/functions/expression.ts";
import { keywords } from "../../../src/functions/keywords.ts";
import { labelingFunction } from "../../../src/functions/row.ts";
import { lookup } from "../../../src/functions/lookup.ts";
import { ontologyFunction } from "../../../src/functions/ontology/ontology-function.ts";
import { pattern } from "../../../src/functions/pattern.ts";
import { defineTask } from "../../../src/labels/task.ts";
import { ontologyFromConcepts } from "../../../src/ontologies/from-concepts.ts";
import { changelogEntry } from "../../../src/packs/changelog.ts";
import { packFromJson } from "../../../src/packs/json/from-json.ts";
import type { FunctionJson, OntologyJson } from "../../../src/packs/json/pack-json.ts";
import { packToJson } from "../../../src/packs/json/to-json.ts";
import { definePack } from "../../../src/packs/pack.ts";
import { caught } from "../../util/caught.ts";
import { packs } from "./arbitrary-pack.ts";

const texts = ["win cash", "PRIZE", "a free gift!", "http://a.b", "", null, "toString __proto__", "é c++", "a  b", "中文 👍", "ab", "!"]; // prettier-ignore
const table = new Table({
  text: vectorFromArray(texts, new Utf8()),
  author: vectorFromArray([...texts].reverse(), new Utf8()),
  likes: vectorFromArray(texts.map((_, i) => i - 3), new Int32()), // prettier-ignore
  seen: vectorFromArray(texts.map((_, i) => (i === 4 ? null : i % 2 === 0)), new Bool()), // prettier-ignore
  tags: vectorFromArray(texts.map((_, i) => (i % 3 === 0 ? ["a"] : [])), new List(new Field("item", new Utf8()))), // prettier-ignore
});

const task = defineTask({
  labels: ["ham", "spam", "constructor", "__proto__"],
  columns: { text: "utf8", author: "utf8", likes: "int32", seen: "bool", tags: "list<utf8>" },
});

/** The function that `ontologyFunction` makes where the concepts have these terms as labels. */
function fromOntology(given: OntologyJson): unknown {
  const terms = given.label === undefined ? (given.terms as Record<string, string[]>) : { [given.label]: given.terms as string[] }; // prettier-ignore
  const concepts = Object.entries(terms).map(([label, each], i) => ({
    concept: `c${i}`,
    label: each,
    speaksFor: label,
  }));
  const concept = Object.fromEntries(concepts.map(({ concept: name, speaksFor }) => [name, speaksFor]));
  const ontology = ontologyFromConcepts(concepts);
  return ontologyFunction(task, { ...given, label: undefined, ontology, concept, minLength: 1 } as never);
}

/** The function as code would make it. */
function inCode(given: FunctionJson): unknown {
  const spec = given as never;
  if (given.kind === "keywords") return keywords(task, spec);
  if (given.kind === "expression") return expression(task, spec);
  if (given.kind === "lookup") return lookup(task, spec);
  if (given.kind === "pairs") return distantSupervision(task, spec);
  if (given.kind === "ontology") return fromOntology(given);
  // Code packs refuse expressions such as (\w+\s?)*! for their time.
  return pattern(task, { ...given, linearTime: given.pattern.includes(")*") } as never);
}

describe("a pack in JSON", () => {
  property.prop([packs])(
    "has the functions that code makes: the same fingerprints, the same votes",
    async (document) => {
      const { functions } = packFromJson({ ...document, task: { labels: task.labels.names, columns: task.columns } });
      const twins = document.functions.map(inCode) as typeof functions;
      expect(functions.map(({ fingerprint }) => fingerprint)).toEqual(twins.map(({ fingerprint }) => fingerprint));
      const [ours, theirs] = [
        await applyLabelingFunctions(functions, table),
        await applyLabelingFunctions(twins, table),
      ];
      expect(ours.votes).toEqual(theirs.votes);
      expect(ours.confidences).toEqual(theirs.confidences);
    },
  );

  property.prop([packs])("written and read again, as value and as text, is the same pack", (document) => {
    const pack = packFromJson(document);
    const json = packToJson(pack);
    for (const again of [packFromJson(json), packFromJson(JSON.stringify(json))]) {
      expect(again.fingerprint).toBe(pack.fingerprint);
      expect(again).toMatchObject({ name: pack.name, version: pack.version, description: pack.description });
      expect(again.examples).toEqual(pack.examples);
      expect(packToJson(again)).toEqual(json);
    }
  });

  test("is written as short as it can be said", () => {
    const document = {
      schema: "labelwright.pack/1",
      name: "short",
      version: "1.0.0",
      task: { labels: ["ham", "spam"], columns: { text: "utf8" }, id: "id" },
      functions: [
        { kind: "keywords", name: "money", column: "text", any: ["cash"], label: "spam" },
        {
          kind: "pattern",
          name: "link",
          column: "text",
          pattern: "https?:",
          flags: "i",
          label: "spam",
          confidence: 0.9,
        },
        { kind: "expression", name: "long", when: "length(text) > 99", label: "ham" },
        { kind: "lookup", name: "known", column: "text", in: ["a", "b"], label: "ham" },
        { kind: "lookup", name: "both", column: "text", in: [["a", "ham"], ["b", "spam"]], caseSensitive: false }, // prettier-ignore
      ],
    };
    expect(packToJson(packFromJson(document))).toEqual(document);
  });

  test("keeps the changelog", () => {
    const functions = [lookup(task, { name: "l", column: "text", in: ["a"], label: "ham" })];
    const first = definePack({ name: "p", version: "1.0.0", task, functions });
    const pack = definePack({ ...first, task, functions, changelog: [changelogEntry(first, "The first.")] });
    expect(packFromJson(JSON.stringify(packToJson(pack))).changelog).toEqual(pack.changelog);
  });

  test("keeps all entries of a large lookup, of which terms hold a hash", () => {
    const entries = new Map(
      Array.from({ length: 2_000 }, (_, i) => [`key ${i}`, i % 2 === 0 ? "ham" : "spam"] as const),
    );
    const pack = definePack({ name: "p", version: "1", task, functions: [lookup(task, { name: "l", column: "text", in: entries })] }); // prettier-ignore
    const [again] = packFromJson(packToJson(pack)).functions;
    expect(again?.fingerprint).toBe(pack.functions[0]?.fingerprint);
  });
});

describe("packToJson refuses", () => {
  const row = (name: string) => labelingFunction(task, { name, columns: ["text"], vote: () => null });

  test("functions that are code, naming them", () => {
    const functions = [row("a"), expression(task, { name: "b", when: "likes > 3", label: "ham" }), row("c")];
    const pack = definePack({ name: "mixed", version: "1", task, functions });
    expect(caught(() => packToJson(pack)).message).toBe(
      'pack "mixed", packToJson: "a", "c", which are code; expected functions of kind keywords, pattern, expression, lookup, pairs, ontology. Write them with one of these, or keep the pack as a module.',
    );
  });

  test("a regular expression that a pack in JSON cannot have", () => {
    const functions = [pattern(task, { name: "twice", column: "text", pattern: /(\w)\1/, label: "spam" })];
    const pack = definePack({ name: "letters", version: "1", task, functions });
    expect(caught(() => packToJson(pack)).message).toBe(
      'pack "letters", labeling function "twice", $.functions[0]: labeling function "twice", pattern: it has \\1, which refers back to what a group has matched; expected an expression that can be searched for in time linear in the text. Such expressions can take time exponential in the text\'s length. Write out what may be repeated.',
    );
  });

  test("numbers that JSON does not have", () => {
    const functions = [lookup(task, { name: "far", column: "likes", in: new Set([Infinity]), label: "ham" })];
    const pack = definePack({ name: "far", version: "1", task, functions });
    expect(caught(() => packToJson(pack)).message).toBe(
      'pack "far": Infinity; expected values that JSON has. Leave the value out, or give a number.',
    );
  });

  test("what is no pack", () => {
    expect(caught(() => packToJson({} as never)).message).toBe(
      "packToJson: an object with no keys; expected a rule pack.",
    );
  });
});
