/**
 * The main job, step by step: from a table without labels and a rule pack to labels with probabilities.
 * `npm start` runs it; `start.mjs` shows how it is loaded.
 */
import { fileURLToPath } from "node:url";
import {
  applyLabelingFunctions,
  findDisagreements,
  fitLabelModel,
  majorityVote,
  readTable,
  scoreLabels,
  summarize,
  type ProbabilisticLabels,
  type Score,
  type Summary,
} from "labelwright";
import pack from "./pack.ts";

const labels = pack.task.labels;
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const clip = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** Runs the walk-through; `say` is given what it prints, piece by piece. */
export async function walkthrough(say: (piece: unknown) => void = console.log): Promise<void> {
  const chapter = (title: string): void => say(`\n── ${title} ${"─".repeat(Math.max(0, 100 - title.length))}\n`);

  chapter("1. Messages without labels");
  const messages = await readTable(file("messages.csv"));
  const texts = Array.from(messages.getChild("text") ?? [], String);
  say(`${texts.length} messages to a support desk. Each is about billing, a bug, the account, or it is just praise:\n`);
  for (const text of texts.slice(21, 25)) say(`  “${clip(text, 98)}”`);

  chapter("2. Rules vote");
  say(`The pack ${pack.name} ${pack.version} has ${pack.functions.length} labeling functions. They vote or abstain:\n`);
  const votes = await applyLabelingFunctions(pack.functions, messages);
  say(summarize(votes));

  chapter("3. The label model learns whom to trust");
  const model = fitLabelModel(votes);
  const { report } = model;
  const [first = 0, last = 0] = [report.objective[0], report.objective.at(-1)];
  say(`It saw ${report.rows} rows with ${report.patterns} distinct patterns of votes, and not one true label.`);
  say(`${report.iterations} rounds, ${report.converged ? "converged" : "not converged"} (${report.stopReason}).`);
  say(`Objective of the fit: ${first.toFixed(1)} after the first round, ${last.toFixed(1)} after the last.`);
  for (const warning of report.warnings) say(`Warning: ${warning}`);
  const soft = model.predict(votes);

  chapter("4. The hidden gold labels, for scoring only");
  const names = (await readTable(file("gold.csv"))).getChild("gold") ?? [];
  const gold = Array.from(names, (name) => labels.names.find((label) => label === name) ?? null);
  const truth = summarize(votes, { gold, model });
  say("Was the trust deserved? “accuracy” is the truth, “learned” what the model worked out without it:\n");
  say(truth);
  say(`\nFurthest off: ${furthestOff(truth)}.`);
  const score = scoreLabels(soft, gold);
  say(`\nOn the ${score.rows} rows with a vote:\n`);
  say("                   accuracy   macro F1   log loss      Brier");
  say(scoreLine("majority vote", scoreLabels(majorityVote(votes), gold)));
  say(scoreLine("label model", score));
  say("\nIts probabilities mean something, too. Of the rows on which the label model is …\n");
  for (const line of reliability(soft, gold)) say(line);

  chapter("5. Where the rules disagree most");
  say("These rows are worth reading: they tell which rule to mend, or which is missing.");
  for (const { row, votes: cast } of findDisagreements(votes, { labels: soft, limit: 4 })) {
    const posterior = labels.names.map((label) => `${label} ${soft.probability(row, label).toFixed(2)}`);
    say(`\n  “${clip(texts[row] ?? "", 98)}”`);
    for (const label of labels.names) {
      const voters = Object.entries(cast).flatMap(([name, vote]) => (vote === label ? [name] : []));
      if (voters.length > 0) say(`      ${label.padEnd(8)} say ${voters.join(", ")}`);
    }
    say(`      model: ${posterior.join(", ")};  gold: ${gold[row]}`);
  }
}

function scoreLine(name: string, score: Score): string {
  const numbers = [percent(score.accuracy), percent(score.macroF1), score.logLoss.toFixed(3), score.brier.toFixed(3)];
  return `  ${name.padEnd(14)}${numbers.map((number) => number.padStart(11)).join("")}`;
}

/** The labeling function whose learned accuracy is furthest from the truth. */
function furthestOff(summary: Summary): string {
  const known = summary.functions.map(({ name, accuracy, learnedAccuracy }) => {
    const [real, learned] = [accuracy ?? 0, learnedAccuracy ?? 0];
    return { gap: Math.abs(learned - real), text: `${name}, learned ${percent(learned)}, really ${percent(real)}` };
  });
  return known.reduce((a, b) => (b.gap > a.gap ? b : a)).text;
}

/** How often the label model is right, by how sure it is. */
function reliability(soft: ProbabilisticLabels, gold: readonly (string | null)[]): string[] {
  const hard = soft.hard();
  const bands = [
    { name: "over 90 % sure", from: 0.9, to: 1.01 },
    { name: "70 to 90 % sure", from: 0.7, to: 0.9 },
    { name: "50 to 70 % sure", from: 0.5, to: 0.7 },
    { name: "less sure", from: 0, to: 0.5 },
  ];
  return bands.map(({ name, from, to }) => {
    const confidences = Array.from(soft.confidences(), (p, row) => ({ p, row }));
    const rows = confidences.filter(({ p, row }) => soft.covered(row) && p >= from && p < to).map(({ row }) => row);
    const right = rows.filter((row) => hard[row] === gold[row]).length;
    return `  ${name.padEnd(15)}${String(rows.length).padStart(6)} rows, ${percent(right / rows.length)} right`;
  });
}
