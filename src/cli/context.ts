import { LabelingError } from "../errors.ts";
import type { ProgressHandler } from "../util/progress.ts";
import type { EventLog } from "./event-log.ts";

/** Where a command reads and writes bytes, where it does. */
export interface CommandPipes {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Writes bytes; waits until their reader has room for more. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
}

/** What every command is given besides its arguments. */
export interface CommandContext {
  /** Is told how far long jobs are. */
  readonly onProgress: ProgressHandler;
  /** Takes a warning: something the user should know that does not stop the command. */
  readonly warn: (message: string) => void;
  /** Stops the command; half-written files are removed. */
  readonly signal: AbortSignal | undefined;
  /** What `import "labelwright"` and `import "apache-arrow"` mean inside a rule pack. */
  readonly packModules: Readonly<Record<string, object>>;
  /** Writes a line for programs on stderr. */
  readonly log: EventLog;
  /** Standard input and output as bytes. @throws LabelingError `bad_option` where there are none to work with */
  readonly openPipes: () => CommandPipes;
}

/** What a command gives back: the same facts for programs and for people. */
export interface CommandResult {
  /** Printed on stdout with `--json`. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Printed on stdout without it. */
  readonly text: string;
  /** Whether something that was checked failed: the exit code is 1. @defaultValue false */
  readonly failed?: boolean | undefined;
}

/** Lets pending signals be heard between two long steps, and ends the command if it was told to stop. */
export async function breathe(context: CommandContext): Promise<void> {
  await new Promise((resume) => setImmediate(resume));
  checkInterrupted(context);
}

/** @throws LabelingError `aborted`, where the command was told to stop */
export function checkInterrupted({ signal }: CommandContext): void {
  if (signal?.aborted !== true) return;
  throw new LabelingError("aborted", { where: "labelwright", got: "interrupted", cause: signal.reason });
}
