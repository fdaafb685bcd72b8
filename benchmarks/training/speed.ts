import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runPython, scikitLearn, withFolder } from "../peers/run.ts";
import { runFresh } from "../util/memory.ts";
import { median } from "../util/statistics.ts";
import type { TableFormat } from "../util/tables.ts";
import type { Target } from "../util/targets.ts";
import type { TrainingRun, TrainingSettings } from "./memory.ts";
import { speedTexts } from "./speed-texts.ts";

/** How the speed is measured. */
export interface SpeedSpec {
  /** Texts to train on. */
  readonly rows: number;
  /** Runs of each; medians count. */
  readonly rounds: number;
  readonly seed: number;
  /** Whether scikit-learn takes part. */
  readonly withPeers: boolean;
}

/** Features and learner on the same texts, here and in scikit-learn: medians of fresh processes in turn. */
export interface SpeedResult {
  readonly settings: TrainingSettings;
  readonly own: TrainingRun;
  /** Null where scikit-learn is not installed. */
  readonly theirs: TrainingRun | null;
  /** Times ours, by each run and the one after it: features, fit and prediction together. */
  readonly ratio: number;
  /** Version of scikit-learn. */
  readonly version: string | null;
}

function medianRun(runs: readonly TrainingRun[]): TrainingRun {
  const middle = (field: keyof TrainingRun): number => median(runs.map((run) => run[field]));
  return {
    featuresMs: middle("featuresMs"),
    fitMs: middle("fitMs"),
    predictMs: middle("predictMs"),
    peakMB: middle("peakMB"),
    accuracy: middle("accuracy"),
    features: middle("features"),
    iterations: middle("iterations"),
  };
}

const totalMs = ({ featuresMs, fitMs, predictMs }: TrainingRun): number => featuresMs + fitMs + predictMs;

/**
 * Trains on short texts of two classes: n-grams of words (1 to 2) and of characters (2 to 4, within words) in 2^18 buckets
 * each, tf-idf with sublinear counts, logistic regression with the same penalty; here, and with scikit-learn's
 * HashingVectorizer, TfidfTransformer and LogisticRegression. Every run is a process of its own, in turn.
 */
export function measureSpeed({ rows, rounds, seed, withPeers }: SpeedSpec): SpeedResult {
  const settings = { rows, testRows: Math.ceil(rows / 5), seed, bits: 18, regularization: 1 / 3 };
  const script = fileURLToPath(new URL("training-memory.mjs", import.meta.url));
  const python = withPeers ? scikitLearn() : null;
  return withFolder((folder) => {
    const file = join(folder, "texts.json");
    const { texts, classes } = speedTexts({ rows: rows + settings.testRows, seed });
    if (python !== null) writeFileSync(file, JSON.stringify({ ...settings, texts, classes: Array.from(classes) }));
    const [own, theirs]: [TrainingRun[], (TrainingRun & { readonly version: string })[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      own.push(runFresh(script, [JSON.stringify(settings)]) as TrainingRun);
      if (python !== null) theirs.push(runPython("text_model.py", [file], python) as (typeof theirs)[number]);
    }
    return {
      settings,
      own: medianRun(own),
      theirs: theirs.length === 0 ? null : medianRun(theirs),
      ratio: median(theirs.map((each, i) => totalMs(each) / totalMs(own[i] ?? each))),
      version: theirs[0]?.version ?? null,
    };
  });
}

const seconds = (ms: number): string => (ms / 1000).toFixed(2);

/** Times, memory and accuracy of both. */
export function formatSpeed({ own, theirs, ratio, version }: SpeedResult, format: TableFormat): string {
  const titles = ["learner", "features s", "fit s", "predict s", "peak MB", "accuracy", "iterations", "times ours"];
  const row = (name: string, run: TrainingRun, times: number): string[] => [
    name,
    ...[run.featuresMs, run.fitMs, run.predictMs].map(seconds),
    run.peakMB.toFixed(0),
    (100 * run.accuracy).toFixed(2),
    run.iterations.toFixed(0),
    times.toFixed(1),
  ];
  return format(titles, [
    row("labelwright", own, 1),
    ...(theirs === null ? [] : [row(`scikit-learn ${version}`, theirs, ratio)]),
  ]);
}

/** Seconds in all, and beside scikit-learn: time, memory, accuracy. */
export function speedTargets({ settings, own, theirs, ratio }: SpeedResult): readonly Target[] {
  const name = `${settings.rows.toLocaleString("en")} short texts`;
  const time = (value: number): string => `${seconds(value)} s`;
  const all: Target = {
    name: `${name}: features and fit`,
    value: own.featuresMs + own.fitMs,
    target: settings.rows / 20,
    good: "below",
    format: time,
  };
  if (theirs === null) return [all];
  const [times, megabytes, points] = [
    (value: number): string => value.toFixed(1),
    (value: number): string => `${value.toFixed(0)} MB`,
    (value: number): string => `${(100 * value).toFixed(2)} %`,
  ];
  return [
    all,
    { name: `${name}: times as fast as scikit-learn`, value: ratio, target: 2, good: "above", format: times },
    {
      name: `${name}: peak memory, scikit-learn's`,
      value: own.peakMB,
      target: theirs.peakMB,
      good: "below",
      format: megabytes,
    },
    {
      name: `${name}: accuracy, scikit-learn's less 0.2 points`,
      value: own.accuracy,
      target: theirs.accuracy - 0.002,
      good: "above",
      format: points,
    },
  ];
}
