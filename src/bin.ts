#!/usr/bin/env node
import { Console } from "node:console";
import process from "node:process";
import { Writable } from "node:stream";
import { runCommandLine, type CommandLineIo } from "./cli.ts";

const interruptedExitCode = 130;
/** How long a command may take to clean up after Ctrl-C before the process ends without it. */
const patienceMilliseconds = 2000;

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (interrupt.signal.aborted) process.exit(interruptedExitCode);
    interrupt.abort();
    setTimeout(() => process.exit(interruptedExitCode), patienceMilliseconds).unref();
  });
}

// A reader that has seen enough (`| head`) closes the pipe: what is left unsaid then is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const { stdout, stderr } = process;
const argv = process.argv.slice(2);
const streaming = argv[0] === "stream";

if (streaming) {
  // A rule pack that prints something must not write into the votes on stdout, nor between the lines on stderr.
  const lines = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      stderr.write(`${JSON.stringify({ level: "info", event: "console", message: text.replace(/\n$/, "") })}\n`);
      done();
    },
  });
  globalThis.console = new Console(lines);
}

const writeBytes = (bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    stdout.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

const io: CommandLineIo = {
  // Made when it is asked for: most commands leave standard input alone.
  get stdin() {
    return process.stdin;
  },
  stdout,
  stderr,
  writeBytes,
  signal: interrupt.signal,
};
void runCommandLine(argv, io).then((exitCode) => {
  process.exitCode = exitCode;
  // A labeling function that still waits for something must not keep an interrupted process alive.
  if (exitCode === interruptedExitCode) process.exit();
  // Nor must an input that goes on, or a rule pack's timer, keep its consumer waiting.
  if (streaming) stderr.write("", () => process.exit());
});
