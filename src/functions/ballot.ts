import { LabelingError } from "../errors.ts";
import type { AnyTask } from "../labels/task.ts";
import { makeVotes, type VoteArray } from "../matrix/vote-array.ts";
import { describe, listNames } from "../util/checks.ts";
import { nounOf } from "./function-noun.ts";
import type { ConfidentVote } from "./vote.ts";

/** Where a batch labeling function casts its votes for the rows it was given. */
export interface Ballot<L extends string = string> {
  /** How many rows there are. */
  readonly length: number;
  /**
   * Votes on row `row` (0 to `length - 1`) of those given; `null` abstains, as does casting nothing.
   *
   * @throws LabelingError `wrong_vote` for a label that is not the task's, or a confidence outside (0, 1].
   */
  cast(row: number, label: L | null, confidence?: number): void;
}

/** What is done with the failure of a labeling function on a row. `row` counts from the start of the run. */
export type FailureHandler = (row: number, error: LabelingError) => void;

/** Who is voting, and for what: the part of a labeling function that a ballot box looks at. */
export interface Voting {
  readonly name: string;
  readonly task: AnyTask;
  /** The labels it may vote for, or null for all of the task. */
  readonly labels: readonly string[] | null;
}

/** All votes of one labeling function; its voter sees the part of one window of rows at a time. */
export class BallotBox implements Ballot {
  /** Label codes, one for each row of the table. */
  readonly votes: VoteArray;
  /** Confidences beside them, once there are any. */
  confidences: Float32Array | null = null;
  /** Number of rows in the window. */
  length = 0;
  /** False once a later run might get other votes, as something outside failed: then they are not worth keeping. */
  isFinal = true;
  /** Is told how many rows of the window have been voted on, by a function that is awaited and knows it. */
  onAdvance: ((rows: number) => void) | null = null;
  readonly #voting: Voting;
  readonly #codes: ReadonlyMap<unknown, number>;
  readonly #onFailure: FailureHandler;
  readonly #tableRow: number;
  #first = 0;
  /** The error that ended the run, if one did. */
  #stop: { readonly error: unknown } | null = null;

  /** @param tableRow Row number of the table's first row in the run, for messages. */
  constructor(voting: Voting, rows: number, onFailure: FailureHandler, tableRow = 0) {
    const { task } = voting;
    this.votes = makeVotes(rows, task.labels.size);
    this.#voting = voting;
    this.#codes = new Map((voting.labels ?? task.labels.names).map((label) => [label, task.labels.code(label)]));
    this.#onFailure = onFailure;
    this.#tableRow = tableRow;
  }

  /** The name of the function that votes. */
  get voterName(): string {
    return this.#voting.name;
  }

  /** The number in the run of a row of the window. */
  rowInRun(row: number): number {
    return this.#tableRow + this.#first + row;
  }

  /** How many rows of the table come after the window. */
  get rowsAfter(): number {
    return this.votes.length - this.#first - this.length;
  }

  /** Turns to the window of `length` rows from row `first` of the table. */
  open(first: number, length: number): this {
    this.#first = first;
    this.length = length;
    return this;
  }

  cast(row: number, label: string | null, confidence?: number): void {
    if (!(Number.isInteger(row) && row >= 0 && row < this.length))
      throw this.#wrongVote(row, `on row ${row}`, `a row from 0 to ${this.length - 1}`);
    this.castVote(row, confidence === undefined ? label : { label, confidence });
  }

  /** Counts what a function returned for a row; anything but a vote is a failure. */
  castVote(row: number, vote: unknown): void {
    if (vote === null) return;
    const code = this.#codes.get(vote);
    if (code !== undefined) {
      this.votes[this.#first + row] = code;
      if (this.confidences !== null) this.confidences[this.#first + row] = 1;
    } else this.#castOther(row, vote);
  }

  /** Casts one vote, which must be valid, on the first `count` of `rows`. */
  castRows(rows: Int32Array, count: number, vote: unknown): void {
    const code = this.#codes.get(vote);
    if (code === undefined) for (let k = 0; k < count; k++) this.castVote(rows[k] ?? 0, vote);
    else for (let k = 0; k < count; k++) this.votes[this.#first + (rows[k] ?? 0)] = code;
  }

  /**
   * Casts one vote, which must be valid, on every row where `chosen` is 1 (elsewhere it is 0). Without branches: what is
   * chosen cannot be guessed, and a wrong guess of the processor costs more than the vote.
   */
  castWhere(chosen: Uint8Array, vote: string | ConfidentVote): void {
    const { label, confidence } = typeof vote === "string" ? { label: vote, confidence: 1 } : vote;
    const code = this.#codes.get(label);
    if (code === undefined) {
      for (let i = 0; i < this.length; i++) if (chosen[i] === 1) this.castVote(i, vote);
      return;
    }
    const { votes, length } = this;
    const first = this.#first;
    for (let i = 0; i < length; i++) {
      const taken = -(chosen[i] ?? 0); // all bits, or none
      votes[first + i] = ((votes[first + i] ?? 0) & ~taken) | (code & taken);
    }
    if (typeof vote !== "string") this.confidences ??= new Float32Array(votes.length).fill(1);
    if (this.confidences === null) return;
    for (let i = 0; i < length; i++) if (chosen[i] === 1) this.confidences[first + i] = confidence;
  }

  /** Takes back the votes on rows that hold a null. */
  clearNulls(valid: Uint8Array | null): void {
    if (valid === null) return;
    for (let i = 0; i < this.length; i++) if (valid[i] === 0) this.#clear(this.#first + i);
  }

  /** Reports that the function failed on a row; the row's vote is an abstention if the run goes on. */
  fail(row: number, cause: unknown): void {
    this.checkStopped();
    this.#clear(this.#first + row);
    const place = this.#tableRow + this.#first + row;
    const isOwn = LabelingError.is(cause) && cause.code === "wrong_vote";
    try {
      this.#onFailure(place, isOwn ? cause : this.#thrown(place, cause));
    } catch (error) {
      this.#stop = { error };
      throw error;
    }
  }

  /** Throws the error that ended the run, if one did: the function may have caught it among its own. */
  checkStopped(): void {
    if (this.#stop !== null) throw this.#stop.error;
  }

  #clear(place: number): void {
    this.votes[place] = -1;
    if (this.confidences !== null) this.confidences[place] = 1;
  }

  #castOther(row: number, vote: unknown): void {
    if (typeof vote !== "object" || vote === null || !("label" in vote) || !("confidence" in vote)) {
      this.fail(row, this.#badVote(row, vote));
      return;
    }
    const { label, confidence } = vote;
    if (label === null) return;
    const code = this.#codes.get(label);
    if (code === undefined) this.fail(row, this.#badVote(row, label));
    else if (typeof confidence === "number" && confidence > 0 && confidence <= 1) {
      this.confidences ??= new Float32Array(this.votes.length).fill(1);
      this.votes[this.#first + row] = code;
      this.confidences[this.#first + row] = confidence;
    } else
      this.fail(row, this.#wrongVote(row, `with confidence ${describe(confidence)}`, "a number above 0, at most 1"));
  }

  #badVote(row: number, vote: unknown): LabelingError {
    const allowed = listNames([...this.#codes.keys()] as string[]);
    if (isPromise(vote)) {
      vote.then(undefined, () => undefined); // the mistake is reported here; its outcome does not matter
      return this.#wrongVote(row, "a promise", "a vote", "Declare the function with async: true.");
    }
    if (vote === undefined) return this.#wrongVote(row, "undefined", "a vote", "Return null to abstain.");
    const undeclared = this.#voting.task.labels.has(vote);
    const remedy = undeclared
      ? "Add the label to the function's labels, or drop them to allow all."
      : "Return null to abstain.";
    return this.#wrongVote(row, describe(vote), `one of ${allowed}, or null`, remedy);
  }

  #wrongVote(row: number, got: string, expected: string, remedy?: string): LabelingError {
    const { name, task } = this.#voting;
    const place = this.#tableRow + this.#first + row;
    return new LabelingError("wrong_vote", {
      where: `${nounOf(task)} "${name}", row ${place}`,
      got: `it voted ${got}`,
      expected,
      ...(remedy === undefined ? {} : { remedy }),
      details: { function: name, row: place },
    });
  }

  #thrown(row: number, cause: unknown): LabelingError {
    const { name, task } = this.#voting;
    return new LabelingError("function_failed", {
      where: `${nounOf(task)} "${name}", row ${row}`,
      got: `it threw ${describe(cause).replace(/\.$/, "")}`,
      remedy: 'Mend it, or go on without these rows: { faults: "abstain" } keeps each failure with its row.',
      details: { function: name, row },
      cause,
    });
  }
}

/**
 * One call's right to vote, which a batch function is given: votes cast after its end, by a promise that nobody
 * awaits, would count for other rows.
 */
export class BallotTurn implements Ballot {
  readonly length: number;
  readonly #box: BallotBox;
  #isOpen = true;

  constructor(box: BallotBox) {
    this.length = box.length;
    this.#box = box;
  }

  cast(row: number, label: string | null, confidence?: number): void {
    if (this.#isOpen) this.#box.cast(row, label, confidence);
    else {
      throw new LabelingError("wrong_vote", {
        where: "ballot",
        got: `a vote on row ${row} after the function had returned`,
        remedy: "Cast all votes before returning, or declare the function with async: true.",
      });
    }
  }

  /** No vote counts from here on. */
  end(): void {
    this.#isOpen = false;
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
