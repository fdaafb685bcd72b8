import { applyLabelingFunctions, type AnyLabelingFunction, type LabelMatrix } from "labelwright";
import { integer, rateCandidates, rateOf, type Rate } from "../util/rates.ts";
import { terminalTable, type TableFormat } from "../util/tables.ts";
import { bareKeywords, bareLoop, bareLoopOverGet, decodeOnly } from "./bare.ts";
import { checkSame } from "./checks.ts";
import { batchForm, declarativeForm, keywordForm, rowForm, twoColumnForm } from "./functions.ts";
import { textTable, type TextSpec } from "./text.ts";

/** How fast one form of function, or a bare loop, is. */
export interface FormLine extends Rate {
  /** Rows a second as a share of the bare loop's. */
  readonly ofBareLoop: number;
}

/** The figures as text. */
export function formatForms(lines: readonly FormLine[], table: TableFormat = terminalTable): string {
  const rows = lines.map(({ name, cpuMs, wallMs, rowsPerSecond, ofBareLoop }) => [
    name,
    cpuMs.toFixed(0),
    wallMs.toFixed(0),
    integer(rowsPerSecond),
    `${(100 * ofBareLoop).toFixed(0)} %`,
  ]);
  return table(["ten functions", "processor ms", "clock ms", "rows/s", "of bare loop"], rows);
}

/** The forms and the loops. */
export const formNames = {
  bare: "bare loop, decoding as the package does",
  get: "bare loop over vector.get(row)",
  bareKeywords: "bare loop of ten keyword patterns",
  decode: "decoding alone",
  row: "row form",
  twoColumns: "row form, two columns",
  batch: "batch form",
  declarative: "patterns and expressions",
  keywords: "keywords",
};

/** Measures ten functions of each form. */
export async function measureForms(spec: TextSpec, rounds: number): Promise<readonly FormLine[]> {
  const table = textTable(spec);
  const forms = {
    row: rowForm(),
    twoColumns: twoColumnForm(),
    batch: batchForm(),
    declarative: declarativeForm(),
    keywords: keywordForm(),
  };
  const apply = (functions: readonly AnyLabelingFunction[]): Promise<LabelMatrix> =>
    applyLabelingFunctions(functions as typeof forms.row, table, { onProgress: () => undefined });
  const bare = bareLoop(table);
  checkSame(formNames.row, await apply(forms.row), bare);
  checkSame(formNames.batch, await apply(forms.batch), bare);
  checkSame(formNames.declarative, await apply(forms.declarative), bare);
  checkSame(formNames.keywords, await apply(forms.keywords), bareKeywords(table));
  const rates = await rateCandidates(
    spec.rows,
    [
      { name: formNames.bare, run: () => bareLoop(table) },
      { name: formNames.get, run: () => bareLoopOverGet(table) },
      { name: formNames.decode, run: () => decodeOnly(table) },
      { name: formNames.row, run: () => apply(forms.row) },
      { name: formNames.twoColumns, run: () => apply(forms.twoColumns) },
      { name: formNames.batch, run: () => apply(forms.batch) },
      { name: formNames.declarative, run: () => apply(forms.declarative) },
      { name: formNames.bareKeywords, run: () => bareKeywords(table) },
      { name: formNames.keywords, run: () => apply(forms.keywords) },
    ],
    rounds,
  );
  const limit = rateOf(rates, formNames.bare).cpuMs;
  return rates.map((rate) => ({ ...rate, ofBareLoop: limit / rate.cpuMs }));
}
