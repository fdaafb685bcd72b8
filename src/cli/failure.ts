import { LabelingError } from "../errors.ts";
import { systemCode } from "../tables/files/file-errors.ts";

/** Exit codes of the command line. */
export const exitCodes = { done: 0, badData: 1, badUsage: 2, interrupted: 130 } as const;

/** A command that did not end well: its exit code, and why, for people and for programs. */
export interface Failure {
  readonly exitCode: number;
  /** Printed on stderr. */
  readonly text: string;
  /** Printed on stdout with `--json`. */
  readonly json: { readonly error: Readonly<Record<string, unknown>> };
}

function unexpected(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const facts = { code: "unexpected", where: "labelwright", message, details: {} };
  const text = `unexpected error, please report it: ${stack ?? message}`;
  return { exitCode: exitCodes.badData, text, json: { error: facts } };
}

/** Whether bytes could not be written because their reader has gone. */
export const isBrokenPipe = (error: unknown): boolean => systemCode(error) === "EPIPE";

/** What an error means for the command line. */
export function explainFailure(error: unknown, signal: AbortSignal | undefined): Failure {
  if (signal?.aborted === true) {
    const facts = { code: "aborted", where: "labelwright", message: "interrupted", details: {} };
    return { exitCode: exitCodes.interrupted, text: "interrupted", json: { error: facts } };
  }
  if (!LabelingError.is(error)) return unexpected(error);
  const { code, where, message, details } = error;
  const exitCode = code === "bad_option" ? exitCodes.badUsage : exitCodes.badData;
  return { exitCode, text: `error: ${message}`, json: { error: { code, where, message, details } } };
}
