import {
  Dictionary,
  Float32,
  Int16,
  Int8,
  makeData,
  makeVector,
  Table,
  Utf8,
  vectorFromArray,
  type Vector,
} from "apache-arrow";

import type { LabelSet } from "../labels/label-set.ts";
import type { VoteSource } from "./vote-source.ts";
import type { VoteArray } from "./vote-array.ts";

/** The number under which the label dictionary travels in Arrow files: one for all columns. */
const dictionaryId = 0;

/** Which codes hold a label, as an Arrow bitmap, with the number of those that do not. */
function bitmapOf(codes: VoteArray): { readonly nullBitmap: Uint8Array; readonly nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(codes.length / 64) * 8);
  let nullCount = 0;
  for (let i = 0; i < codes.length; i++) {
    if ((codes[i] ?? -1) < 0) nullCount++;
    else nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return { nullBitmap, nullCount };
}

/** The labels as the dictionary that vote and label columns point into. */
export function labelDictionary(labels: LabelSet): Vector<Utf8> {
  return vectorFromArray(labels.names, new Utf8());
}

/** Label codes as an Arrow dictionary column without copying them; -1 becomes null. */
export function vectorOfCodes(codes: VoteArray, dictionary: Vector<Utf8>): Vector<Dictionary<Utf8, Int8 | Int16>> {
  const indices = codes instanceof Int8Array ? new Int8() : new Int16();
  const type = new Dictionary<Utf8, Int8 | Int16>(new Utf8(), indices, dictionaryId);
  return makeVector(makeData({ type, length: codes.length, data: codes as Int8Array, dictionary, ...bitmapOf(codes) }));
}

/** A label matrix's votes, and confidences where given, as columns of an Arrow table. */
export function tableOfMatrix(matrix: {
  readonly labels: LabelSet;
  readonly functions: readonly VoteSource[];
  readonly votes: readonly VoteArray[];
  readonly confidences: readonly (Float32Array | null)[];
}): Table {
  const dictionary = labelDictionary(matrix.labels);
  const columns: Record<string, Vector> = {};
  matrix.functions.forEach((source, j) => {
    const votes = matrix.votes[j];
    if (votes === undefined) return;
    columns[source.name] = vectorOfCodes(votes, dictionary);
    const confidences = matrix.confidences[j];
    if (confidences == null) return;
    const data = makeData({ type: new Float32(), length: votes.length, data: confidences, ...bitmapOf(votes) });
    columns[`${source.name}.confidence`] = makeVector(data);
  });
  return new Table(columns);
}
