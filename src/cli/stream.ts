import { Command } from "commander";
import { Applier, type TableVotes } from "../apply/applier.ts";
import type { FaultReport } from "../matrix/faults.ts";
import type { AnyPack } from "../packs/pack.ts";
import { openIpcStream } from "../tables/files/ipc-stream.ts";
import { untilAborted } from "../util/aborted.ts";
import { checkInterrupted, type CommandContext, type CommandPipes } from "./context.ts";
import type { EventLog } from "./event-log.ts";
import { parseKept } from "./option-values.ts";
import { addFaultOptions, checkFaultsOut, faultOptionsOf, writeFaults, type FaultCommandOptions } from "./faults.ts";
import { addSetOption, openPack, packArgument, packFacts, type PackOptions } from "./pack.ts";
import { VoteStream } from "./vote-stream.ts";

/** Options of `labelwright stream`. */
export interface StreamCommandOptions extends FaultCommandOptions, PackOptions {
  /** Write label codes, the places of labels in the pack's task, in place of names. @defaultValue false */
  readonly codes?: boolean | undefined;
  /** Write confidences of row and batch functions too. @defaultValue false */
  readonly confidences?: boolean | undefined;
  /** Columns of the input to pass on. @defaultValue none */
  readonly keep?: readonly string[] | undefined;
}

const source = "standard input";
const progressMilliseconds = 5000;

/** What is told of a run while it goes on. */
class Telling {
  readonly #log: EventLog;
  readonly #applier: Applier;
  readonly #start: number = performance.now();
  #told: number = this.#start;
  /** Functions whose first failure, or first confidence that has no column, was told. */
  readonly #failed = new Set<number>();
  readonly #unshown = new Set<number>();
  #rows = 0;
  #batches = 0;

  constructor(log: EventLog, applier: Applier) {
    this.#log = log;
    this.#applier = applier;
  }

  start(pack: AnyPack): void {
    const functions = this.#applier.functions.map((func) => func.name);
    const columns = Object.keys(this.#applier.columns);
    const { name, ...facts } = packFacts(pack);
    this.#log("info", "start", { pack: name, ...facts, labels: pack.task.labels.names, columns, functions });
  }

  batch(voted: TableVotes, unshown: readonly number[]): void {
    this.#rows += voted.rows;
    this.#batches++;
    this.#warnOfFaults(voted.faults);
    for (const j of unshown) {
      if (this.#unshown.has(j)) continue;
      this.#unshown.add(j);
      const name = this.#applier.functions[j]?.name;
      const message = `labeling function "${name}" gives confidences, which are left out; --confidences adds them`;
      this.#log("warning", "confidences", { function: name, message });
    }
    const now = performance.now();
    if (now - this.#told < progressMilliseconds) return;
    this.#told = now;
    this.#log("info", "progress", this.#progress());
  }

  end(): void {
    const { functions, faults, milliseconds } = this.#applier;
    const byName = (values: readonly number[]): Record<string, number> =>
      Object.fromEntries(functions.map(({ name }, j) => [name, values[j] ?? 0]));
    const rounded = milliseconds.map((each) => Math.round(each * 1000) / 1000);
    const facts = { faults: byName(faults.counts), milliseconds: byName(rounded) };
    this.#log("info", "end", { ...this.#progress(), ...facts });
  }

  #progress(): { rows: number; batches: number; seconds: number } {
    const seconds = Math.round(performance.now() - this.#start) / 1000;
    return { rows: this.#rows, batches: this.#batches, seconds };
  }

  #warnOfFaults({ counts, kept }: FaultReport): void {
    counts.forEach((count, j) => {
      if (count === 0 || this.#failed.has(j)) return;
      this.#failed.add(j);
      const first = kept.find((fault) => fault.function === this.#applier.functions[j]?.name);
      if (first !== undefined) this.#log("warning", "fault", { ...first });
    });
  }
}

async function vote(
  pack: AnyPack,
  options: StreamCommandOptions,
  context: CommandContext,
  { stdin, write }: CommandPipes,
): Promise<void> {
  const { codes = false, confidences = false, keep = [] } = options;
  const { log, signal } = context;
  const applier = new Applier(pack.functions, faultOptionsOf(options, pack), source);
  const telling = new Telling(log, applier);
  telling.start(pack);
  const columns = { codes, confidences, keep };
  // Without columns passed on, what is written does not depend on the input: a reader may open it before sending any.
  const early = keep.length === 0 ? new VoteStream(pack, null, columns, source) : null;
  if (early !== null) await write(early.pieces.head);
  const { head, batches } = await openIpcStream(stdin, source);
  applier.checkTable(head);
  const stream = early ?? new VoteStream(pack, head, columns, source);
  if (early === null) await write(stream.pieces.head);
  let firstRow = 0;
  for await (const table of batches) {
    const voted = await applier.apply(table, { firstRow, signal });
    firstRow += voted.rows;
    await write(stream.batch(table, voted));
    telling.batch(voted, stream.unshown(voted));
  }
  await write(stream.pieces.end);
  await writeFaults(applier.faults, options, signal);
  telling.end();
}

/** `labelwright stream`: votes on the batches of an Arrow IPC stream as they come in, one batch out for each. */
export async function streamVotes(
  packPath: string,
  options: StreamCommandOptions,
  context: CommandContext,
): Promise<null> {
  const pipes = context.openPipes();
  await checkFaultsOut(options, [packPath]);
  const pack = await openPack(packPath, options, context);
  try {
    // Bytes may never come, or never be taken: the wait ends when the command is told to stop.
    await untilAborted(vote(pack, options, context, pipes), context.signal);
  } catch (error) {
    checkInterrupted(context);
    throw error;
  }
  return null;
}

/** How `labelwright stream` is called. */
export function streamCommand(): Command {
  const command = new Command("stream")
    .description("vote on an Arrow IPC stream: rows on stdin, votes on stdout, what happens as JSON lines on stderr")
    .argument("<pack>", packArgument)
    .option("--codes", "votes as places in the pack's list of labels, from 0, in place of names")
    .option("--confidences", "confidences of row and batch functions, too, in columns function.confidence")
    .option("--keep <columns>", "columns of the input to pass on, separated by commas", parseKept);
  return addFaultOptions(addSetOption(command));
}
