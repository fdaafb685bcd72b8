import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { featureMatrix, fitLogisticRegression, labelSet, tableFromRows } from "labelwright";
import { describe, expect, test } from "vitest";

import { example as httpExample, serviceLearner, startService } from "../../examples/learners/http-service.ts";
import { example as onnxExample, onnxLearner } from "../../examples/learners/onnx.ts";
import { onnxOfWeights } from "../../examples/learners/onnx-bytes.ts";
import { findRuntime, howToInstall } from "../../examples/learners/onnx-runtime.ts";
import { rejection } from "../util/caught.ts";
import { expectClose, rowsOf } from "../util/compare.ts";
import { softLabels } from "../util/soft-labels.ts";

/** What an example prints. */
const printed = async (example: (say: (piece: unknown) => void) => Promise<unknown>): Promise<string> => {
  const pieces: string[] = [];
  await example((piece) => pieces.push(String(piece)));
  return pieces.join("\n");
};
const shareRight = (text: string): number => Number(/([\d.]+) % of them are right/.exec(text)?.[1] ?? NaN);

describe("examples/learners/http-service", () => {
  test("labels the messages without a vote over HTTP, far better than a guess", async () => {
    const text = await printed(httpExample);
    expect(text).toContain("2000 messages; the rules vote on 1800 of them.");
    expect(text).toContain("labels the 200 others in 2 requests:");
    expect(shareRight(text)).toBeGreaterThan(60);
    expect(text).not.toMatch(/undefined|NaN|null|\[object/);
  });

  test("names the learner and its rows where the service fails", async () => {
    const { server, url } = await startService();
    const table = tableFromRows([{ text: "win money" }, { text: "hello there" }]);
    const labels = softLabels(
      [
        [0, 1],
        [1, 0],
      ],
      labelSet(["ham", "spam"]),
    );
    const model = await serviceLearner(url).fit({ input: table, labels, weights: null });
    expect((await model.predict(table)).hard()).toEqual(["spam", "ham"]);
    server.close();
    server.closeAllConnections();
    const error = await rejection(Promise.resolve(model.predict(table)));
    expect(error.message).toContain('learner "naive-bayes-service", predict, rows 0 to 1: TypeError: fetch failed');
  });
});

/** The fields of a protocol buffer: whole numbers, and the bytes of everything else. */
function fieldsOf(bytes: Uint8Array): { readonly field: number; readonly value: number | Uint8Array }[] {
  const fields = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++] ?? NaN;
      value += (byte % 128) * scale;
      if (byte < 128) return value;
      if (Number.isNaN(byte)) throw new Error("the bytes end within a number");
    }
  };
  while (at < bytes.length) {
    const key = varint();
    if (key % 8 === 0) fields.push({ field: Math.floor(key / 8), value: varint() });
    else if (key % 8 === 2) {
      const length = varint();
      fields.push({ field: Math.floor(key / 8), value: bytes.slice(at, at + length) });
      at += length;
    } else throw new Error(`wire type ${key % 8}`);
  }
  if (at !== bytes.length) throw new Error("the bytes end within a field");
  return fields;
}

const all = (bytes: Uint8Array, field: number): Uint8Array[] =>
  fieldsOf(bytes).flatMap((each) => (each.field === field && typeof each.value !== "number" ? [each.value] : []));
const only = (bytes: Uint8Array, field: number): Uint8Array => all(bytes, field)[0] ?? new Uint8Array(0);
const texts = (bytes: Uint8Array, field: number): string[] =>
  all(bytes, field).map((each) => Buffer.from(each).toString());
const numbers = (bytes: Uint8Array, field: number): number[] =>
  fieldsOf(bytes).flatMap((each) => (each.field === field && typeof each.value === "number" ? [each.value] : []));

describe("examples/learners/onnx", () => {
  const weights = Float32Array.from({ length: 200 }, (_, i) => i / 7);
  const graph = only(onnxOfWeights(weights, [0.5, -0.5]), 7);

  test("writes the format's version, and that of its operators", () => {
    const model = onnxOfWeights(weights, [0.5, -0.5]);
    expect(numbers(model, 1)).toEqual([7]);
    expect(numbers(only(model, 8), 2)).toEqual([13]);
  });

  test("writes a graph of three nodes, each of which takes what is there before it", () => {
    const nodes = all(graph, 1);
    expect(nodes.map((node) => [texts(node, 4), texts(node, 1), texts(node, 2)])).toEqual([
      [["MatMul"], ["x", "weights"], ["products"]],
      [["Add"], ["products", "intercepts"], ["scores"]],
      [["Softmax"], ["scores"], ["probabilities"]],
    ]);
    expect([texts(graph, 11), texts(graph, 12)].map(([each]) => each?.includes("rows"))).toEqual([true, true]);
    expect([only(graph, 11), only(graph, 12)].flatMap((value) => texts(value, 1))).toEqual(["x", "probabilities"]);
  });

  test("writes the weights as they are", () => {
    const read = all(graph, 5).map((tensor) => ({
      name: texts(tensor, 8)[0],
      type: numbers(tensor, 2),
      shape: numbers(tensor, 1),
      values: [...new Float32Array(only(tensor, 9).slice().buffer)],
    }));
    expect(read).toEqual([
      { name: "weights", type: [1], shape: [100, 2], values: [...weights] },
      { name: "intercepts", type: [1], shape: [2], values: [0.5, -0.5] },
    ]);
  });

  test("runs, or says loudly what to install", async () => {
    const text = await printed(onnxExample);
    expect(text).toMatch(/^A logistic regression of \d+ features as an ONNX file: \d+ bytes\.$/m);
    const found = await findRuntime();
    if (found === null) {
      expect(text).toContain(howToInstall);
      return;
    }
    expect(shareRight(text)).toBeGreaterThan(60);
    expect(text).toContain("Read back from JSON it predicts the same.");
  });

  test("predicts what the logistic regression predicts, where an ONNX runtime is installed", async (context) => {
    const found = await findRuntime();
    if (found === null) {
      console.log("skipped: no ONNX runtime is installed; npm install --no-save onnxruntime-web");
      context.skip("no ONNX runtime is installed");
      return;
    }
    const input = featureMatrix([
      [0, 1, 2],
      [1, 0, 0.5],
      [2, 2, 0],
      [0, 0, 0],
    ]);
    const labels = softLabels([
      [0.9, 0.1, 0],
      [0.1, 0.8, 0.1],
      [0, 0.2, 0.8],
      [0.4, 0.3, 0.3],
    ]);
    const model = await onnxLearner(found.runtime).fit({ input, labels, weights: null });
    const expected = rowsOf(fitLogisticRegression(input, labels).predict(input));
    expectClose(rowsOf(await model.predict(input)), expected, 1e-6);
  });
});

test("examples/learners/start.mjs says how it is called", () => {
  const run = spawnSync(process.execPath, ["examples/learners/start.mjs"], { encoding: "utf8" });
  // Without a build it cannot get that far.
  expect(run.stderr).toMatch(/^usage: node start\.mjs http-service\|onnx$|dist\/index\.mjs/m);
  expect(readFileSync("examples/learners/start.mjs", "utf8")).toContain("npm run build");
});
