import * as arrow from "apache-arrow";
import { version } from "../package.json";
import { eventLines } from "./cli/event-log.ts";
import { exitCodes, explainFailure, isBrokenPipe } from "./cli/failure.ts";
import { prettyJson, printable } from "./cli/output.ts";
import { openPipes } from "./cli/pipes.ts";
import { isStreaming, runProgram } from "./cli/program.ts";
import * as labelwright from "./index.ts";
import { terminalProgress, type ProgressStream } from "./util/progress.ts";

/** Where a command line writes, and what stops it. */
export interface CommandLineIo {
  /** Takes results: text for people, or with `--json` one JSON document. */
  readonly stdout: ProgressStream & { readonly columns?: number | undefined };
  /** Takes progress, warnings and errors. */
  readonly stderr: ProgressStream;
  /** What `stream` reads: the bytes of an Arrow IPC stream. @defaultValue none: `stream` cannot run */
  readonly stdin?: (AsyncIterable<Uint8Array> & { readonly isTTY?: boolean | undefined }) | undefined;
  /**
   * Takes the bytes that `stream` writes, and resolves when there is room for more: nothing is read until then. Where
   * it rejects with the system's `EPIPE`, the reader has gone: the command ends without a word, with exit code 1.
   * @defaultValue none: `stream` cannot run
   */
  readonly writeBytes?: ((bytes: Uint8Array) => Promise<void>) | undefined;
  /** Stops the command: half-written files are removed, and the exit code is 130. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the command `labelwright` inside this process: `init`, `run`, `apply`, `analyze`, `fit`, `predict`, `train`, `review`,
 * `suggest`, `check`, `diff`, `changelog`, `workers` or `stream`.
 *
 * Rule packs are modules of their own, loaded here; `import "labelwright"` inside them gives this copy of the package.
 *
 * @param argv The arguments, without the names of Node and the script.
 * @returns The exit code: 0 done, 1 bad data or a failed check, 2 bad usage, 130 interrupted. Never rejects.
 *
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { runCommandLine } from "labelwright/cli";
 *
 * const folder = mkdtempSync(join(tmpdir(), "labelwright-"));
 * const votes = join(folder, "votes.csv");
 * writeFileSync(votes, "id,link,money,short\na,spam,spam,\nb,,ham,ham\nc,spam,,ham\n");
 * const out = join(folder, "model.json");
 * const stdout = { write: (text: string) => console.log(text) };
 * const code = await runCommandLine(["fit", votes, "--out", out], { stdout, stderr: stdout });
 * console.log(code); // 0
 * ```
 */
export async function runCommandLine(argv: readonly string[], io: CommandLineIo): Promise<number> {
  const { stdout, stderr, signal } = io;
  const streaming = isStreaming(argv);
  const json = !streaming && argv.includes("--json");
  const log = eventLines(stderr);
  const context = {
    onProgress: terminalProgress(stderr),
    warn: (message: string) => void stderr.write(`warning: ${printable(message)}\n`),
    signal,
    packModules: { labelwright, "apache-arrow": arrow },
    log,
    openPipes: () => openPipes(io),
  };
  const output = { version, width: stdout.columns ?? 110, writeHelp: (text: string) => void stdout.write(text) };
  try {
    const result = await runProgram(argv, output, context);
    if (result !== null) stdout.write(json ? `${prettyJson(result.json)}\n` : `${printable(result.text)}\n`);
    return result?.failed === true ? exitCodes.badData : exitCodes.done;
  } catch (error) {
    if (streaming && isBrokenPipe(error)) return exitCodes.badData;
    const failure = explainFailure(error, signal);
    if (streaming) log("error", "failed", failure.json.error);
    else stderr.write(`${printable(failure.text)}\n`);
    if (json) stdout.write(`${prettyJson(failure.json)}\n`);
    return failure.exitCode;
  }
}
