import { CommanderError } from "commander";
import { LabelingError } from "../errors.ts";

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

function failure(exitCode: number, error: Failure["json"]["error"], text: string): Failure {
  return { exitCode, text, json: { error } };
}

/** What an error means for the command line; null where it is none (help and version were asked for). */
export function explainFailure(error: unknown, signal: AbortSignal | undefined): Failure | null {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return null;
    const message =
      error.code === "commander.help"
        ? "no command; see labelwright --help"
        : error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
    const facts = { code: "bad_option", where: "labelwright", message, details: { reason: error.code } };
    return failure(exitCodes.badUsage, facts, `error: ${message}`);
  }
  if (signal?.aborted === true) {
    const facts = { code: "aborted", where: "labelwright", message: "interrupted", details: {} };
    return failure(exitCodes.interrupted, facts, "interrupted");
  }
  if (LabelingError.is(error)) {
    const { code, where, message, details } = error;
    const exitCode = code === "bad_option" ? exitCodes.badUsage : exitCodes.badData;
    return failure(exitCode, { code, where, message, details }, `error: ${message}`);
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const facts = { code: "unexpected", where: "labelwright", message, details: {} };
  return failure(exitCodes.badData, facts, `unexpected error, please report it: ${stack ?? message}`);
}
