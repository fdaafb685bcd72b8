import type { Worker } from "node:worker_threads";
import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import type { TableVotes } from "../applier.ts";
import type { Answer, MessageToThread, ThreadSetup } from "./messages.ts";
import { receiveError } from "./sent-error.ts";
import { startThread } from "./start-thread.ts";

/** Votes from a thread. */
export interface ThreadVotes extends TableVotes {
  /** Milliseconds each function took. */
  readonly milliseconds: readonly number[];
}

/** A job that a thread is at. */
interface OpenJob {
  /** The rows, in words. */
  readonly rows: string;
  readonly resolve: (votes: ThreadVotes) => void;
  readonly reject: (error: Error) => void;
}

function describeEnd(error: unknown): string {
  const { code } = error as { code?: unknown };
  return code === "ERR_WORKER_OUT_OF_MEMORY" ? "it ran out of memory" : `uncaught ${describe(error)}`;
}

/** A thread that votes, one job at a time. It is started with the first job. */
export class VotingThread {
  readonly #worker: Worker;
  readonly #names: readonly string[];
  readonly #step: Int32Array;
  #job: OpenJob | null = null;
  /** Why it votes no more. */
  #end: Error | null = null;

  /** @param names The functions of the run, for messages. */
  constructor(setup: Omit<ThreadSetup, "step">, names: readonly string[]) {
    this.#names = names;
    this.#step = new Int32Array(new SharedArrayBuffer(8));
    this.#step[0] = -1;
    this.#worker = startThread({ ...setup, step: this.#step });
    this.#worker.on("message", (answer: Answer) => {
      const job = this.#job;
      this.#job = null;
      if ("error" in answer) job?.reject(receiveError(answer.error));
      else job?.resolve({ ...answer.votes, milliseconds: answer.milliseconds });
    });
    this.#worker.on("error", (error) => this.#die(describeEnd(error), error));
    this.#worker.on("exit", (code) => this.#die(`something in it called process.exit(${code})`, undefined));
  }

  /** Sends something that needs no answer. */
  send(message: MessageToThread): void {
    this.#worker.postMessage(message);
  }

  /** Has it vote; `rows` says on what, for messages. */
  vote(message: MessageToThread, rows: string): Promise<ThreadVotes> {
    return new Promise((resolve, reject) => {
      this.#job = { rows, resolve, reject };
      if (this.#end === null) this.send(message);
      else reject(this.#end);
    });
  }

  /** Ends the thread, whatever it is doing; an open job is rejected with `reason`. */
  async stop(reason: Error): Promise<void> {
    this.#end ??= reason;
    this.#job?.reject(reason);
    this.#job = null;
    await this.#worker.terminate();
  }

  #die(how: string, cause: unknown): void {
    if (this.#end !== null) return;
    const [first = -1, count = 1] = this.#step;
    const more = count > 1 ? ` and ${count - 1} that vote together with it` : "";
    const name = this.#names[first];
    const voting = name === undefined ? "a worker thread" : `labeling function "${name}"${more}`;
    this.#end = new LabelingError("function_failed", {
      where: this.#job === null ? voting : `${voting}, ${this.#job.rows}`,
      got: `the worker thread has ended: ${how}`,
      remedy: "A failure of this kind cannot be kept as a fault: mend the function.",
      details: { function: name ?? null },
      ...(cause === undefined ? {} : { cause }),
    });
    this.#job?.reject(this.#end);
    this.#job = null;
  }
}
