import { applyLabelingFunctions } from "labelwright";
import { measureRise } from "../util/memory.ts";
import { batchForm, declarativeForm, keywordForm, rowForm } from "./functions.ts";
import { textTable } from "./text.ts";
import { fiftyLists } from "./word-lists.ts";

const forms = {
  row: rowForm,
  batch: batchForm,
  declarative: declarativeForm,
  "50 keywords": () => keywordForm(fiftyLists),
};

// A process of its own, started by the benchmark: memory beyond the table while labeling functions are applied.
const [form, rows, nonAscii, seed] = process.argv.slice(2);
const functions = forms[form as keyof typeof forms]();
const table = textTable({ rows: Number(rows), nonAscii: Number(nonAscii), seed: Number(seed) });
const rise = await measureRise((sample) => applyLabelingFunctions(functions, table, { onProgress: sample }));
console.log(JSON.stringify(rise));
