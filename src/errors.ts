/** What went wrong, as a stable word that a program can switch on. The message is for people. */
export type ErrorCode =
  | "aborted"
  | "bad_option"
  | "bad_table"
  | "budget_exhausted"
  | "check_failed"
  | "corrupt_file"
  | "duplicate_name"
  | "empty"
  | "expression"
  | "file_exists"
  | "file_failed"
  | "file_not_found"
  | "function_failed"
  | "incompatible"
  | "missing_column"
  | "model_failed"
  | "null_value"
  | "pack"
  | "too_large"
  | "unknown_label"
  | "unsupported_format"
  | "wrong_type"
  | "wrong_vote";

/** The parts of an error message: where it happened, what came, what was expected, what to do. */
export interface ErrorParts {
  /** The place: a function, file, column or row, as the user names it. */
  readonly where: string;
  /** What came. */
  readonly got: string;
  /** What was expected. */
  readonly expected?: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** The same facts for programs: column, row, file, labeling function. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** The error underneath. */
  readonly cause?: unknown;
}

const brand: unique symbol = Symbol.for("labelwright.error") as never;

/**
 * The one error type of this package. Its message reads `where: what came; expected what. Remedy.`, and
 * `code`, `where` and `details` say the same to a program.
 *
 * @example
 * ```ts
 * import { defineTask, LabelingError } from "labelwright";
 *
 * try {
 *   defineTask({ labels: ["spam", "spam"], columns: { text: "utf8" } });
 * } catch (error) {
 *   if (LabelingError.is(error)) console.log(error.code); // "duplicate_name"
 * }
 * ```
 */
export class LabelingError extends Error {
  /** A stable word for the kind of problem. */
  readonly code: ErrorCode;
  /** The place: a function, file, column or row. */
  readonly where: string;
  /** Facts for programs. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, parts: ErrorParts) {
    const { where, got, expected, remedy, details, cause } = parts;
    const facts = expected === undefined ? got : `${got}; expected ${expected}`;
    super(
      `${where}: ${facts}.${remedy === undefined ? "" : ` ${remedy}`}`,
      cause === undefined ? undefined : { cause },
    );
    this.name = "LabelingError";
    this.code = code;
    this.where = where;
    this.details = Object.freeze({ ...details });
    Object.defineProperty(this, brand, { value: true });
  }

  /** Whether `value` is a labeling error, from this or another copy of the package. */
  static is(value: unknown): value is LabelingError {
    return typeof value === "object" && value !== null && brand in value;
  }
}
