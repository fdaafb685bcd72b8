import fc from "fast-check";
import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";

/** How a law is broken: on what, what came and what was expected. */
export interface Breach {
  /** The case that shows it, in words: votes, rows, a seed. */
  readonly on: string;
  readonly came: string;
  readonly expected: string;
}

/** What a law may be told when it is checked. */
export interface ConformanceOptions {
  /** Cases that are drawn for a law that holds for any. @defaultValue 60 */
  readonly runs?: number | undefined;
  /** The seed of the cases. @defaultValue 0 */
  readonly seed?: number | undefined;
}

/** A law that every implementation of an interface must obey. */
export interface ConformanceLaw<S> {
  readonly name: string;
  /** The law in one sentence. */
  readonly title: string;
  /** Why it matters. */
  readonly explanation: string;
  /** Whether it is about this implementation: it has what the law looks at. */
  readonly applies: (subject: S) => boolean;
  /** Looks for a case that breaks it; null where none is found. */
  readonly check: (subject: S, options?: ConformanceOptions) => Promise<Breach | null>;
}

/** Thrown where a law is broken. */
class Broken extends Error {
  readonly breach: Breach;
  constructor(breach: Breach) {
    super(breach.came);
    this.breach = breach;
  }
}

/** @throws what makes the law broken */
export function broken(on: string, came: string, expected: string): never {
  throw new Broken({ on, came, expected });
}

function breachOf(error: unknown, on: string): Breach {
  if (error instanceof Broken) return error.breach;
  return { on, came: `it threw ${describe(error)}`, expected: "no error" };
}

/** Draws cases for one law. */
export type ForAll = <T>(
  cases: fc.Arbitrary<T>,
  print: (value: T) => string,
  body: (value: T) => Promise<void>,
) => Promise<void>;

function drawing({ runs = 60, seed = 0 }: ConformanceOptions): ForAll {
  return async (cases, print, body) => {
    const property = fc.asyncProperty(cases, body);
    const result = await fc.check(property, { seed, numRuns: runs, path: "", examples: [] });
    if (!result.failed) return;
    const [value] = result.counterexample ?? [];
    const { came, expected, on } = breachOf(result.errorInstance, "");
    const shown = value === undefined ? "" : print(value);
    throw new Broken({ on: [shown, on].filter((part) => part !== "").join("\n"), came, expected });
  };
}

/** What a law is made of. Its body throws what breaks it, with `broken`. */
export interface LawParts<S> {
  readonly name: string;
  readonly title: string;
  readonly explanation: string;
  /** @defaultValue it is about every implementation */
  readonly applies?: (subject: S) => boolean;
  readonly body: (subject: S, forAll: ForAll) => Promise<void>;
}

/** Makes a law. */
export function makeLaw<S>({ name, title, explanation, applies = () => true, body }: LawParts<S>): ConformanceLaw<S> {
  return Object.freeze({
    name,
    title,
    explanation,
    applies,
    check: async (subject: S, options: ConformanceOptions = {}): Promise<Breach | null> => {
      try {
        await body(subject, drawing(options));
        return null;
      } catch (error) {
        return breachOf(error, "");
      }
    },
  });
}

/** What `run` throws; broken where it throws nothing. `on` says what should be refused. */
export async function refusal(on: string, run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  return broken(on, "no error", "an error that says what is wrong");
}

/** The code of an error that should be a LabelingError; broken where it is none, or has another code. */
export async function refusalWith(on: string, codes: readonly string[], run: () => unknown): Promise<LabelingError> {
  const error = await refusal(on, run);
  if (LabelingError.is(error) && codes.includes(error.code)) return error;
  const came = LabelingError.is(error) ? `a LabelingError with code ${error.code}: ${error.message}` : describe(error);
  return broken(on, came, `a LabelingError with code ${codes.join(" or ")}`);
}

/** Numbers in a message. */
const shown = (row: readonly number[] | undefined): string =>
  row === undefined
    ? "no row"
    : `[${row
        .slice(0, 8)
        .map((x) => Number(x.toPrecision(12)))
        .join(", ")}]`;

/** Broken unless two tables of numbers are equal within a tolerance; 0 asks for the same bits. NaN equals nothing. */
export function expectNear(
  came: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  within: number,
  on = "",
): void {
  if (came.length !== expected.length) broken(on, `${came.length} rows`, `${expected.length} rows`);
  for (const [i, row] of expected.entries()) {
    const isNear = (x: number, y: number): boolean => {
      const other = came[i]?.[y] ?? NaN;
      return within === 0 ? Object.is(other, x) : Math.abs(other - x) <= within;
    };
    if (came[i]?.length === row.length && row.every(isNear)) continue;
    const how = within === 0 ? "the same bits" : `within ${within}`;
    broken(on, `row ${i}: ${shown(came[i])}`, `${shown(row)}, ${how}`);
  }
}

/** Broken unless two values are equal as JSON. */
export function expectSame(came: unknown, expected: unknown, on = ""): void {
  const [a, b] = [JSON.stringify(came), JSON.stringify(expected)];
  if (a !== b) broken(on, a.slice(0, 400), b.slice(0, 400));
}
