/**
 * An ONNX model as the learner: its fit trains a logistic regression, writes it as an ONNX file, and predicts with an ONNX
 * runtime. Replace fit by loading a file of yours. `node examples/learners/start.mjs onnx` runs it.
 */
import {
  fitFeatures,
  fitLogisticRegression,
  learnerFromFunctions,
  scoreLabels,
  type FeatureMatrix,
  type Learner,
} from "labelwright";
import { labeledMessages, rowsWithoutVote } from "./messages.ts";
import { onnxOfWeights } from "./onnx-bytes.ts";
import { findRuntime, howToInstall, type Runtime, type Session } from "./onnx-runtime.ts";

/** A model as the bytes of an ONNX file, and the session that runs it. */
interface OnnxModel {
  readonly file: Uint8Array;
  readonly session: Promise<Session>;
}

/** The rows as the runtime wants them: all numbers, zeros too. */
function denseRows({ rows, columns, offsets, indices, values }: FeatureMatrix): Float32Array {
  const dense = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let e = offsets[i] ?? 0; e < (offsets[i + 1] ?? 0); e++)
      dense[i * columns + (indices[e] ?? 0)] = values[e] ?? 0;
  }
  return dense;
}

/** The learner. Its models can be kept: the ONNX file is their JSON form. */
export function onnxLearner({ InferenceSession, Tensor }: Runtime): Learner<FeatureMatrix> {
  const load = (file: Uint8Array): OnnxModel => ({ file, session: InferenceSession.create(file) });
  return learnerFromFunctions<FeatureMatrix, OnnxModel>({
    name: "onnx",
    batchRows: 200,
    fit: ({ input, labels, weights }) => {
      const { weights: learned, intercepts } = fitLogisticRegression(input, labels, { weights });
      return load(onnxOfWeights(learned, intercepts));
    },
    predict: async ({ session }, input) => {
      const x = new Tensor("float32", denseRows(input), [input.rows, input.columns]);
      const { probabilities } = await (await session).run({ x });
      if (probabilities === undefined) throw new Error("the model has no output named probabilities");
      return probabilities.data;
    },
    toJson: ({ file }) => Buffer.from(file).toString("base64"),
    fromJson: (json) => load(Buffer.from(String(json), "base64")),
  });
}

/** Runs the example; `say` is given what it prints. Returns the bytes of the ONNX file. */
export async function example(say: (piece: unknown) => void = console.log): Promise<Uint8Array> {
  const messages = await labeledMessages();
  const { table, labels, gold } = messages;
  const features = fitFeatures(table, { text: ["text"], words: [1, 1], characters: null, bits: 12 });
  const input = features.encode(table);
  const model = fitLogisticRegression(input, labels);
  const file = onnxOfWeights(model.weights, model.intercepts);
  say(`A logistic regression of ${input.columns} features as an ONNX file: ${file.length} bytes.`);

  const found = await findRuntime();
  if (found === null) {
    say(howToInstall);
    return file;
  }
  const learner = onnxLearner(found.runtime);
  const onnx = await learner.fit({ input, labels, weights: null });
  const rows = rowsWithoutVote(messages);
  const predicted = await onnx.predict(input.takeRows(rows));
  const expected = model.predict(input.takeRows(rows)).probabilities;
  const difference = predicted.probabilities.reduce(
    (most, p, i) => Math.max(most, Math.abs(p - (expected[i] ?? NaN))),
    0,
  );
  say(
    `${found.name} labels the ${rows.length} messages without a vote; the largest difference is ${difference.toExponential(1)}.`,
  );
  const score = scoreLabels(
    predicted,
    rows.map((row) => gold[row] ?? null),
  );
  say(`${(100 * score.accuracy).toFixed(1)} % of them are right.`);
  const back = learner.fromJson?.(JSON.parse(JSON.stringify(onnx)), labels.labels);
  const again = await back?.predict(input.takeRows(rows));
  say(
    `Read back from JSON it predicts ${String(again?.probabilities) === String(predicted.probabilities) ? "the same" : "something else"}.`,
  );
  return file;
}
