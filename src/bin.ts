#!/usr/bin/env node
import process from "node:process";
import { runCommandLine } from "./cli.ts";

const interruptedExitCode = 130;
/** How long a command may take to clean up after Ctrl-C before the process ends without it. */
const patienceMilliseconds = 2000;

const interrupt = new AbortController();
process.on("SIGINT", () => {
  if (interrupt.signal.aborted) process.exit(interruptedExitCode);
  interrupt.abort();
  setTimeout(() => process.exit(interruptedExitCode), patienceMilliseconds).unref();
});

// A reader that has seen enough (`| head`) closes the pipe: what is left unsaid then is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const { stdout, stderr } = process;
void runCommandLine(process.argv.slice(2), { stdout, stderr, signal: interrupt.signal }).then((exitCode) => {
  process.exitCode = exitCode;
  // A labeling function that still waits for something must not keep an interrupted process alive.
  if (exitCode === interruptedExitCode) process.exit();
});
