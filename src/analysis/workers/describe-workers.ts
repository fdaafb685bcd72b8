import { formatTextTable, shorten, type TextColumn } from "../../util/text-table.ts";
import type { SharesInterval, WorkerReport, WorkerSummary } from "./worker-report.ts";

/** Rows of a printed report: those to look at come first. */
const mostShown = 30;
/** A label given this much too often, in share and in standard errors, is worth a word. */
const [worthSaying, clearErrors] = [0.05, 2];

const percent = (share: number | null): string => (share === null ? "–" : `${Math.round(100 * share)} %`);
const range = (interval: SharesInterval | null): string =>
  interval === null ? "–" : `${Math.round(100 * interval[0])}–${Math.round(100 * interval[1])} %`;

/** The label that a worker gives most beyond what is expected, where it is clear. */
export function leaning({ bias, answers }: WorkerSummary): string {
  const most = bias.reduce<(typeof bias)[number] | null>(
    (best, each) => (best === null || each.given - each.expected > best.given - best.expected ? each : best),
    null,
  );
  if (most === null) return "";
  const surplus = most.given - most.expected;
  const error = Math.sqrt(Math.max(0.01, most.expected * (1 - most.expected)) / Math.max(1, answers));
  if (surplus < worthSaying || surplus < clearErrors * error) return "";
  return `${shorten(most.label, 16)} +${Math.round(100 * surplus)}`;
}

/** Suspects first, then the least accurate. */
function byNeed(a: WorkerSummary, b: WorkerSummary): number {
  const suspected = Number(b.suspicion.suspected) - Number(a.suspicion.suspected);
  return suspected || (a.accuracy ?? 2) - (b.accuracy ?? 2);
}

/** A report as text. */
export function describeWorkers(report: WorkerReport): string {
  const { workers, goldItems, items, answers, level, sharedMistakes, suspects } = report;
  const right = (title: string): TextColumn => ({ title, align: "right" });
  const hasTimes = workers.some(({ speed }) => speed !== null);
  const hasRepeats = workers.some(({ consistency }) => consistency !== null);
  const titles: TextColumn[] = [
    { title: "worker" },
    right("answers"),
    right("accuracy"),
    right(`${Math.round(100 * level)} % interval`),
    ...(goldItems > 0 ? [right("on gold"), right("interval")] : []),
    right("agreement"),
    right("tells"),
    ...(hasRepeats ? [right("steady")] : []),
    ...(hasTimes ? [right("seconds"), right("fast")] : []),
    { title: "leans to" },
    right("spam"),
    { title: "" },
  ];
  const shown = [...workers].sort(byNeed).slice(0, mostShown);
  const rows = shown.map((each) => [
    shorten(each.name, 24),
    String(each.answers),
    percent(each.accuracy),
    range(each.interval),
    ...(goldItems > 0 ? [percent(each.gold?.accuracy ?? null), range(each.gold?.interval ?? null)] : []),
    each.agreement?.kappa?.toFixed(2) ?? "–",
    each.information?.toFixed(2) ?? "–",
    ...(hasRepeats ? [percent(each.consistency?.share ?? null)] : []),
    ...(hasTimes ? [each.speed?.median.toFixed(1) ?? "–", percent(each.speed?.fastShare ?? null)] : []),
    leaning(each),
    each.answers === 0 ? "–" : each.suspicion.score.toFixed(2),
    each.suspicion.suspected ? "suspected" : "",
  ]);
  const known = goldItems === 0 ? "" : `, ${goldItems} of them with gold`;
  const head = `${workers.length} workers, ${answers} answers to ${items} items${known}`;
  const more = workers.length > shown.length ? [`… and ${workers.length - shown.length} more`] : [];
  const assumed = `Intervals allow for ${percent(sharedMistakes)} of the items on which the crowd is wrong together`;
  const words = workers
    .filter(({ suspicion }) => suspicion.suspected)
    .slice(0, mostShown)
    .map(({ name, suspicion }) => `  ${shorten(name, 24)}: ${suspicion.reasons.join("; ")}`);
  const why = suspects.length === 0 ? [] : [`${suspects.length} suspected:`, ...words];
  return [head, formatTextTable(titles, rows), ...more, assumed, ...why].join("\n");
}
