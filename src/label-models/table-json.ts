import { badPart, isNumbers, isObject } from "./json-checks.ts";
import type { VoteTable } from "./score-table.ts";

/** What a table of JSON must fit to. */
export interface TableSize {
  readonly functions: number;
  readonly labels: number;
  readonly subtypes: number;
  /** Whether all numbers are logarithms of probabilities. */
  readonly logProbabilities: boolean;
}

/** What votes add to scores, read from JSON. */
export function tableFromJson(value: unknown, size: TableSize): VoteTable {
  if (!isObject(value)) throw badPart("table", value, "an object");
  const { labels, subtypes } = size;
  const { form, cells, hit, miss } = value;
  if (form === "dense") return { form, cells: joinNumbers(cells, "table.cells", labels * labels * subtypes, size) };
  if (form !== "compact") throw badPart("table.form", form, '"dense" or "compact"');
  if (subtypes !== 1) throw badPart("subtypes", subtypes, "1 with a compact table");
  return {
    form,
    hit: joinNumbers(hit, "table.hit", labels, size),
    miss: joinNumbers(miss, "table.miss", labels, size),
  };
}

/** An array of `each` numbers for each labeling function, one after the other. */
function joinNumbers(value: unknown, part: string, each: number, size: TableSize): Float64Array {
  if (!Array.isArray(value) || value.length !== size.functions)
    throw badPart(part, value, `an array for each of the ${size.functions} functions`);
  const joined = new Float64Array(size.functions * each);
  value.forEach((numbers: unknown, j) => {
    if (!isNumbers(numbers) || numbers.length !== each) throw badPart(`${part}[${j}]`, numbers, `${each} numbers`);
    const above = numbers.find((number) => number > 1e-9);
    if (size.logProbabilities && above !== undefined)
      throw badPart(`${part}[${j}]`, above, "logarithms of probabilities, none above 0");
    joined.set(numbers, j * each);
  });
  return joined;
}
