import type { AnyTask, LabelOf, RowOf } from "../labels/task.ts";
import { checkNumber } from "../util/checks.ts";
import type { Random } from "../util/random.ts";
import { checkColumnKind, type TextColumn } from "./column-kinds.ts";
import {
  checkTransformationSpec,
  makeTransformationFunction,
  type CommonTransformationSpec,
  type TransformationFunction,
} from "./transformation.ts";

/** A transformation of the words of a text column. */
export interface WordTransformationSpec<T, N extends string> extends CommonTransformationSpec<N> {
  /** The text column. */
  readonly column: TextColumn<T>;
}

/** How words are dropped. */
export interface DropWordsSpec<T, N extends string> extends WordTransformationSpec<T, N> {
  /** The chance of each word to be left out, above 0 and below 1. @defaultValue 0.1 */
  readonly share?: number | undefined;
}

/** How words are swapped. */
export interface SwapWordsSpec<T, N extends string> extends WordTransformationSpec<T, N> {
  /** How many times two words that stand side by side change places. @defaultValue 1 */
  readonly swaps?: number | undefined;
}

/** Words and the spaces between them: a space (maybe empty), a word, a space, ..., a word, a space. */
const partsOf = (text: string): string[] => text.split(/(\S+)/u);

const below = (count: number, random: Random): number => Math.floor(count * random());

function makeWordTransformation<T extends AnyTask, N extends string>(
  task: T,
  spec: WordTransformationSpec<T, N>,
  terms: unknown,
  change: (parts: string[], words: number, random: Random) => string | null,
): TransformationFunction<LabelOf<T>, RowOf<T>, N> {
  const { column } = spec;
  checkColumnKind(task, column, ["text"], "a text column", `transformation function "${spec.name}"`);
  return makeTransformationFunction(task, spec, {
    columns: [column],
    terms,
    makeTransform: () => (read, random) => {
      const parts = partsOf(read(column) as string);
      const words = (parts.length - 1) / 2;
      const text = words < 2 ? null : change(parts, words, random);
      return text === null ? null : { [column]: text };
    },
  });
}

/**
 * Makes a transformation function that leaves some words of a text out, at least one and never all. Words are what stands
 * between spaces; the space after a word goes with it. Does not apply to texts of one word or none.
 *
 * @throws LabelingError for a column that is not a text column of the task, or a share out of range.
 *
 * @example
 * ```ts
 * import { applyTransformationFunctions, defineTask, dropWords, tableFromRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const fewer = dropWords(task, { name: "fewer_words", column: "text", share: 0.2 });
 * const table = tableFromRows([{ text: "please subscribe to my new channel" }]);
 * const { table: more } = await applyTransformationFunctions([fewer], table, { keepOriginal: false, seed: 1 });
 * console.log(more.getChild("text")?.get(0)); // the text with a word or two less
 * ```
 */
export function dropWords<T extends AnyTask, const N extends string>(
  task: T,
  spec: DropWordsSpec<T, N>,
): TransformationFunction<LabelOf<T>, RowOf<T>, N> {
  checkTransformationSpec(spec, task);
  const where = `transformation function "${spec.name}", share`;
  const share = checkNumber(spec.share, 0.1, { where, min: Number.MIN_VALUE, max: 1 - Number.EPSILON });
  return makeWordTransformation(task, spec, { kind: "dropWords", share }, (parts, words, random) => {
    const kept = Array.from({ length: words }, () => random() >= share);
    if (kept.every((each) => each)) kept[below(words, random)] = false;
    if (!kept.includes(true)) kept[below(words, random)] = true;
    const end = parts[2 * words] ?? "";
    const left = kept.flatMap((each, w) => (each ? [parts[2 * w + 1], w === words - 1 ? "" : parts[2 * w + 2]] : []));
    return `${parts[0]}${left.join("").trimEnd()}${end}`;
  });
}

/**
 * Makes a transformation function that lets words side by side change places; the spaces stay. Does not apply to texts of
 * one word or none, nor where equal words changed places.
 *
 * @throws LabelingError for a column that is not a text column of the task, or a number of swaps out of range.
 *
 * @example
 * ```ts
 * import { applyTransformationFunctions, defineTask, swapWords, tableFromRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const swapped = swapWords(task, { name: "swapped", column: "text" });
 * const table = tableFromRows([{ text: "so good" }]);
 * const { table: more } = await applyTransformationFunctions([swapped], table, { keepOriginal: false });
 * console.log(more.getChild("text")?.get(0)); // good so
 * ```
 */
export function swapWords<T extends AnyTask, const N extends string>(
  task: T,
  spec: SwapWordsSpec<T, N>,
): TransformationFunction<LabelOf<T>, RowOf<T>, N> {
  checkTransformationSpec(spec, task);
  const where = `transformation function "${spec.name}", swaps`;
  const swaps = checkNumber(spec.swaps, 1, { where, min: 1, max: 1000, whole: true });
  return makeWordTransformation(task, spec, { kind: "swapWords", swaps }, (parts, words, random) => {
    for (let i = 0; i < swaps; i++) {
      const place = 2 * below(words - 1, random) + 1;
      [parts[place], parts[place + 2]] = [parts[place + 2] ?? "", parts[place] ?? ""];
    }
    return parts.join("");
  });
}
