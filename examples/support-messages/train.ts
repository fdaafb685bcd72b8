/**
 * From labels to a model and back: a learner is trained on what the rules say, goes beyond them, and tells which rows
 * people should look at. `npm run example:training` runs it; the guide "From labels to a model" explains it.
 */
import { fileURLToPath } from "node:url";
import {
  addAnswers,
  applyLabelingFunctions,
  applySlicingFunctions,
  compareLabels,
  evaluateLabels,
  fitFeatures,
  fitLabelModel,
  fitLogisticRegression,
  labelMatrix,
  majorityVote,
  readTable,
  reviewAnswers,
  routeLabels,
  scoreSlices,
  selfTrain,
  slicingFunction,
  splitRows,
  suggestForReview,
  suggestTerms,
  takeRows,
  withAnswers,
} from "labelwright";
import pack from "./pack.ts";

const { task } = pack;
const labels = task.labels;
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const clip = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** Parts of the messages that should fare no worse than the rest. */
const slices = [
  slicingFunction(task, { name: "not in English", columns: ["language"], holds: ({ language }) => language !== "en" }),
  slicingFunction(task, { name: "short", columns: ["text"], holds: ({ text }) => text.length < 60 }),
  slicingFunction(task, { name: "with stars", when: "stars >= 1" }),
  slicingFunction(task, { name: "of a team", columns: ["plan"], holds: ({ plan }) => plan === "team" }),
];

/** Runs the example; `say` is given what it prints, piece by piece. */
export async function training(say: (piece: unknown) => void = console.log): Promise<void> {
  const chapter = (title: string): void => say(`\n── ${title} ${"─".repeat(Math.max(0, 100 - title.length))}\n`);

  chapter("1. Rules label the rows to train on");
  const messages = await readTable(file("messages.csv"));
  const names = (await readTable(file("gold.csv"))).getChild("gold") ?? [];
  const gold = Array.from(names, (name) => labels.names.find((label) => label === name) ?? null);
  const split = splitRows(messages, { test: 0.3, stratify: gold });
  const [table, testTable] = [takeRows(messages, split.train), takeRows(messages, split.test)];
  const goldOf = (rows: Int32Array): typeof gold => Array.from(rows, (row) => gold[row] ?? null);
  const [trainGold, testGold] = [goldOf(split.train), goldOf(split.test)];
  say(split);
  const votes = await applyLabelingFunctions(pack.functions, table);
  const testVotes = await applyLabelingFunctions(pack.functions, testTable);
  const labelModel = fitLabelModel(votes);
  const soft = labelModel.predict(votes);
  say(votes);
  say(`${soft.filterUncovered().rows.length} rows have a vote. Gold is for scoring, and for the answers of chapter 5.`);

  chapter("2. A learner is trained on them");
  const features = fitFeatures(table, { text: ["text"], categories: ["plan", "channel"], numbers: ["stars"] });
  const [x, testX] = [features.encode(table), features.encode(testTable)];
  const learner = fitLogisticRegression(x, soft);
  const selfTrained = await selfTrain(x, soft, { gold: trainGold });
  say(features);
  say(learner);
  say("");
  say(selfTrained);

  chapter("3. Who is how good, on rows that none has seen");
  const predicted = learner.predict(testX);
  const judged = labelModel.predict(testVotes);
  const comparison = compareLabels(
    {
      "majority vote": majorityVote(testVotes),
      "label model": judged,
      "learner on majority vote": fitLogisticRegression(x, majorityVote(votes)).predict(testX),
      "learner on label model": predicted,
      "learner, self-trained": await selfTrained.model.predict(testX),
      "learner on gold": fitLogisticRegression(x, majorityVote(labelMatrix(labels, { gold: trainGold }))).predict(
        testX,
      ),
    },
    testGold,
  );
  say(comparison);
  const silent = Array.from(testGold.keys()).filter((row) => !judged.covered(row));
  const onSilent = testGold.map((label, row) => (judged.covered(row) ? null : label));
  const { accuracy } = evaluateLabels(predicted, onSilent);
  say(
    `\n${silent.length} test rows have no vote; the learner is right on ${(100 * accuracy).toFixed(1)} % of them. For example:\n`,
  );
  for (const row of silent.slice(0, 3)) {
    say(`  “${clip(String(testTable.getChild("text")?.get(row)), 98)}”`);
    say(`      learner: ${predicted.hard()[row]};  gold: ${testGold[row]}`);
  }

  chapter("4. Where it is weak, and what is missing");
  say(scoreSlices(predicted, testGold, await applySlicingFunctions(slices, testTable)));
  say("");
  say(suggestTerms(table, votes, { column: "text", labels: learner.predict(x), count: 5 }));

  chapter("5. Forty rows worth asking about, and back");
  const list = suggestForReview({ probabilities: learner.predict(x), votes, features: x, count: 40 });
  for (const { row, label, why } of list.items.slice(0, 4)) {
    say(`  “${clip(String(table.getChild("text")?.get(row)), 98)}”`);
    say(`      ${label}? ${why}\n      answer: ${trainGold[row]}`);
  }
  // A person would answer; here gold does.
  const answers = addAnswers(
    reviewAnswers(labels),
    list.items.map(({ row }) => [row, trainGold[row] ?? null] as const),
  );
  const refitted = fitLabelModel(votes, { gold: answers.gold(votes.rows) });
  const known = withAnswers(refitted.predict(votes), answers);
  const taught = fitLogisticRegression(x, known.labels, { weights: known.weights }).predict(testX);
  say("");
  say(answers);
  say("\nThe label model and the learner, fitted again with them:\n");
  say(compareLabels({ before: predicted, after: taught }, testGold));

  chapter("6. What needs no person");
  say(routeLabels(taught, { maxError: 0.1, gold: testGold }));
}
