import { LabelingError } from "../../errors.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { checkTable } from "../../tables/schema.ts";
import { tableWindows } from "../../tables/windows.ts";
import { brandAs, brands, hasBrand } from "../../util/brands.ts";
import { describe } from "../../util/checks.ts";
import { sha256 } from "../../util/hash.ts";
import type { Block, BlockJson } from "./block.ts";
import { checkRole } from "./column-roles.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";
import { RowSink } from "./row-sink.ts";
import { findTerms, type FindTermsOptions, type FoundTerms } from "./text/find-terms.ts";

/** The version of the JSON form. */
export const featuresSchema = "labelwright.features/1";

/** Fitted features as JSON. */
export interface FeaturesJson {
  /** Version of this form. */
  readonly schema: typeof featuresSchema;
  /** Equal for features that encode alike. */
  readonly fingerprint: string;
  /** Rows of the fit. */
  readonly rows: number;
  /** The columns of the table in the order of their features. */
  readonly blocks: readonly BlockJson[];
}

/** What turns rows of a table into numbers, always in the same way. Frozen; made by `fitFeatures` or `featuresFromJson`. */
export interface Features {
  /** Number of features (D). */
  readonly columns: number;
  /** Rows of the fit. */
  readonly rows: number;
  /** Equal for features that encode alike; the matrices they make carry it. */
  readonly fingerprint: string;
  /** The columns of the table that are read. */
  readonly sources: readonly string[];
  /**
   * The features of the rows of a table, which must have the columns of the fit. Each row is encoded by itself: the
   * batches of a stream one by one give the same as all rows at once. A text costs time in proportion to its length.
   * Memory: 8 bytes an entry and 8 a row; up to twice as much meanwhile.
   *
   * @throws LabelingError `bad_table`, `missing_column` or `wrong_type`; `bad_table` for infinities, and for embeddings of
   * another length or with gaps.
   */
  encode(table: TableShape): FeatureMatrix;
  /**
   * A readable name of a feature, by its number: `likes`, `likes is missing`, `channel = "web"`, `vector[3]`. Of n-grams
   * only the bucket is known; `findTerms` tells which n-grams of some rows are in it.
   */
  describeColumn(feature: number): string;
  /** Which n-grams of the rows of a table fall in some features, with the number of rows that have each, most first. */
  findTerms(table: TableShape, features: readonly number[], options?: FindTermsOptions): FoundTerms;
  /** What `featuresFromJson` reads back. Some 6 characters an n-gram. */
  toJSON(): FeaturesJson;
}

/** Whether a value is fitted features, of this or another copy of the package. */
export function isFeatures(value: unknown): value is Features {
  return hasBrand(value, brands.features);
}

/** Where each block's features begin. */
function firstFeatures(blocks: readonly Block[]): readonly number[] {
  let next = 0;
  return blocks.map(({ columns }) => {
    next += columns;
    return next - columns;
  });
}

/** Features made of blocks. */
export function makeFeatures(blocks: readonly Block[], rows: number): Features {
  const jsonOfBlocks = (): readonly BlockJson[] => blocks.map((block) => block.toJSON());
  // Not `fingerprint`: sorting the keys of so many numbers takes longer than all else, and their order is fixed here.
  const mark = sha256(JSON.stringify({ schema: featuresSchema, blocks: jsonOfBlocks() })).slice(0, 32);
  const firsts = firstFeatures(blocks);
  const columns = blocks.reduce((sum, block) => sum + block.columns, 0);
  const sources = [...new Set(blocks.map(({ column }) => column))];
  const check = (table: unknown, where: string): TableShape => {
    const checked = checkTable(table, where);
    for (const { column, kind } of blocks) checkRole(checked, column, kind, where);
    return checked;
  };
  const features: Features = {
    columns,
    rows,
    fingerprint: mark,
    sources: Object.freeze(sources),
    encode: (table) => encodeRows(blocks, firsts, check(table, "features, encode"), { columns, sources, mark }),
    describeColumn(feature) {
      const place = placeOf(feature, firsts, columns, "features, describeColumn");
      return blocks[place]?.describe(feature - (firsts[place] ?? 0)) ?? "";
    },
    findTerms(table, wanted, options = {}) {
      const where = "features, findTerms";
      for (const feature of wanted) placeOf(feature, firsts, columns, where);
      return findTerms(blocks, firsts, check(table, where), wanted, options);
    },
    toJSON: () => ({ schema: featuresSchema, fingerprint: mark, rows, blocks: jsonOfBlocks() }),
  };
  brandAs(features, brands.features, () => `Features: ${columns} of ${sources.join(", ")}, fitted on ${rows} rows`);
  return Object.freeze(features);
}

function encodeRows(
  blocks: readonly Block[],
  firsts: readonly number[],
  table: TableShape,
  shape: { readonly columns: number; readonly sources: readonly string[]; readonly mark: string },
): FeatureMatrix {
  const sink = new RowSink(table.numRows);
  for (const { columns, length, firstRow } of tableWindows(table, shape.sources)) {
    const encoders = blocks.flatMap((block, i) => {
      const window = columns.get(block.column);
      return window === undefined ? [] : [block.encoder(window, firsts[i] ?? 0, firstRow)];
    });
    for (let row = 0; row < length; row++) {
      for (const encode of encoders) encode(row, sink);
      sink.endRow();
    }
    sink.endWindow();
  }
  return sink.finish(shape.columns, shape.mark);
}

/** The block of a feature. */
function placeOf(feature: number, firsts: readonly number[], columns: number, where: string): number {
  if (Number.isInteger(feature) && feature >= 0 && feature < columns)
    return firsts.findLastIndex((first) => first <= feature);
  throw new LabelingError("bad_option", {
    where,
    got: describe(feature),
    expected: columns === 0 ? "no feature, as there is none" : `whole numbers from 0 to ${columns - 1}`,
  });
}
