import type { ColumnWindow } from "../../tables/windows.ts";
import type { RowSink } from "./row-sink.ts";

/** Adds a row's entries for one column of the table. */
export type RowEncoder = (row: number, sink: RowSink) => void;

/** The features made of one column of a table, fitted. */
export interface Block {
  readonly kind: BlockJson["kind"];
  /** The column of the table. */
  readonly column: string;
  /** Number of features. */
  readonly columns: number;
  /** The name of one of its features. */
  describe(feature: number): string;
  /** Looks at a window of rows; what it returns adds entries, `first` being the place of the block's first feature. */
  encoder(window: ColumnWindow, first: number, firstRow: number): RowEncoder;
  /** Calls `found` with each n-gram of a window's rows that has a feature, repeated ones too. Only of text. */
  findTerms?(window: ColumnWindow, found: (feature: number, term: string, row: number) => void): void;
  /** Everything that decides what it encodes. */
  toJSON(): BlockJson;
}

/** What a fit gathers of one column of a table. */
export interface BlockFit {
  readonly column: string;
  /** Looks at a window of rows. `firstRow` is the number of its first row in all. */
  add(window: ColumnWindow, firstRow: number): void;
  /** The block, after `rows` rows. */
  finish(rows: number): Block;
}

/** N-grams that were kept, as JSON. */
export interface NgramsJson {
  /** The shortest and the longest n-grams. */
  readonly range: readonly [number, number];
  /** Bits of the hash space. */
  readonly bits: number;
  /** The kept buckets, rising: the first one, then the distance of each from the one before. */
  readonly gaps: readonly number[];
  /** In how many rows of the fit each was seen. */
  readonly rows: readonly number[];
}

/** How counts of n-grams become numbers. */
export type NgramWeighting = "tf-idf" | "tf" | "presence";

/** One column's features, as JSON. */
export type BlockJson =
  | {
      readonly kind: "text";
      readonly column: string;
      readonly digits: "keep" | "fold";
      readonly weighting: NgramWeighting;
      /** Rows of the fit. */
      readonly rows: number;
      readonly words: NgramsJson | null;
      readonly characters: NgramsJson | null;
    }
  | { readonly kind: "number"; readonly column: string; readonly mean: number; readonly deviation: number }
  | { readonly kind: "category"; readonly column: string; readonly values: readonly (string | number | boolean)[] }
  | {
      readonly kind: "embedding";
      readonly column: string;
      readonly width: number;
      readonly scale: "unit" | "keep";
    };
