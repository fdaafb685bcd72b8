import { fitFeatures, fitLogisticRegression, labelMatrix, labelSet, majorityVote, tableFromRows } from "labelwright";
import { speedTexts } from "./speed-texts.ts";

/** What features and learner took, in a process that did nothing before: compiling included. Times on the processor. */
export interface TrainingRun {
  readonly featuresMs: number;
  readonly fitMs: number;
  readonly predictMs: number;
  /** Resident memory of the process at its highest, with the program and the texts in it. */
  readonly peakMB: number;
  /** Share of the test texts whose class is predicted right. */
  readonly accuracy: number;
  readonly features: number;
  readonly iterations: number;
}

/** How both are told to learn: the strength of the penalty is 1 / C. */
export interface TrainingSettings {
  readonly rows: number;
  readonly testRows: number;
  readonly seed: number;
  readonly bits: number;
  readonly regularization: number;
}

// A process of its own, started by the benchmark.
const { rows, testRows, seed, bits, regularization } = JSON.parse(process.argv[2] ?? "") as TrainingSettings;
const { texts, classes } = speedTexts({ rows: rows + testRows, seed });
const names = ["zero", "one"] as const;
const tableOf = (from: number, to: number): ReturnType<typeof tableFromRows> =>
  tableFromRows(texts.slice(from, to).map((text) => ({ text })));
const [train, test] = [tableOf(0, rows), tableOf(rows, rows + testRows)];
const gold = Array.from(classes.subarray(0, rows), (code) => names[code] ?? null);
const labels = majorityVote(labelMatrix(labelSet(names), { gold }));
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const start = cpu();
const features = fitFeatures(train, { text: ["text"], bits });
const matrix = features.encode(train);
const encoded = cpu();
const model = fitLogisticRegression(matrix, labels, { regularization, classWeights: "none" });
const fitted = cpu();
const predicted = model.predict(features.encode(test)).hardCodes();
const done = cpu();
const right = classes.subarray(rows).reduce((sum, code, row) => sum + (predicted[row] === code ? 1 : 0), 0);
const run: TrainingRun = {
  featuresMs: encoded - start,
  fitMs: fitted - encoded,
  predictMs: done - fitted,
  peakMB: process.resourceUsage().maxRSS / 1024,
  accuracy: right / testRows,
  features: features.columns,
  iterations: model.report.iterations,
};
console.log(JSON.stringify(run));
