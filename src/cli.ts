import * as arrow from "apache-arrow";
import { version } from "../package.json";
import { exitCodes, explainFailure } from "./cli/failure.ts";
import { prettyJson, printable } from "./cli/output.ts";
import { runProgram } from "./cli/program.ts";
import * as labelwright from "./index.ts";
import { terminalProgress, type ProgressStream } from "./util/progress.ts";

/** Where a command line writes, and what stops it. */
export interface CommandLineIo {
  /** Takes results: text for people, or with `--json` one JSON document. */
  readonly stdout: ProgressStream & { readonly columns?: number | undefined };
  /** Takes progress, warnings and errors. */
  readonly stderr: ProgressStream;
  /** Stops the command: half-written files are removed, and the exit code is 130. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the command `labelwright` inside this process: `run`, `apply`, `analyze`, `fit` or `predict`.
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
  const json = argv.includes("--json");
  const context = {
    onProgress: terminalProgress(stderr),
    warn: (message: string) => void stderr.write(`warning: ${printable(message)}\n`),
    signal,
    packModules: { labelwright, "apache-arrow": arrow },
  };
  const output = { version, width: stdout.columns ?? 110, writeHelp: (text: string) => void stdout.write(text) };
  try {
    const result = await runProgram(argv, output, context);
    if (result !== null) stdout.write(json ? `${prettyJson(result.json)}\n` : `${printable(result.text)}\n`);
    return exitCodes.done;
  } catch (error) {
    const failure = explainFailure(error, signal);
    stderr.write(`${printable(failure.text)}\n`);
    if (json) stdout.write(`${prettyJson(failure.json)}\n`);
    return failure.exitCode;
  }
}
