/** A vote for one row: a label, `null` to abstain, or a label with how sure the function is, from 0 (exclusive) to 1. */
export type Vote<L extends string = string> = L | null | ConfidentVote<L>;

/** A label and how sure the function is of it. */
export interface ConfidentVote<L extends string = string> {
  /** The label, or `null` to abstain. */
  readonly label: L | null;
  /** How sure, in (0, 1]. */
  readonly confidence: number;
}
