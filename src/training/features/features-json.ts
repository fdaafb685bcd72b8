import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import type { Block, NgramsJson } from "./block.ts";
import { CategoryBlock, maxCategories, type Category } from "./category-block.ts";
import { EmbeddingBlock } from "./embedding-block.ts";
import { featuresSchema, makeFeatures, type Features } from "./features.ts";
import { NumberBlock } from "./number-block.ts";
import { longestNgram, mostBits } from "./spec.ts";
import { KeptNgrams } from "./text/kept-ngrams.ts";
import { TextBlock } from "./text/text-block.ts";

type Json = Readonly<Record<string, unknown>>;

function badJson(part: string, got: string, expected: string): LabelingError {
  return new LabelingError("corrupt_file", {
    where: `features JSON, ${part}`,
    got,
    expected,
    remedy: "Fit the features again, or read the file that toJSON wrote.",
  });
}

const badPart = (part: string, got: unknown, expected: string): LabelingError => badJson(part, describe(got), expected);

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown, most = Number.MAX_SAFE_INTEGER): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;

const isFinite = (value: unknown): value is number => Number.isFinite(value);

/**
 * Reads features from their JSON form (`features.toJSON()`): they encode just as those that were written, to the bit.
 *
 * @param json A parsed JSON value.
 * @throws LabelingError `corrupt_file`, naming the part that is missing or wrong; `unsupported_format` for another schema
 * version.
 *
 * @example
 * ```ts
 * import { featuresFromJson, fitFeatures, tableFromRows } from "labelwright";
 *
 * const table = tableFromRows([{ text: "free prize" }, { text: "see you" }]);
 * const json = JSON.stringify(fitFeatures(table, { text: ["text"] }));
 * console.log(featuresFromJson(JSON.parse(json)).encode(table).rows); // 2
 * ```
 */
export function featuresFromJson(json: unknown): Features {
  if (!isObject(json)) throw badPart("the whole", json, "an object");
  if (json["schema"] !== featuresSchema) {
    throw new LabelingError("unsupported_format", {
      where: "features JSON, schema",
      got: describe(json["schema"]),
      expected: `"${featuresSchema}"`,
      remedy: "Read it with the version of labelwright that wrote it, or fit the features again.",
    });
  }
  const { rows, blocks, fingerprint } = json;
  if (!isCount(rows) || rows === 0) throw badPart("rows", rows, "a number of rows");
  if (!Array.isArray(blocks) || blocks.length === 0) throw badPart("blocks", blocks, "an array with something in it");
  const features = makeFeatures(
    blocks.map((block: unknown, i) => blockFromJson(block, `blocks[${i}]`)),
    rows,
  );
  if (features.fingerprint === fingerprint) return features;
  throw badPart("fingerprint", fingerprint, `"${features.fingerprint}", which the other parts have`);
}

function blockFromJson(json: unknown, part: string): Block {
  if (!isObject(json)) throw badPart(part, json, "an object");
  const { kind, column } = json;
  if (typeof column !== "string" || column === "") throw badPart(`${part}.column`, column, "the name of a column");
  if (kind === "text") return textFromJson(json, column, part);
  if (kind === "number") return numberFromJson(json, column, part);
  if (kind === "category") return categoryFromJson(json, column, part);
  if (kind === "embedding") return embeddingFromJson(json, column, part);
  throw badPart(`${part}.kind`, kind, 'one of "text", "number", "category", "embedding"');
}

function numberFromJson({ mean, deviation }: Json, column: string, part: string): Block {
  if (!isFinite(mean)) throw badPart(`${part}.mean`, mean, "a number");
  if (!isFinite(deviation) || deviation < 0) throw badPart(`${part}.deviation`, deviation, "a number of at least 0");
  return new NumberBlock(column, mean, deviation);
}

function categoryFromJson({ values }: Json, column: string, part: string): Block {
  const isCategory = (value: unknown): value is Category =>
    typeof value === "string" || typeof value === "boolean" || Number.isInteger(value);
  const expected = `at most ${maxCategories} different texts, booleans or whole numbers`;
  if (!Array.isArray(values) || values.length > maxCategories || !values.every(isCategory))
    throw badPart(`${part}.values`, values, expected);
  if (new Set(values).size < values.length) throw badJson(`${part}.values`, "one of them twice", expected);
  return new CategoryBlock(column, values);
}

function embeddingFromJson({ width, scale }: Json, column: string, part: string): Block {
  if (!isCount(width) || width === 0) throw badPart(`${part}.width`, width, "a whole number of at least 1");
  if (scale !== "unit" && scale !== "keep") throw badPart(`${part}.scale`, scale, '"unit" or "keep"');
  return new EmbeddingBlock(column, width, scale);
}

function textFromJson(json: Json, column: string, part: string): Block {
  const { digits, weighting, rows } = json;
  if (digits !== "keep" && digits !== "fold") throw badPart(`${part}.digits`, digits, '"keep" or "fold"');
  if (weighting !== "tf-idf" && weighting !== "tf" && weighting !== "presence")
    throw badPart(`${part}.weighting`, weighting, 'one of "tf-idf", "tf", "presence"');
  if (!isCount(rows) || rows === 0) throw badPart(`${part}.rows`, rows, "a number of rows");
  const read = (name: "words" | "characters"): KeptNgrams | null => {
    if (json[name] === null) return null;
    const { range, bits, ...kept } = ngramsFromJson(json[name], rows, `${part}.${name}`);
    return new KeptNgrams({ range, bits }, kept, weighting, rows);
  };
  const [words, characters] = [read("words"), read("characters")];
  if (words === null && characters === null) throw badJson(part, "null for words and characters", "one of them");
  return new TextBlock({ column, digits, weighting }, rows, words, characters);
}

function ngramsFromJson(
  json: unknown,
  rows: number,
  part: string,
): Pick<NgramsJson, "range" | "bits"> & { readonly buckets: Int32Array; readonly rows: Int32Array } {
  if (!isObject(json)) throw badPart(part, json, "an object or null");
  const { range, bits, gaps, rows: seen } = json;
  const [shortest, longest, ...more] = Array.isArray(range) ? (range as readonly unknown[]) : [];
  const isRange = isCount(shortest, longestNgram) && isCount(longest, longestNgram) && shortest <= longest;
  if (!isRange || shortest < 1 || more.length > 0)
    throw badPart(`${part}.range`, range, `two rising numbers from 1 to ${longestNgram}`);
  if (!isCount(bits, mostBits) || bits < 1) throw badPart(`${part}.bits`, bits, `a whole number from 1 to ${mostBits}`);
  const size = 2 ** bits;
  if (!Array.isArray(gaps) || !gaps.every((gap, i) => isCount(gap, size) && (gap > 0 || i === 0)))
    throw badPart(`${part}.gaps`, gaps, "distances between buckets");
  const buckets = Int32Array.from(gaps as readonly number[]);
  for (let i = 1; i < buckets.length; i++) buckets[i] = Math.min(size, (buckets[i] ?? 0) + (buckets[i - 1] ?? 0));
  if ((buckets.at(-1) ?? 0) >= size) throw badJson(`${part}.gaps`, "a bucket beyond the last", `${size} buckets`);
  if (!Array.isArray(seen) || seen.length !== gaps.length || !seen.every((each) => isCount(each, rows) && each > 0))
    throw badPart(`${part}.rows`, seen, `a number of rows for each of the ${gaps.length} buckets`);
  return { range: [shortest, longest], bits, buckets, rows: Int32Array.from(seen as readonly number[]) };
}
