import { scoreLabels, type Score } from "../../analysis/score.ts";
import { majorityVote } from "../../label-models/majority.ts";
import { figure, section, type ReportContent } from "../content.ts";
import { html, type Markup } from "../html.ts";
import { count, percent } from "../numbers.ts";
import { squarePlot } from "../square-plot.ts";
import { accuracyPlot } from "./accuracy-plot.ts";

const shownLabels = 12;

function scoreTable(majority: Score, model: Score, labels: readonly string[]): Markup {
  const line = (
    name: string,
    pick: (score: Score) => number,
    show: (value: number) => string,
    lower = false,
  ): Markup => {
    const [a, b] = [pick(majority), pick(model)];
    const better = a === b ? "" : a > b !== lower ? "majority" : "model";
    return html`<tr>
      <th scope="row"><bdi>${name}</bdi></th>
      <td class="number ${better === "majority" ? "better" : ""}">${show(a)}</td>
      <td class="number ${better === "model" ? "better" : ""}">${show(b)}</td>
    </tr>`;
  };
  const asPercent = (value: number): string => percent(value);
  const asNumber = (value: number): string => value.toFixed(3);
  return html`<table>
    <thead>
      <tr>
        <th></th>
        <th scope="col" class="number">majority vote</th>
        <th scope="col" class="number">label model</th>
      </tr>
    </thead>
    <tbody>
      ${line("accuracy", (score) => score.accuracy, asPercent)} ${line("macro F1", (score) => score.macroF1, asPercent)}
      ${labels.slice(0, shownLabels).map((label) => line(`F1 of ${label}`, (score) => score.f1[label] ?? 0, asPercent))}
      ${line("log loss", (score) => score.logLoss, asNumber, true)}
      ${line("Brier score", (score) => score.brier, asNumber, true)}
      ${line("calibration error", (score) => score.calibrationError, asPercent, true)}
    </tbody>
  </table>`;
}

function reliabilityPlot({ reliability: bins }: Score): Markup {
  const most = Math.max(...bins.map((bin) => bin.rows));
  const points = bins.map((bin) => ({
    x: bin.meanConfidence,
    y: bin.accuracy,
    weight: bin.rows / most,
    label: "",
    title: `${percent(bin.meanConfidence)} sure: ${percent(bin.accuracy)} of ${count(bin.rows)} rows right`,
  }));
  const lowest = Math.min(...bins.flatMap((bin) => [bin.meanConfidence, bin.accuracy]));
  return squarePlot(points, lowest < 0.25 ? 0 : 0.25, {
    title: "reliability of the probabilities",
    x: "how sure the label model is",
    y: "how often it is right",
  });
}

/** Scores, reliability and learned accuracies against gold; nothing without gold on a covered row. */
export function goldSection(content: ReportContent): Markup | null {
  const { gold, soft, patterns, votes } = content;
  if (gold?.some((label, row) => label !== null && soft.covered(row)) !== true) return null;
  const model = scoreLabels(soft, gold);
  const majority = scoreLabels(majorityVote(patterns), gold);
  return section(
    "Against gold",
    html`<div class="columns three">
      ${figure(
        `Labels against gold, on the ${count(model.rows)} rows that have both a vote and a true label. Gold played no part in fitting.`,
        scoreTable(majority, model, votes.labels.names),
      )}
      ${figure(
        "Can the probabilities be believed? On the line, labels that are 80 % sure are right 80 % of the time. Area: rows.",
        reliabilityPlot(model),
      )}
      ${accuracyPlot(content)}
    </div>`,
  );
}
