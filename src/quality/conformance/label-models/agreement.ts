import { labelSet } from "../../../labels/label-set.ts";
import { matrixOfCodes } from "../../arbitraries/matrix.ts";
import { broken, expectNear, expectSame, makeLaw, type ConformanceLaw } from "../law.ts";
import { drawRows, someLabels } from "../vote-cases.ts";
import { rowsOf, softOf, type LabelModelCase } from "./subject.ts";

const labels = labelSet(["ham", "spam"]);

/** Laws of votes that agree, never meet, copy each other, or are many. */
export const agreementLaws: readonly ConformanceLaw<LabelModelCase>[] = [
  makeLaw({
    name: "all-agree",
    title: "where functions agree on every row, rows get the label they agree on",
    explanation: "A model that knows better than all of its witnesses has turned its labels around.",
    body: async (subject) => {
      const codes = Array.from({ length: 60 }, (_, i) => i % 3);
      const votes = matrixOfCodes(
        someLabels(3),
        codes.map((code) => [code, code, code, code]),
      );
      expectSame(Array.from((await softOf(subject, votes, {})).hardCodes()), codes, "60 rows, four functions");
    },
  }),
  makeLaw({
    name: "never-together",
    title: "where functions never vote on the same row, every vote stands",
    explanation: "They cannot be compared: nothing speaks against any of them.",
    body: async (subject) => {
      const rows = Array.from({ length: 60 }, (_, i) => [0, 1, 2].map((j) => (i % 3 === j ? i % 2 : -1)));
      const soft = await softOf(subject, matrixOfCodes(labels, rows));
      const expected = rows.map((row) => Math.max(...row));
      expectSame(Array.from(soft.hardCodes()), expected, "60 rows with one vote each");
    },
  }),
  makeLaw({
    name: "copies",
    title: "where one function stands five times beside another, rows on which both agree get their label",
    explanation: "Copies are common (one rule in two packs), and must not make a model doubt what nobody disputes.",
    body: async (subject) => {
      const drawn = drawRows(11, { rows: 80, functions: 2, labels: 2, coverage: 1 });
      const rows = drawn.map(([a = -1, b = -1]) => [a, a, a, a, a, b]);
      const codes = (await softOf(subject, matrixOfCodes(labels, rows), {})).hardCodes();
      for (const [row, [a = -1, , , , , b = -1]] of rows.entries()) {
        if (a !== b || codes[row] === a) continue;
        broken(`80 drawn rows, row ${row}`, String(labels.names[codes[row] ?? -1]), labels.names[a] ?? "");
      }
    },
  }),
  makeLaw({
    name: "many-labels",
    title: "it can do 1,500 labels",
    explanation: "Tables of labels times labels for every function do not fit into memory.",
    body: async (subject) => {
      const rows = drawRows(8, { rows: 200, functions: 15, labels: 1500, coverage: 0.5 });
      const agreeing = rows.map((row, i) => row.map((code, j) => (code >= 0 && j % 2 === 0 ? (i * 7) % 1500 : code)));
      const soft = await softOf(subject, matrixOfCodes(someLabels(1500), agreeing), { rounds: 2 });
      const right = soft.hardCodes().filter((code, row) => code === (row * 7) % 1500).length;
      const on = "200 rows, on which half of 15 functions agree";
      if (right <= 180) broken(on, `${right} labels that most agree on`, "more than 180");
      expectNear([[rowsOf(soft)[17]?.reduce((sum, p) => sum + p, 0) ?? NaN]], [[1]], 1e-9, `${on}: sum of row 17`);
    },
  }),
  makeLaw({
    name: "many-functions",
    title: "it can do 3,000 functions",
    explanation: "Crowds have thousands of workers.",
    body: async (subject) => {
      const rows = drawRows(9, { rows: 100, functions: 3000, labels: 2, coverage: 0.02 });
      const hard = (await softOf(subject, matrixOfCodes(labels, rows))).hard();
      const labeled = hard.filter((label) => label !== null).length;
      if (labeled <= 90) broken("100 rows with some 60 votes each", `${labeled} rows with a label`, "more than 90");
    },
  }),
];
