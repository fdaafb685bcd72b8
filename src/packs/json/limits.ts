import { checkNumber } from "../../util/checks.ts";
import { LabelingError } from "../../errors.ts";
import { describe, listNames } from "../../util/checks.ts";

/** How large a pack in JSON may be. Each limit bounds the time and memory that loading and voting take. */
export interface PackLimits {
  /** Bytes of the file, or UTF-16 units of the text. @defaultValue 8388608 (8 MB) */
  readonly bytes?: number | undefined;
  /** Arrays and objects within each other. @defaultValue 16 */
  readonly nesting?: number | undefined;
  /** Characters of a name: of the pack, a label, a column or a function. @defaultValue 200 */
  readonly nameLength?: number | undefined;
  /** Characters of a description. @defaultValue 10000 */
  readonly descriptionLength?: number | undefined;
  /** Labels of the task. @defaultValue 1000 */
  readonly labels?: number | undefined;
  /** Columns of the task. @defaultValue 1000 */
  readonly columns?: number | undefined;
  /** Labeling functions. @defaultValue 500 */
  readonly functions?: number | undefined;
  /** Terms of all functions together. @defaultValue 20000 */
  readonly terms?: number | undefined;
  /** Characters of all terms together. @defaultValue 300000 */
  readonly termCharacters?: number | undefined;
  /** Characters of one term. @defaultValue 500 */
  readonly termLength?: number | undefined;
  /** Characters of a regular expression. @defaultValue 1000 */
  readonly patternLength?: number | undefined;
  /** Entries of all lookups together. @defaultValue 200000 */
  readonly lookupEntries?: number | undefined;
  /** Rows of all examples together. @defaultValue 10000 */
  readonly exampleRows?: number | undefined;
}

/** All limits, completed. */
export type Limits = Readonly<Record<keyof PackLimits, number>>;

const defaults: Limits = {
  bytes: 8 << 20,
  nesting: 16,
  nameLength: 200,
  descriptionLength: 10_000,
  labels: 1_000,
  columns: 1_000,
  functions: 500,
  terms: 20_000,
  termCharacters: 300_000,
  termLength: 500,
  patternLength: 1_000,
  lookupEntries: 200_000,
  exampleRows: 10_000,
};

/** No limits but those of the machine, for a pack that is there already. */
export const noLimits: Limits = Object.fromEntries(
  Object.keys(defaults).map((name) => [name, Infinity]),
) as unknown as Limits;

/** The limits that are given, and the usual ones for the others. */
export function completeLimits(given: PackLimits | undefined, where: string): Limits {
  if (given === undefined) return defaults;
  const names = Object.keys(defaults) as (keyof PackLimits)[];
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(defaults, name));
  if (unknown !== undefined) {
    throw new LabelingError("bad_option", {
      where: `${where}, limits`,
      got: describe(unknown),
      expected: `one of ${listNames(names, 20)}`,
    });
  }
  const completed = names.map((name) => {
    const range = { where: `${where}, limits, ${name}`, min: 1, whole: true };
    return [name, checkNumber(given[name], defaults[name], range)] as const;
  });
  return Object.fromEntries(completed) as unknown as Limits;
}
