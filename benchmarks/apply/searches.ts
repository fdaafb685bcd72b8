import { applyLabelingFunctions, keywords, type LabelMatrix } from "labelwright";
import { integer, rateCandidates, rateOf, type Rate } from "../util/rates.ts";
import { terminalTable, type TableFormat } from "../util/tables.ts";
import { voteApart } from "./apart.ts";
import { checkSame } from "./checks.ts";
import { keywordForm, patternForm, task } from "./functions.ts";
import { textTable, type TextSpec } from "./text.ts";
import { fiftyLists, thousandTerms } from "./word-lists.ts";

/** How fast functions that look for something in text vote, and other ways to get the same votes. Rows a second. */
export interface SearchLine {
  readonly name: string;
  readonly functions: number;
  /** All in one run. */
  readonly together: Rate;
  /** One pass, in which each function tests its regular expression. */
  readonly onePass: Rate;
  /** A run for each function. */
  readonly alone: Rate;
  /** A run for each function, in which it tests its regular expression: the one-by-one way. */
  readonly oneByOne: Rate;
  /** How many times as fast one run is as the one-by-one way. */
  readonly times: number;
}

type Functions = ReturnType<typeof keywordForm>;

const sets: readonly (readonly [name: string, functions: () => Functions])[] = [
  ["50 keyword functions", () => keywordForm(fiftyLists)],
  ["10 pattern functions", patternForm],
  [
    "1 keyword function, 1,000 terms",
    () => [keywords(task, { name: "thousand", column: "text", any: thousandTerms(), label: "spam" })],
  ],
];

/** Ways that decode the text anew for each of fifty functions get a tenth of the rows; rates do not depend on it. */
const partOfRows = 0.1;

async function measureSet(name: string, functions: Functions, spec: TextSpec, rounds: number): Promise<SearchLine> {
  const table = textTable(spec);
  const part = textTable({ ...spec, rows: Math.ceil(spec.rows * partOfRows) });
  const apply = (some: Functions, on = table): Promise<LabelMatrix> =>
    applyLabelingFunctions(some, on, { onProgress: () => undefined });
  checkSame(name, await apply(functions), voteApart(functions, table));
  const [together] = await rateCandidates(spec.rows, [{ name: "together", run: () => apply(functions) }], rounds);
  const others = await rateCandidates(
    part.numRows,
    [
      { name: "onePass", run: () => voteApart(functions, part) },
      {
        name: "alone",
        run: async () => {
          for (const func of functions) await apply([func], part);
        },
      },
      { name: "oneByOne", run: () => functions.map((func) => voteApart([func], part)) },
    ],
    Math.min(rounds, 3),
  );
  if (together === undefined) throw new Error("nothing was measured");
  const [onePass, alone, oneByOne] = ["onePass", "alone", "oneByOne"].map((each) => rateOf(others, each)) as [
    Rate,
    Rate,
    Rate,
  ];
  const times = together.rowsPerSecond / oneByOne.rowsPerSecond;
  return { name, functions: functions.length, together, onePass, alone, oneByOne, times };
}

/** Measures keyword and pattern functions. */
export async function measureSearches(spec: TextSpec, rounds: number): Promise<readonly SearchLine[]> {
  const lines: SearchLine[] = [];
  for (const [name, functions] of sets) lines.push(await measureSet(name, functions(), spec, rounds));
  return lines;
}

/** The figures as text. */
export function formatSearches(lines: readonly SearchLine[], table: TableFormat = terminalTable): string {
  const titles = ["one run", "one pass of regular expressions", "a run each", "one by one", "times one by one"];
  return table(
    ["rows/s", ...titles],
    lines.map(({ name, together, onePass, alone, oneByOne, times }) => [
      name,
      ...[together, onePass, alone, oneByOne].map((rate) => integer(rate.rowsPerSecond)),
      times.toFixed(1),
    ]),
  );
}
