import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import {
  applyLabelingFunctions,
  defineTask,
  labelMatrix,
  labelSet,
  loadPack,
  majorityVote,
  suggestKeywords,
  suggestPatterns,
  suggestThresholds,
  tableFromRows,
  type FunctionSuggestions,
  type SuggestOptions,
} from "../../../src/index.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { caught } from "../../util/caught.ts";

const task = defineTask({
  labels: ["ham", "spam"],
  columns: { text: "utf8", links: "float64", "likes count": "int32" },
});

/** Texts of two kinds, of which every fifth has a label. */
function messages(rows: number, seed: number): { readonly text: string[]; readonly truth: ("ham" | "spam")[] } {
  const random = makeRandom(seed, "messages of a test");
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? "";
  const truth = Array.from({ length: rows }, () => (random() < 0.4 ? "spam" : "ham"));
  const text = truth.map((label) =>
    label === "spam"
      ? `${pick(["win", "claim", "get"])} your ${pick(["cash", "prize", "voucher"])} call ${10000 + Math.floor(random() * 80000)}`
      : `${pick(["see", "meet", "call"])} you ${pick(["tomorrow", "at home", "later"])} my ${pick(["love", "friend", "dear"])}`,
  );
  return { text, truth };
}

const { text, truth } = messages(300, 1);
const table = tableFromRows(
  text.map((each, i) => ({ text: each, links: truth[i] === "spam" ? 3 + (i % 4) : i % 3, "likes count": i % 7 })),
  { columns: { text: "utf8", links: "float64", "likes count": "int32" } },
);
const gold = truth.map((label, i) => (i % 5 === 0 ? label : null));

const verbs = {
  suggestKeywords: (options: SuggestOptions<"ham" | "spam">) =>
    suggestKeywords(task, table, { column: "text", ...options }),
  suggestPatterns: (options: SuggestOptions<"ham" | "spam">) =>
    suggestPatterns(task, table, { column: "text", ...options }),
  suggestThresholds: (options: SuggestOptions<"ham" | "spam">) => suggestThresholds(task, table, options),
};

/** The functions that the suggested TypeScript makes. */
async function pasted(
  found: FunctionSuggestions<"ham" | "spam", never>,
): Promise<readonly { readonly fingerprint: string }[]> {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-"));
  try {
    const file = join(folder, "pack.ts");
    const names = Array.from(found.source.matchAll(/^const (\S+) =/gm), ([, name]) => name ?? "");
    writeFileSync(
      file,
      `import { definePack, defineTask, expression, keywords, pattern } from "labelwright";
      const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", links: "float64", "likes count": "int32" } });
      ${found.source}
      export default definePack({ name: "p", version: "1", task, functions: [${names.join(", ")}] });`,
    );
    return (await loadPack(file)).functions;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(Object.entries(verbs))("%s", (name, suggest) => {
  const found = suggest({ labels: gold });

  test("finds functions that are mostly right on rows whose labels it was not given", async () => {
    expect(found.suggestions.length).toBeGreaterThan(0);
    const votes = await applyLabelingFunctions(found.functions, table);
    found.functions.forEach((func, j) => {
      const cast = Array.from(votes.votes[j] ?? []).flatMap((code, i) =>
        code < 0 || i % 5 === 0 ? [] : [code === (truth[i] === "spam" ? 1 : 0)],
      );
      expect([func.name, cast.filter(Boolean).length / cast.length > 0.8]).toEqual([func.name, true]);
    });
  });

  test("says on how many rows each votes, and how many of the labeled ones are right", async () => {
    const votes = await applyLabelingFunctions(found.functions, table);
    found.suggestions.forEach((each, j) => {
      const rows = Array.from(votes.votes[j] ?? []).flatMap((code, i) => (code < 0 ? [] : [i]));
      expect(each).toMatchObject({ rows: rows.length, newRows: rows.length });
      const labeled = rows.filter((i) => gold[i] !== null);
      expect(each.labeledRows).toBe(labeled.length);
      expect(each.labeledRight).toBe(labeled.filter((i) => gold[i] === each.label).length);
      expect(each.share).toBeGreaterThanOrEqual(0.5);
      expect(each.lift).toBeGreaterThan(1);
    });
  });

  test("gives TypeScript that makes the same functions", async () => {
    expect((await pasted(found as never)).map((func) => func.fingerprint)).toEqual(
      found.functions.map((func) => func.fingerprint),
    );
  });

  test("is frozen, and prints as a table", () => {
    expect([found, found.suggestions, found.functions, found.suggestions[0]].map(Object.isFrozen)).toEqual(
      Array(4).fill(true),
    );
    const lines = inspect(found).split("\n");
    expect(lines[0]).toBe(`${found.suggestions.length} suggested functions, from 60 labeled of 300 rows`);
    expect(lines[1]).toMatch(/^looks for\s+label\s+rows\s+new\s+share\s+lift\s+labeled$/);
    expect(lines.length).toBe(found.suggestions.length + 3);
  });

  test("takes the labels of a label model as well", () => {
    const soft = majorityVote(labelMatrix(task.labels, { all: truth }));
    const byModel = suggest({ labels: soft });
    expect(byModel.labeledRows).toBe(300);
    expect(byModel.suggestions.length).toBeGreaterThan(0);
  });

  test("gives at most so many functions a label, and the same ones each time", () => {
    const few = suggest({ labels: gold, count: 1 });
    const labels = few.suggestions.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(few.source).toBe(suggest({ labels: gold, count: 1 }).source);
    expect(suggest({ labels: gold, count: 0 })).toMatchObject({ suggestions: [], source: "" });
  });

  test("looks at rows without a vote alone where votes are given, and leaves their functions' names free", () => {
    const votes = labelMatrix(task.labels, {
      [found.functions[0]?.name ?? ""]: truth.map((label, i) => (i < 150 ? label : null)),
    });
    const rest = suggest({ labels: gold, votes });
    expect(rest.functions.map((func) => func.name)).not.toContain(found.functions[0]?.name);
    for (const each of rest.suggestions) expect(each.newRows).toBeLessThanOrEqual(each.rows);
    const none = suggest({ labels: gold, votes: labelMatrix(task.labels, { all: truth }) });
    expect(none.suggestions).toEqual([]);
    expect(inspect(none)).toBe(
      "0 suggested functions, from 60 labeled of 300 rows: nothing goes with a label clearly enough",
    );
  });

  test("finds nothing in a table without rows but says that no row has a label", () => {
    const empty = tableFromRows([], { columns: { text: "utf8", links: "float64", "likes count": "int32" } });
    const run = { suggestKeywords, suggestPatterns, suggestThresholds }[name] as typeof suggestKeywords;
    expect(caught(() => run(task, empty, { column: "text", labels: [] })).message).toBe(
      `${name}, labels: no row with a label; expected rows of two labels at least. ` +
        "Label some rows by hand, 50 say, drawn at random; or give the labels of a label model.",
    );
  });

  test.each<[string, Partial<Record<string, unknown>>, string]>([
    [
      "labels of one kind",
      { labels: truth.map((label) => (label === "spam" ? label : null)) },
      "all of them of one label; expected rows of two",
    ],
    ["labels of other rows", { labels: ["spam"] }, "gold: 1 labels; expected one for each of the 300 rows."],
    ["an unknown label", { labels: truth.map(() => "eggs") }, 'gold of row 0: "eggs"; expected one of "ham", "spam"'],
    ["no labels", { labels: undefined }, "gold: undefined; expected an array of labels."],
    [
      "probabilistic labels of other rows",
      { labels: majorityVote(labelMatrix(task.labels, { a: ["ham", "spam"] })) },
      "labels of 2 rows, of ham, spam; expected labels of the 300 rows",
    ],
    [
      "votes of other rows",
      { labels: gold, votes: labelMatrix(task.labels, { a: ["ham"] }) },
      "votes on 1 rows, for ham, spam; expected votes on the 300 rows",
    ],
    [
      "votes for other labels",
      { labels: gold, votes: labelMatrix(labelSet(["no", "yes"]), { a: truth.map(() => "no") }) },
      "votes on 300 rows, for no, yes; expected",
    ],
    ["votes that are none", { labels: gold, votes: [[1]] }, "votes: an array of 1; expected a label matrix."],
    ["a count below 0", { labels: gold, count: -1 }, "count: -1; expected a whole number of at least 0."],
    ["no rows at least", { labels: gold, minRows: 0 }, "minRows: 0; expected a whole number of at least 1."],
    ["odds below 1", { labels: gold, minOdds: 0.5 }, "minOdds: 0.5; expected a number of at least 1."],
    ["a share above 1", { labels: gold, minShare: NaN }, "minShare: NaN; expected a number from 0 to 1."],
  ])("refuses %s", (_, options, message) => {
    expect(caught(() => suggest(options as never)).message).toContain(
      `${name}, ${message.startsWith("all") ? "labels: " : ""}`,
    );
    expect(caught(() => suggest(options as never)).message).toContain(message);
  });
});

describe("suggestKeywords", () => {
  test("finds words that no labeled row has, by the words they stand beside", () => {
    const few = truth.map((label, i) => (i < 8 ? label : null));
    const labeled = new Set(text.slice(0, 8).flatMap((each) => each.split(" ")));
    const { suggestions } = suggestKeywords(task, table, { column: "text", labels: few, minOdds: 4 });
    const fresh = suggestions.filter(({ looksFor }) => !looksFor.split(" ").some((word) => labeled.has(word)));
    expect(fresh.length).toBeGreaterThan(0);
  });

  propertyTest.prop([fc.integer(), fc.array(fc.nat(), { minLength: 60, maxLength: 60 })], { numRuns: 20 })(
    "suggests the same whatever the order of the rows",
    (seed, keys) => {
      const made = messages(60, seed);
      const labels = made.truth.map((label, i) => (i % 4 === 0 ? label : null));
      fc.pre(new Set(labels).size === 3);
      const order = [...keys.keys()].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
      const sources = [[...keys.keys()], order].map((rows) => {
        const shuffled = tableFromRows(rows.map((row) => ({ text: made.text[row] ?? "" })));
        return suggestKeywords(task, shuffled, { column: "text", labels: rows.map((row) => labels[row] ?? null) })
          .source;
      });
      expect(sources[1]).toBe(sources[0]);
    },
  );

  test("refuses a column that is not text, or not there", () => {
    const ask = (column: string): string =>
      caught(() => suggestKeywords(task, table, { column: column as "text", labels: gold })).message;
    expect(ask("links")).toBe(
      'suggestKeywords, column: "links" is float64; expected a text column: "text". Functions of kind row, batch and expression read columns of every type.',
    );
    expect(ask("title")).toContain('suggestKeywords, columns: "title"; expected one of the task\'s columns');
  });
});

describe("suggestThresholds", () => {
  test("cuts where the labels part, at a round number", () => {
    const { suggestions } = suggestThresholds(task, table, { labels: gold });
    expect(suggestions.map(({ looksFor, label }) => `${looksFor} ${label}`)).toEqual([
      "links > 2 spam",
      "links <= 2 ham",
    ]);
  });

  test("writes columns whose names are no words as expressions want them", () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ "likes count": i }));
    const labels = rows.map((_, i) => (i < 10 ? "ham" : "spam"));
    const { source } = suggestThresholds(task, tableFromRows(rows, { columns: { "likes count": "int32" } }), {
      labels,
      columns: ["likes count"],
    });
    expect(source).toContain(String.raw`when: "col(\"likes count\") > 9"`);
  });

  test("leaves out cells that are null or NaN", () => {
    const cells = [1, null, 2, NaN, 3, 7, 8, NaN, 9, null];
    const links = Array.from({ length: 40 }, (_, i) => cells[i % 10] ?? null);
    const labels = links.map((_, i) => (i % 10 < 5 ? "ham" : "spam"));
    const numbers = tableFromRows(
      links.map((each) => ({ links: each })),
      { columns: { links: "float64" } },
    );
    const { suggestions } = suggestThresholds(task, numbers, { labels, columns: ["links"], minRows: 2, minOdds: 2 });
    expect(suggestions.map(({ looksFor, rows }) => [looksFor, rows])).toEqual([
      ["links > 5", 12],
      ["links <= 5", 12],
    ]);
  });

  test("refuses columns of text, and a table without numbers", () => {
    const texts = tableFromRows([{ text: "a" }]);
    expect(caught(() => suggestThresholds(task, texts, { labels: ["ham"] })).message).toBe(
      "suggestThresholds: no column of numbers or times; expected one at least, in the task and in the table.",
    );
    expect(caught(() => suggestThresholds(task, table, { labels: gold, columns: ["text"] })).code).toBe("wrong_type");
  });
});
