import { listNames } from "../util/checks.ts";
import { formatTextTable } from "../util/text-table.ts";
import type { LabelModel } from "./label-model.ts";

/** The brand of label models, shared by all copies of the package. */
export const modelBrand: symbol = Symbol.for("labelwright.LabelModel");

const percent = (share: number | null): string => (share === null ? "" : `${(100 * share).toFixed(1)} %`);

/** A share that is not nothing does not print as nothing. */
const coverageOf = (share: number): string => (share > 0 && share < 0.0005 ? "< 0.1 %" : percent(share));

/** Weights that print as 1.00 are left out: the eye should find those that count less. */
const countsLess = (weight: number): boolean => weight < 0.995;

const formatInterval = (interval: readonly [low: number, high: number] | null): string =>
  interval === null ? "" : `${(100 * interval[0]).toFixed(1)} to ${percent(interval[1])}`;

/** How a label model prints: what it learned of each function, and how the fit went. */
export function describeModel(model: LabelModel): string {
  const { kind, labels, functions, classBalance, defaultLabel, report } = model;
  const shown = functions.slice(0, 40);
  const showsIntervals = shown.some(({ interval }) => interval !== null);
  const showsWeights = shown.some(({ weight }) => countsLess(weight));
  const showsLabels = shown.some(({ onlyLabel }) => onlyLabel !== null);
  const table = formatTextTable(
    [
      { title: "labeling function" },
      ...(showsLabels ? [{ title: "only label" }] : []),
      { title: "votes", align: "right" },
      { title: "coverage", align: "right" },
      { title: "accuracy", align: "right" },
      ...(showsIntervals ? [{ title: "90 % interval", align: "right" as const }] : []),
      ...(showsWeights ? [{ title: "weight", align: "right" as const }] : []),
    ],
    shown.map((func) => [
      func.name,
      ...(showsLabels ? [func.onlyLabel ?? ""] : []),
      String(func.votes),
      coverageOf(func.coverage),
      percent(func.accuracy),
      ...(showsIntervals ? [formatInterval(func.interval)] : []),
      ...(showsWeights ? [countsLess(func.weight) ? func.weight.toFixed(2) : ""] : []),
    ]),
  );
  const balance = labels.names.slice(0, 12).map((name, y) => `${name} ${percent(classBalance[y] ?? 0)}`);
  const lines = [
    `Label model (${kind}) of ${functions.length} labeling functions, fitted on ${report.rows} rows (${report.patterns} vote patterns)`,
    `class balance: ${balance.join(", ")}${labels.size > 12 ? ", …" : ""}`,
    ...(defaultLabel === null ? [] : [`rows without votes: ${defaultLabel}`]),
    `${report.iterations} rounds; ${report.converged ? "converged" : "not converged"}: ${report.stopReason}`,
    ...report.rules.map(
      ({ rule, functions: about, rows }) =>
        `rule: ${rule}, ${rows} row${rows === 1 ? "" : "s"}${about.length === 0 ? "" : `: ${listNames(about)}`}`,
    ),
    ...report.warnings.map((warning) => `warning: ${warning}`),
    "",
    table,
  ];
  if (functions.length > shown.length) lines.push(`… and ${functions.length - shown.length} more`);
  return lines.join("\n");
}
