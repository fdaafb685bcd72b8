import type { CommandPipes } from "./context.ts";
import { badUsage } from "./errors.ts";

/** What may be behind standard input and output. */
export interface PossiblePipes {
  readonly stdin?: (AsyncIterable<Uint8Array> & { readonly isTTY?: boolean | undefined }) | undefined;
  readonly writeBytes?: ((bytes: Uint8Array) => Promise<void>) | undefined;
  readonly stdout: { readonly isTTY?: boolean | undefined };
}

const example = "For example: producer | labelwright stream rules.ts | consumer.";

/** @throws LabelingError `bad_option` where bytes cannot be read or written, or a terminal is at the other end. */
export function openPipes({ stdin, writeBytes, stdout }: PossiblePipes): CommandPipes {
  if (stdin === undefined || writeBytes === undefined) {
    const got = `a command line without ${stdin === undefined ? "stdin" : "writeBytes"}`;
    throw badUsage("labelwright stream", got, "both stdin and writeBytes");
  }
  if (stdin.isTTY === true) throw badUsage("standard input", "a terminal", "an Arrow IPC stream", example);
  if (stdout.isTTY === true) throw badUsage("standard output", "a terminal", "a pipe or a file", example);
  return { stdin, write: writeBytes };
}
