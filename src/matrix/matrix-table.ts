import {
  Dictionary,
  Float32,
  Int16,
  Int8,
  makeData,
  Utf8,
  vectorFromArray,
  type Data,
  type Table,
  type Vector,
} from "apache-arrow";

import type { LabelSet } from "../labels/label-set.ts";
import { assembleTable, type BuiltColumn } from "../tables/build/column-builder.ts";
import type { VoteSource } from "./vote-source.ts";
import type { VoteArray } from "./vote-array.ts";

/** The labels as a dictionary that several columns of a table point into. */
export interface LabelDictionary {
  readonly entries: Vector<Utf8>;
  /** The number by which Arrow knows the dictionary; no other one of this process has it. */
  readonly id: number;
}

/** Which codes hold a label, as an Arrow bitmap, with the number of those that do not. */
export function bitmapOf(codes: VoteArray): { readonly nullBitmap: Uint8Array; readonly nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(codes.length / 64) * 8);
  let nullCount = 0;
  for (let i = 0; i < codes.length; i++) {
    if ((codes[i] ?? -1) < 0) nullCount++;
    else nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return { nullBitmap, nullCount };
}

/** The labels as the dictionary that vote and label columns point into. Make it once for all columns of a table. */
export function labelDictionary(labels: LabelSet): LabelDictionary {
  const entries = vectorFromArray(labels.names, new Utf8());
  return { entries, id: new Dictionary(entries.type, new Int16()).id };
}

/** The type of integers that hold label codes. */
export const typeOfCodes = (codes: VoteArray): Int8 | Int16 => (codes instanceof Int8Array ? new Int8() : new Int16());

/** Confidences beside votes: null where there is no vote, 1 where a vote has none. */
export function dataOfConfidences(codes: VoteArray, confidences: Float32Array | null): Data {
  const data = confidences ?? new Float32Array(codes.length).fill(1);
  return makeData({ type: new Float32(), length: codes.length, data, ...bitmapOf(codes) });
}

/** Label codes as an Arrow dictionary column without copying them; -1 becomes null. */
export function dataOfCodes(codes: VoteArray, { entries, id }: LabelDictionary): Data {
  // Arrow tells dictionaries apart by the type of their entries too: it must be the same object in all columns.
  const type = new Dictionary<Utf8, Int8 | Int16>(entries.type, typeOfCodes(codes), id);
  const data = codes as Int8Array;
  return makeData({ type, length: codes.length, data, dictionary: entries, ...bitmapOf(codes) });
}

/** What a table of votes is made from. */
export interface VoteColumns {
  readonly labels: LabelSet;
  readonly functions: readonly VoteSource[];
  readonly rows: number;
  readonly votes: readonly VoteArray[];
  readonly confidences: readonly (Float32Array | null)[];
}

/** Votes, and confidences where given, as columns over one dictionary. */
export function columnsOfMatrix(matrix: VoteColumns): BuiltColumn[] {
  const dictionary = labelDictionary(matrix.labels);
  const columns: BuiltColumn[] = [];
  matrix.functions.forEach(({ name }, j) => {
    const votes = matrix.votes[j];
    if (votes === undefined) return;
    columns.push({ name, data: dataOfCodes(votes, dictionary) });
    const confidences = matrix.confidences[j];
    if (confidences == null) return;
    columns.push({ name: `${name}.confidence`, data: dataOfConfidences(votes, confidences) });
  });
  return columns;
}

/** A label matrix as an Arrow table. */
export function tableOfMatrix(matrix: VoteColumns): Table {
  return assembleTable(columnsOfMatrix(matrix), matrix.rows);
}
