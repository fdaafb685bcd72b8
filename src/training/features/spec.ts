import { LabelingError } from "../../errors.ts";
import { checkChoice, checkDistinct, checkName, checkNumber, describe } from "../../util/checks.ts";
import type { NgramWeighting } from "./block.ts";
import type { EmbeddingScale } from "./embedding-block.ts";
import type { NgramRange } from "./text/ngrams.ts";

/** Which columns become features, and how. At least one column. */
export interface FeaturesSpec {
  /** Columns of text. Each has hash spaces of its own. @defaultValue none */
  readonly text?: readonly string[] | undefined;
  /**
   * N-grams of words: the least and the most words in one, 1 to 8; null for none. Words are runs of letters and digits,
   * and each punctuation character or symbol by itself, as `!` or an emoji tells a lot.
   * @defaultValue [1, 2]
   */
  readonly words?: readonly [shortest: number, longest: number] | null | undefined;
  /**
   * N-grams of the characters between white space, with a space before and after (scikit-learn's `char_wb`): the least
   * and the most characters in one, 1 to 8; null for none.
   * @defaultValue [2, 4]
   */
  readonly characters?: readonly [shortest: number, longest: number] | null | undefined;
  /** Whether digits differ, or count as 0 each: `"fold"` makes all telephone numbers look alike. @defaultValue "keep" */
  readonly digits?: "keep" | "fold" | undefined;
  /**
   * What an n-gram counts: `"tf-idf"` is `(1 + ln(count)) (ln((1 + rows) / (1 + rows with it)) + 1)`, `"tf"` the first
   * factor, `"presence"` 1. Word n-grams of a row are then scaled to norm 1, and so are its character n-grams.
   * @defaultValue "tf-idf"
   */
  readonly weighting?: NgramWeighting | undefined;
  /**
   * N-grams and categories of fewer rows are left out: at least 1.
   * @defaultValue 2; 1 where the fit has fewer than 50 rows
   */
  readonly minRows?: number | undefined;
  /** Bits of each hash space, 1 to 24: n-grams fall in 2^bits buckets, and those in one bucket are one feature. @defaultValue 18 */
  readonly bits?: number | undefined;
  /**
   * Columns of numbers, times or booleans: in deviations from the mean of the fit, cut at a million, and a second
   * feature that is 1 where there is none (null or NaN). Infinities are errors.
   * @defaultValue none
   */
  readonly numbers?: readonly string[] | undefined;
  /**
   * Columns of text, booleans or whole numbers: a feature for each value that at least `minRows` rows have. Other values
   * and nulls have none.
   * @defaultValue none
   */
  readonly categories?: readonly string[] | undefined;
  /** Columns of lists of numbers, all of one length. A row without one has zeros. @defaultValue none */
  readonly embeddings?: readonly string[] | undefined;
  /** Whether each embedding is scaled to norm 1. @defaultValue "unit" */
  readonly embeddingScale?: EmbeddingScale | undefined;
}

/** The spec with everything in it. */
export interface CheckedSpec {
  readonly text: readonly string[];
  readonly words: NgramRange | null;
  readonly characters: NgramRange | null;
  readonly digits: "keep" | "fold";
  readonly weighting: NgramWeighting;
  /** How many rows an n-gram or a category must have, after so many rows in all. */
  readonly minRows: (rows: number) => number;
  readonly bits: number;
  readonly numbers: readonly string[];
  readonly categories: readonly string[];
  readonly embeddings: readonly string[];
  readonly embeddingScale: EmbeddingScale;
}

/** The longest n-grams that can be asked for. */
export const longestNgram = 8;

/** The most bits of a hash space. */
export const mostBits = 24;

/** Below so many rows, what was seen once is kept, too. */
const fewRows = 50;

function checkColumnList(value: readonly string[] | undefined, where: string): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    const remedy = typeof value === "string" ? `Write [${JSON.stringify(value)}].` : undefined;
    throw new LabelingError("bad_option", {
      where,
      got: describe(value),
      expected: "an array of column names",
      ...(remedy === undefined ? {} : { remedy }),
    });
  }
  const names = value.map((name) => checkName(name, where));
  checkDistinct(names, where, "List it once.");
  return names;
}

function checkRange(
  value: readonly [number, number] | null | undefined,
  fallback: NgramRange,
  where: string,
): NgramRange | null {
  if (value === undefined) return fallback;
  if (value === null) return null;
  const [shortest, longest, ...more] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const isLength = (length: unknown): length is number =>
    Number.isInteger(length) && (length as number) >= 1 && (length as number) <= longestNgram;
  if (isLength(shortest) && isLength(longest) && shortest <= longest && more.length === 0) return [shortest, longest];
  throw new LabelingError("bad_option", {
    where,
    got: Array.isArray(value) ? JSON.stringify(value) : describe(value),
    expected: `the shortest and the longest n-gram, each 1 to ${longestNgram}, or null for none`,
    remedy: `Write for example [${fallback.join(", ")}].`,
  });
}

/** The spec, checked. @throws LabelingError `bad_option` or `duplicate_name` */
export function checkSpec(spec: FeaturesSpec, where: string): CheckedSpec {
  const text = checkColumnList(spec.text, `${where}, text`);
  const numbers = checkColumnList(spec.numbers, `${where}, numbers`);
  const categories = checkColumnList(spec.categories, `${where}, categories`);
  const embeddings = checkColumnList(spec.embeddings, `${where}, embeddings`);
  if (text.length + numbers.length + categories.length + embeddings.length === 0) {
    throw new LabelingError("bad_option", {
      where,
      got: "no columns",
      expected: "columns under text, numbers, categories or embeddings",
      remedy: 'Write for example { text: ["text"] }.',
    });
  }
  const words = checkRange(spec.words, [1, 2], `${where}, words`);
  const characters = checkRange(spec.characters, [2, 4], `${where}, characters`);
  if (text.length > 0 && words === null && characters === null) {
    throw new LabelingError("bad_option", {
      where: `${where}, words and characters`,
      got: "null for both",
      expected: "n-grams of one of them for the columns of text",
    });
  }
  const most = { where: `${where}, minRows`, min: 1, whole: true };
  const minRows = spec.minRows === undefined ? null : checkNumber(spec.minRows, 1, most);
  return {
    text,
    words,
    characters,
    digits: checkChoice(spec.digits, "keep", ["keep", "fold"], `${where}, digits`),
    weighting: checkChoice(spec.weighting, "tf-idf", ["tf-idf", "tf", "presence"], `${where}, weighting`),
    minRows: (rows) => minRows ?? (rows < fewRows ? 1 : 2),
    bits: checkNumber(spec.bits, 18, { where: `${where}, bits`, min: 1, max: mostBits, whole: true }),
    numbers,
    categories,
    embeddings,
    embeddingScale: checkChoice(spec.embeddingScale, "unit", ["unit", "keep"], `${where}, embeddingScale`),
  };
}
