import { readFile } from "node:fs/promises";
import { LabelingError } from "../../errors.ts";
import { writeFileAtomically } from "../../tables/files/atomic.ts";
import type { SelfTrainingRound } from "./history.ts";
import type { PseudoLabels } from "./pseudo-labels.ts";

/** What a run knows after a round that was taken: enough to go on from there with the same bits. */
export interface RoundState<L extends string = string> {
  /** What its model was trained on. */
  readonly pseudo: PseudoLabels;
  /** N x K: what models of this round say of rows they were not trained on. */
  readonly learned: Float64Array;
  readonly history: readonly SelfTrainingRound<L>[];
}

/** The form of a checkpoint file; another one is refused. */
const version = 1;
const format = "labelwright self-training checkpoint";

const toBase64 = (numbers: Float64Array): string =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString("base64");

function fromBase64(text: unknown, length: number): Float64Array | null {
  if (typeof text !== "string") return null;
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== length * 8) return null;
  const numbers = new Float64Array(length);
  new Uint8Array(numbers.buffer).set(bytes);
  return numbers;
}

/** Keeps the state of a run. `owner` tells by what data and options it may be taken up again. */
export async function writeCheckpoint(path: string, owner: string, state: RoundState): Promise<void> {
  const json = {
    format,
    version,
    owner,
    probabilities: toBase64(state.pseudo.probabilities),
    weights: toBase64(state.pseudo.weights),
    learned: toBase64(state.learned),
    history: state.history,
  };
  await writeFileAtomically(path, JSON.stringify(json));
}

/**
 * Reads the state of an earlier run; null where there is no file.
 *
 * @throws LabelingError `corrupt_file`, or `incompatible` for a run on other data or with other options.
 */
export async function readCheckpoint<L extends string>(
  path: string,
  owner: string,
  rows: number,
  k: number,
): Promise<RoundState<L> | null> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new LabelingError("file_failed", { where: path, got: String(error), cause: error });
  });
  if (text === null) return null;
  const json = parse(text, path);
  if (json.format !== format || json.version !== version) throw corrupt(path, "another kind of file");
  if (json.owner !== owner) {
    throw new LabelingError("incompatible", {
      where: `selfTrain, checkpoint ${path}`,
      got: "a run on other data or with other options",
      expected: "the run that is to go on",
      remedy: "Remove the file to start anew, or name another one.",
    });
  }
  const probabilities = fromBase64(json.probabilities, rows * k);
  const weights = fromBase64(json.weights, rows);
  const learned = fromBase64(json.learned, rows * k);
  const { history } = json;
  if (
    probabilities === null ||
    weights === null ||
    learned === null ||
    !Array.isArray(history) ||
    history.length === 0
  ) {
    throw corrupt(path, "parts missing or of another size");
  }
  return { pseudo: { probabilities, weights }, learned, history: history as SelfTrainingRound<L>[] };
}

function parse(text: string, path: string): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw corrupt(path, "no JSON", error);
  }
  if (typeof json === "object" && json !== null) return json as Readonly<Record<string, unknown>>;
  throw corrupt(path, "no JSON object");
}

const corrupt = (path: string, got: string, cause?: unknown): LabelingError =>
  new LabelingError("corrupt_file", {
    where: `selfTrain, checkpoint ${path}`,
    got,
    expected: "what an earlier run of selfTrain wrote there",
    remedy: "Remove the file to start anew, or name another one.",
    ...(cause === undefined ? {} : { cause }),
  });
