import { planSteps } from "../../apply/steps.ts";
import type { LabelingError } from "../../errors.ts";
import { BallotBox } from "../../functions/ballot.ts";
import { voterOf, type AnyLabelingFunction } from "../../functions/labeling-function.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { tableWindows, windowSize, type TableWindow } from "../../tables/windows.ts";
import { checkAborted } from "../../util/aborted.ts";

/** The votes of one function on a table, failures kept with the row. */
export class Votes {
  readonly func: AnyLabelingFunction;
  readonly rows: number;
  /** By row. */
  readonly failures: ReadonlyMap<number, LabelingError>;
  readonly #box: BallotBox;

  constructor(func: AnyLabelingFunction, box: BallotBox, failures: ReadonlyMap<number, LabelingError>) {
    this.func = func;
    this.rows = box.votes.length;
    this.failures = failures;
    this.#box = box;
  }

  /** Whether it failed on a row. */
  failed(row: number): boolean {
    return this.failures.has(row);
  }

  /** Whether votes on two rows are equal, confidence and all. */
  sameAs(row: number, other: Votes, otherRow: number): boolean {
    return this.code(row) === other.code(otherRow) && this.confidence(row) === other.confidence(otherRow);
  }

  /** The code of the label, -1 for none. */
  code(row: number): number {
    return this.#box.votes[row] ?? -1;
  }

  /** The confidence, 1 where none was given. */
  confidence(row: number): number {
    return this.code(row) < 0 ? 1 : (this.#box.confidences?.[row] ?? 1);
  }

  /** A vote in words. */
  describe(row: number): string {
    if (this.failed(row)) return "it failed";
    const code = this.code(row);
    if (code < 0) return "null (it abstains)";
    const confidence = this.confidence(row);
    const label = JSON.stringify(this.func.task.labels.names[code]);
    return confidence === 1 ? label : `${label} with confidence ${Number(confidence.toPrecision(6))}`;
  }
}

/** How functions vote. */
export interface VotingOptions {
  /** Rows that are looked at together, at most. @defaultValue as in any run */
  readonly together?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Is shown each window before and after it is voted on. @defaultValue nobody */
  readonly onWindow?: ((window: TableWindow) => (() => void) | undefined) | undefined;
}

interface Casting {
  readonly box: BallotBox;
  readonly failures: Map<number, LabelingError>;
}

function castingOf(func: AnyLabelingFunction, rows: number): Casting {
  const failures = new Map<number, LabelingError>();
  return { box: new BallotBox(func, rows, (row, error) => failures.set(row, error)), failures };
}

/** The votes of one function by itself: not looking at text together with others. */
export async function votesOf(
  func: AnyLabelingFunction,
  table: TableShape,
  { together = windowSize, signal, onWindow }: VotingOptions = {},
): Promise<Votes> {
  const { box, failures } = castingOf(func, table.numRows);
  const vote = voterOf(func);
  for (const window of tableWindows(table, func.columns, together)) {
    checkAborted(signal, "checkPack");
    const done = onWindow?.(window);
    const pending = vote(window, box.open(window.firstRow, window.length), signal);
    if (pending !== undefined) await pending;
    done?.();
  }
  return new Votes(func, box, failures);
}

/** The votes of functions as in a run: those that look at the same text do so together. */
export function votesTogether(
  functions: readonly AnyLabelingFunction[],
  table: TableShape,
): ReadonlyMap<string, Votes> {
  const castings = functions.map((func) => castingOf(func, table.numRows));
  const columns = [...new Set(functions.flatMap((func) => func.columns))];
  const steps = planSteps(functions);
  for (const window of tableWindows(table, columns)) {
    for (const { members, vote } of steps) {
      const boxes = members.flatMap((j) => castings[j]?.box.open(window.firstRow, window.length) ?? []);
      void vote(window, boxes, undefined); // no function here is awaited
    }
  }
  return new Map(
    functions.flatMap((func, j) => {
      const casting = castings[j];
      return casting === undefined ? [] : [[func.name, new Votes(func, casting.box, casting.failures)] as const];
    }),
  );
}
