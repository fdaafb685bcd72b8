import { applyLabelingFunctions } from "labelwright";
import { measureRise } from "../util/memory.ts";
import { batchForm, declarativeForm, keywordForm, rowForm } from "./functions.ts";
import { editOneOfTwenty, streamRows } from "./stream.ts";
import { textTable } from "./text.ts";
import { fiftyLists } from "./word-lists.ts";

const forms = {
  row: rowForm,
  batch: batchForm,
  declarative: declarativeForm,
  "50 keywords": () => keywordForm(fiftyLists),
};

// A process of its own, started by the benchmark: memory beyond the table while labeling functions are applied, or what
// streams take.
const [what = "", rows = "", nonAscii = "", seed = "", format = ""] = process.argv.slice(2);

function measure(): Promise<unknown> {
  if (what === "stream") return streamRows(Number(rows), Number(seed));
  if (what === "cache") return editOneOfTwenty(Number(rows), Number(seed), format as "arrow" | "parquet" | "csv");
  const functions = forms[what as keyof typeof forms]();
  const table = textTable({ rows: Number(rows), nonAscii: Number(nonAscii), seed: Number(seed) });
  return measureRise((sample) => applyLabelingFunctions(functions, table, { onProgress: sample }));
}

console.log(JSON.stringify(await measure()));
