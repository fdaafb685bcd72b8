import { LabelingError, type ErrorCode } from "../../errors.ts";
import { describe } from "../../util/checks.ts";

/** An error on its way to another thread, where classes and marks are lost. */
export interface SentError {
  readonly message: string;
  readonly stack: string | undefined;
  /** What a labeling error has besides; null for any other error. */
  readonly labeling: {
    readonly code: ErrorCode;
    readonly where: string;
    readonly details: Readonly<Record<string, unknown>>;
  } | null;
  readonly cause: unknown;
}

/** A value if it can be sent, else what it is, in words. */
function sendable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return describe(value);
  }
}

/** Makes an error ready to be sent. Causes lose their classes; those that cannot be sent become words. */
export function sendError(error: unknown): SentError {
  if (!(error instanceof Error))
    return { message: describe(error), stack: undefined, labeling: null, cause: undefined };
  const { message, stack, cause } = error;
  const labeling = LabelingError.is(error)
    ? {
        code: error.code,
        where: error.where,
        details: Object.fromEntries(Object.entries(error.details).map(([name, value]) => [name, sendable(value)])),
      }
    : null;
  return { message, stack, labeling, cause: sendable(cause) };
}

/** The error that was sent. */
export function receiveError({ message, stack, labeling, cause }: SentError): Error {
  const more = cause === undefined ? {} : { cause };
  const error =
    labeling === null
      ? new Error(message, more)
      : new LabelingError(labeling.code, { ...labeling, got: message, ...more });
  error.message = message; // whole already
  if (stack !== undefined) error.stack = stack;
  return error;
}
