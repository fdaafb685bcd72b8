import {
  evaluateLabels,
  fitFeatures,
  fitLabelModel,
  fitLogisticRegression,
  labelMatrix,
  majorityVote,
  ProbabilisticLabels,
  splitRows,
  tableFromRows,
  takeRows,
  type LabelSet,
} from "labelwright";
import { readTextSets, votesOn, type TextSet } from "../training/text-sets.ts";
import { describeMachine, formatMachine } from "../util/machine.ts";
import { writeResults } from "../util/results.ts";
import { markdownTable, terminalTable } from "../util/tables.ts";
import { grammars } from "./grammars.ts";

const usage = `usage: node benchmarks/run.mjs synthetic DATA [--rows N] [--seeds N] [--json FILE] [--markdown]

A learner is trained on made-up rows, on real rows with weak labels, and on both; tested on real rows with gold.

DATA         a folder with index.json, and youtube and sms as NAME.votes.csv and NAME.text.jsonl
--rows N     made-up rows (2000)
--seeds N    draws of made-up rows (5)`;

/** Texts and what is believed of each. */
interface Lesson {
  readonly texts: readonly string[];
  readonly labels: ProbabilisticLabels;
}

const quiet = { onProgress: (): void => undefined };
const textsOf = (table: { getChild(name: string): Iterable<unknown> | null }): string[] =>
  Array.from(table.getChild("text") ?? [], String);

/** Lessons one after the other. */
function together(lessons: readonly Lesson[], labels: LabelSet): Lesson {
  const k = labels.size;
  const texts = lessons.flatMap((lesson) => lesson.texts);
  const probabilities = new Float64Array(texts.length * k);
  let at = 0;
  for (const lesson of lessons) {
    for (let row = 0; row < lesson.texts.length; row++, at += k) probabilities.set(lesson.labels.row(row), at);
  }
  const covered = new Uint8Array(texts.length).fill(1);
  return { texts, labels: new ProbabilisticLabels({ labels, probabilities, covered, rowPatterns: null }) };
}

const tableOf = (texts: readonly string[]): ReturnType<typeof tableFromRows> =>
  tableFromRows(
    texts.map((text) => ({ text })),
    { columns: { text: "utf8" } },
  );

/** Accuracy and F1 of a learner of default settings. */
function teach(lesson: Lesson, test: readonly string[], gold: readonly string[], positive: string): Score {
  const table = tableOf(lesson.texts);
  const features = fitFeatures(table, { text: ["text"] });
  const learner = fitLogisticRegression(features.encode(table), lesson.labels, quiet);
  const evaluation = evaluateLabels(learner.predict(features.encode(tableOf(test))), gold);
  const f1 = evaluation.byLabel[positive]?.f1 ?? NaN;
  return { accuracy: evaluation.accuracy, f1 };
}

interface Score {
  readonly accuracy: number;
  readonly f1: number;
}

const mean = (scores: readonly Score[]): Score => ({
  accuracy: scores.reduce((sum, { accuracy }) => sum + accuracy, 0) / scores.length,
  f1: scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length,
});

function measure(set: TextSet, rows: number, seeds: number): Record<string, Score> {
  const grammar = grammars[set.name];
  if (grammar === undefined) throw new Error(`no grammar for ${set.name}`);
  const { names } = set.labels;
  const nameOf = (code: number): string => names[code] ?? "";
  const spam = names.find((name) => name.toLowerCase() === "spam") ?? "";
  const split = set.split ?? splitRows(set.table, { test: 0.3, seed: 1 });
  const gold = (part: Int32Array): string[] => Array.from(part, (row) => nameOf(set.truth[row] ?? 0));
  const [train, test] = [split.train, split.test];
  const [testTexts, testGold] = [textsOf(takeRows(set.table, test)), gold(test)];
  const certain = (labels: readonly string[]): ProbabilisticLabels =>
    majorityVote(labelMatrix(set.labels, { gold: labels }));
  const score = (lesson: Lesson): Score => teach(lesson, testTexts, testGold, spam);

  const soft = fitLabelModel(votesOn(set, train), quiet).predict(votesOn(set, train)).filterUncovered();
  const trainTexts = textsOf(takeRows(set.table, train));
  const weak: Lesson = { texts: Array.from(soft.rows, (row) => trainTexts[row] ?? ""), labels: soft.labels };
  const madeUp = Array.from({ length: seeds }, (_, seed): Lesson => {
    const made = grammar(rows, seed);
    const labels = made.labels.map((label) => names.find((name) => name.toLowerCase() === label) ?? "");
    return { texts: textsOf(made.table), labels: certain(labels) };
  });
  return {
    "made-up rows": mean(madeUp.map(score)),
    "weak labels": score(weak),
    both: mean(madeUp.map((lesson) => score(together([lesson, weak], set.labels)))),
    gold: score({ texts: trainTexts, labels: certain(gold(train)) }),
  };
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const valueOf = (name: string): string | null => {
    const at = args.indexOf(name);
    return at < 0 ? null : (args.splice(at, 2)[1] ?? null);
  };
  const [rows, seeds, json] = [
    Number(valueOf("--rows") ?? "2000"),
    Number(valueOf("--seeds") ?? "5"),
    valueOf("--json"),
  ];
  const isMarkdown = args.includes("--markdown");
  const [data, ...more] = args.filter((arg) => arg !== "--markdown");
  if (data === undefined || data.startsWith("-") || more.length > 0 || !(rows >= 10) || !(seeds >= 1)) {
    (args.includes("--help") ? console.log : console.error)(usage);
    return args.includes("--help") ? 0 : 2;
  }
  const machine = describeMachine();
  console.log(formatMachine(machine));
  const sets = await readTextSets(data, Object.keys(grammars));
  const results = sets.map((set) => ({ set: set.name, scores: measure(set, rows, seeds) }));
  const methods = Object.keys(results[0]?.scores ?? {});
  const format = isMarkdown ? markdownTable : terminalTable;
  const cell = ({ accuracy, f1 }: Score): string => `${(100 * accuracy).toFixed(1)} (${(100 * f1).toFixed(1)})`;
  const lines = results.map(({ set, scores }) => [
    set,
    ...methods.map((method) => cell(scores[method] ?? { accuracy: NaN, f1: NaN })),
  ]);
  console.log(
    `\nTest rows: accuracy in % (F1 of spam); ${rows} made-up rows, means of ${seeds} draws\n\n${format(["trained on", ...methods], lines)}`,
  );
  if (json !== null) writeResults(json, machine, { rows, seeds, results });
  return 0;
}

process.exitCode = await main();
