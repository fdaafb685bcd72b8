import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { selfTrain } from "../../../src/index.ts";
import { temporaryFolder } from "../../tables/expect-error.ts";
import { plantedRows } from "./planted-rows.ts";

const root = temporaryFolder();

test("a run that was killed goes on from its last round, to the same bits", async () => {
  const checkpoint = join(root, "rounds.json");
  const script = resolve("test/training/self-training/killed-run.ts");
  const child = spawn(process.execPath, ["--import", "jiti/register", script, checkpoint, "1"], { stdio: "inherit" });
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);

  const { features, labels } = plantedRows(300, 1);
  const rounds: number[] = [];
  const resumed = await selfTrain(features, labels, {
    checkpoint,
    tolerance: 0,
    onRound: ({ round }) => void rounds.push(round),
  });
  const whole = await selfTrain(features, labels, { tolerance: 0 });
  expect(rounds[0]).toBe(2);
  expect(resumed.model.toJSON()).toEqual(whole.model.toJSON());
  expect(resumed.labels.probabilities).toEqual(whole.labels.probabilities);
}, 120_000);
