import { integer, rateOf } from "../util/rates.ts";
import type { Target } from "../util/targets.ts";
import type { DuckdbFigures } from "./duckdb.ts";
import type { ExpressionFigures } from "./expressions.ts";
import { formNames, type FormLine } from "./forms.ts";
import type { MemoryByForm } from "./memory-rise.ts";
import type { SearchLine } from "./searches.ts";
import type { SnorkelApply } from "./snorkel.ts";
import type { SparkFigures } from "./spark.ts";
import type { StreamedFigures } from "./streamed.ts";
import type { WorkerFigures } from "./workers.ts";

/** What a run has measured; what was left out is missing. */
export interface Figures {
  forms?: readonly FormLine[];
  memoryMB?: MemoryByForm;
  searches?: readonly SearchLine[];
  expressions?: ExpressionFigures;
  snorkel?: SnorkelApply | null;
  duckdb?: DuckdbFigures | null;
  workers?: WorkerFigures;
  streams?: StreamedFigures;
  spark?: SparkFigures | null;
}

const above = (name: string, value: number, target: number, format = integer): Target => ({
  name,
  value,
  target,
  good: "above",
  format,
});

const oneDigit = (value: number): string => value.toFixed(1);
const twoDigits = (value: number): string => value.toFixed(2);

function ofForms(forms: readonly FormLine[]): readonly Target[] {
  const row = rateOf(forms, formNames.row);
  return [
    above("row form, rows/s", row.rowsPerSecond, 400_000),
    above("row form, % of the bare loop", 100 * row.ofBareLoop, 60),
  ];
}

function ofSearches(searches: readonly SearchLine[]): readonly Target[] {
  const [keywords, patterns, thousand] = searches;
  if (keywords === undefined || patterns === undefined || thousand === undefined) return [];
  return [
    above(`${keywords.name}, rows/s`, keywords.together.rowsPerSecond, 1_500_000),
    above(`${keywords.name}, times one by one`, keywords.times, 20, oneDigit),
    above(`${patterns.name}, times one by one`, patterns.times, 3, oneDigit),
    above(`${thousand.name}, rows/s`, thousand.together.rowsPerSecond, 800_000),
  ];
}

function ofDuckdb({ lines }: DuckdbFigures, searches: readonly SearchLine[]): readonly Target[] {
  const ours = searches[0]?.together.rowsPerSecond ?? NaN;
  return lines
    .filter(({ threads }) => threads === 1)
    .map(({ name, rowsPerSecond }) =>
      above(`50 keyword functions, times DuckDB (${name})`, ours / rowsPerSecond, 1, twoDigits),
    );
}

/** The targets of what was measured. */
export function targetsOf(figures: Figures): readonly Target[] {
  const { forms = [], memoryMB, searches = [], expressions, snorkel, duckdb } = figures;
  const targets: Target[] = [...(forms.length === 0 ? [] : ofForms(forms)), ...ofSearches(searches)];
  if (expressions !== undefined) {
    targets.push(above("10 expressions, rows/s x functions", expressions.functionRowsPerSecond, 20_000_000));
  }
  if (forms.length > 0 && snorkel !== undefined && snorkel !== null) {
    for (const form of [formNames.row, formNames.declarative]) {
      const times = rateOf(forms, form).rowsPerSecond / snorkel.rowsPerSecond;
      targets.push(above(`ten functions as ${form}, times Snorkel`, times, 50, oneDigit));
    }
  }
  if (duckdb !== undefined && duckdb !== null && searches.length > 0) targets.push(...ofDuckdb(duckdb, searches));
  if (memoryMB !== undefined) {
    const highest = Math.max(...Object.values(memoryMB).map((rise) => Math.max(rise.rss, rise.heapAndBuffers)));
    targets.push({ name: "memory beyond the table, MB", value: highest, target: 100, good: "below", format: integer });
  }
  return targets;
}
