import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What Spark in local mode takes beside `labelwright apply`, and each hop of it: as test/spark/measure.py writes it. */
export interface SparkFigures {
  readonly rows: number;
  readonly spark: string;
  readonly master: string;
  /** Seconds on the clock, and of all processes together on processors, by candidate. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly processorSeconds: Readonly<Record<string, number>>;
}

/** Runs `npm run test:spark -- --measure`; null where Spark cannot run. What it prints is passed on. */
export function measureSpark(): SparkFigures | null {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-spark-"));
  try {
    const file = join(folder, "spark.json");
    const { status } = spawnSync("bash", ["test/spark/run.sh", "--measure", file], { stdio: "inherit" });
    if (status === 77) {
      console.error("########## Spark cannot run here: left out ##########");
      return null;
    }
    if (status !== 0) throw new Error("test/spark/run.sh --measure failed");
    return JSON.parse(readFileSync(file, "utf8")) as SparkFigures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
