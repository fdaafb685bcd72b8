/**
 * Trained on made-up rows, tested on others: what is a grammar worth beside rules, and what do both together bring?
 * `node examples/synthetic/start.mjs` runs it.
 */
import { fileURLToPath } from "node:url";
import {
  applyLabelingFunctions,
  compareLabels,
  fitFeatures,
  fitLabelModel,
  fitLogisticRegression,
  labelMatrix,
  majorityVote,
  ProbabilisticLabels,
  readTable,
  splitRows,
  tableFromRows,
  takeRows,
} from "labelwright";
import pack from "../support-messages/pack.ts";
import { makeMessages } from "./grammar.ts";

const { labels } = pack.task;
const file = (name: string): string => fileURLToPath(new URL(`../support-messages/${name}`, import.meta.url));

/** Texts to learn from, with what is believed of each. */
interface Lesson {
  readonly texts: readonly string[];
  readonly labels: ProbabilisticLabels;
}

const textsOf = (table: { getChild(name: string): Iterable<unknown> | null }): string[] =>
  Array.from(table.getChild("text") ?? [], String);

const certain = (names: readonly (string | null)[]): ProbabilisticLabels =>
  majorityVote(labelMatrix(labels, { gold: names.map((name) => labels.names.find((each) => each === name) ?? null) }));

/** Both lessons, one after the other. */
function together(a: Lesson, b: Lesson): Lesson {
  const texts = [...a.texts, ...b.texts];
  const rows = [a, b].flatMap((lesson) => lesson.texts.map((_, row) => Array.from(lesson.labels.row(row))));
  const covered = new Uint8Array(texts.length).fill(1);
  const probabilities = Float64Array.from(rows.flat());
  return { texts, labels: new ProbabilisticLabels({ labels, probabilities, covered, rowPatterns: null }) };
}

/** Trains on a lesson; gives the labels of other texts. */
function teach(lesson: Lesson, test: readonly string[]): ProbabilisticLabels {
  const tableOf = (texts: readonly string[]): ReturnType<typeof tableFromRows> =>
    tableFromRows(
      texts.map((text) => ({ text })),
      { columns: { text: "utf8" } },
    );
  const table = tableOf(lesson.texts);
  const features = fitFeatures(table, { text: ["text"] });
  return fitLogisticRegression(features.encode(table), lesson.labels).predict(features.encode(tableOf(test)));
}

/** Runs the example; `say` is given what it prints, piece by piece. */
export async function synthetic(say: (piece: unknown) => void = console.log): Promise<void> {
  const madeUp = makeMessages(2000, 1);
  say(madeUp);
  for (const row of [0, 1, 2]) say(`  ${madeUp.origins[row]}: ${String(madeUp.table.getChild("text")?.get(row))}`);

  const messages = await readTable(file("messages.csv"));
  const gold = Array.from((await readTable(file("gold.csv"))).getChild("gold") ?? [], String);
  const split = splitRows(messages, { test: 0.3, stratify: gold });
  const [train, test] = [takeRows(messages, split.train), takeRows(messages, split.test)];
  const goldOf = (rows: Int32Array): string[] => Array.from(rows, (row) => gold[row] ?? "");
  const votes = await applyLabelingFunctions(pack.functions, train);
  const soft = fitLabelModel(votes).predict(votes).filterUncovered();
  const trainTexts = textsOf(train);

  const lessons = {
    grammar: { texts: textsOf(madeUp.table), labels: certain(madeUp.labels) },
    rules: { texts: Array.from(soft.rows, (row) => trainTexts[row] ?? ""), labels: soft.labels },
    gold: { texts: trainTexts, labels: certain(goldOf(split.train)) },
  };
  const testTexts = textsOf(test);
  say(`\nTrained on each, tested on ${testTexts.length} messages that nobody has seen:\n`);
  say(
    compareLabels(
      {
        "made-up rows": teach(lessons.grammar, testTexts),
        "rows labeled by rules": teach(lessons.rules, testTexts),
        both: teach(together(lessons.grammar, lessons.rules), testTexts),
        gold: teach(lessons.gold, testTexts),
      },
      goldOf(split.test).map((name) => labels.names.find((each) => each === name) ?? null),
    ),
  );
}
