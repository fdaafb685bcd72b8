import { formatTextTable, type TextColumn } from "../util/text-table.ts";
import type { FunctionSummary, Summary } from "./summary.ts";

interface SummaryColumn extends TextColumn {
  readonly cell: (func: FunctionSummary) => string;
}

const percent = (share: number | null): string => (share === null ? "–" : `${(100 * share).toFixed(1)} %`);

const number = (title: string, cell: (func: FunctionSummary) => string): SummaryColumn => ({
  title,
  align: "right",
  cell,
});

function columnsOf(summary: Summary): SummaryColumn[] {
  const columns: SummaryColumn[] = [
    { title: "labeling function", cell: (func) => func.name },
    { title: "polarity", cell: (func) => shortPolarity(func.polarity) },
    number("coverage", (func) => percent(func.coverage)),
    number("overlaps", (func) => percent(func.overlaps)),
    number("conflicts", (func) => percent(func.conflicts)),
  ];
  if (summary.hasGold) {
    columns.push(
      number("correct", (func) => String(func.correct ?? "–")),
      number("incorrect", (func) => String(func.incorrect ?? "–")),
      number("accuracy", (func) => percent(func.accuracy)),
    );
  }
  if (summary.hasModel) columns.push(number("learned", (func) => percent(func.learnedAccuracy)));
  if (summary.functions.some((func) => func.faults > 0)) columns.push(number("faults", (func) => String(func.faults)));
  return columns;
}

const shortPolarity = (labels: readonly string[]): string =>
  labels.length > 3 ? `${labels.slice(0, 2).join(", ")} +${labels.length - 2}` : labels.join(", ");

/** A summary as a text table. */
export function describeSummary(summary: Summary): string {
  const columns = columnsOf(summary);
  const rows = summary.functions.map((func) => columns.map((column) => column.cell(func)));
  const { coverage, overlaps, conflicts } = summary;
  const whole = `${summary.rows} rows: ${percent(coverage)} covered, ${percent(overlaps)} by two or more, ${percent(conflicts)} with conflicts`;
  return `${formatTextTable(columns, rows)}\n${whole}`;
}
