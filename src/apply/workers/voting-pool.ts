import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import type { FaultRules } from "../fault-options.ts";
import type { MessageToThread, TableMessage } from "./messages.ts";
import { referToPacks, type PackReference } from "./pack-references.ts";
import { VotingThread, type ThreadVotes } from "./voting-thread.ts";

/** How a pool votes. */
export interface PoolOptions {
  /** The most threads it starts. */
  readonly workers: number;
  readonly rules: FaultRules;
  /** Who applies the functions, for messages. */
  readonly where: string;
}

/** Threads that vote with the same functions on one piece of a table after another. Started as jobs come in. */
export class VotingPool {
  readonly #packs: readonly PackReference[];
  readonly #names: readonly string[];
  readonly #options: PoolOptions;
  readonly #threads: VotingThread[] = [];
  readonly #idle: VotingThread[] = [];
  /** Those who wait for a thread. */
  readonly #waiting: ((thread: VotingThread) => void)[] = [];
  #table: TableMessage | null = null;
  /** Why it votes no more. */
  #end: Error | null = null;

  /** @throws LabelingError `bad_option` for functions that other threads cannot load. */
  constructor(functions: readonly AnyLabelingFunction[], options: PoolOptions) {
    this.#packs = referToPacks(functions, options.where);
    this.#names = functions.map((func) => func.name);
    this.#options = options;
  }

  /** Starts threads before there are jobs, so that they load their packs meanwhile. */
  start(count: number): void {
    for (let i = this.#threads.length; i < Math.min(count, this.#options.workers); i++) this.#idle.push(this.#add());
  }

  /** Gives all threads the table that later jobs are about. */
  useTable(message: TableMessage): void {
    this.#table = message;
    for (const thread of this.#threads) thread.send(message);
  }

  /** Has the next free thread do a job. `rows` says on what, for messages. */
  async vote(message: MessageToThread, rows: string): Promise<ThreadVotes> {
    if (this.#end !== null) throw this.#end;
    const thread = await this.#take();
    try {
      return await thread.vote(message, rows);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(thread);
      else next(thread);
    }
  }

  /** Ends all threads, whatever they are doing; open jobs are rejected with `reason`. */
  async stop(reason: Error): Promise<void> {
    this.#end ??= reason;
    await Promise.all(this.#threads.map((thread) => thread.stop(reason)));
  }

  #add(): VotingThread {
    const { rules, where } = this.#options;
    const thread = new VotingThread({ packs: this.#packs, rules, where }, this.#names);
    if (this.#table !== null) thread.send(this.#table);
    this.#threads.push(thread);
    return thread;
  }

  #take(): VotingThread | Promise<VotingThread> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#threads.length < this.#options.workers) return this.#add();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
