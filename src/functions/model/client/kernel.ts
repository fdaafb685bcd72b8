import { linkedController } from "../../../util/aborted.ts";
import { AnswerCache } from "../cache/answer-cache.ts";
import type { Json } from "../cache/record.ts";
import { CallFailure } from "./call-failure.ts";
import type { Caller } from "./caller.ts";
import type { ClientSettings } from "./options.ts";
import type { Outcome } from "./outcome.ts";
import { errorOfRow, NotAsked, PatientCalls } from "./patient-call.ts";
import { Tally, type FunctionTally } from "./tally.ts";
import type { ModelUsage } from "./usage.ts";

/** Without a cache on disk, this many answers are remembered. */
const remembered = 65_536;

/** One input, asked about once, however many rows have it. */
interface Question<I> {
  readonly key: string;
  readonly input: I;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

/** What stands behind a `ModelClient`: answers inputs from the cache, or by asking. */
export class ClientKernel {
  readonly settings: ClientSettings;
  readonly #tally: Tally;
  readonly #calls: PatientCalls;
  readonly #cache: AnswerCache | null;
  readonly #memory = new Map<string, Json>();
  /** What is being asked, by key. */
  readonly #underWay = new Map<string, Promise<Outcome>>();

  constructor(settings: ClientSettings) {
    this.settings = settings;
    this.#tally = new Tally(settings.clock.now);
    this.#calls = new PatientCalls(settings, this.#tally);
    this.#cache = settings.cache === null ? null : new AnswerCache(settings.cache);
  }

  usage(): ModelUsage {
    return this.#tally.snapshot(this.#cache?.damaged ?? []);
  }

  tallyOf(name: string): FunctionTally {
    return this.#tally.of(name);
  }

  close(): void {
    this.#cache?.close();
  }

  /**
   * What becomes of each input, in their order. `onSettled` is called whenever it is known of one more.
   *
   * @throws LabelingError `model_failed` where no input would be answered; the signal's reason.
   */
  async answer<I>(
    caller: Caller<I>,
    inputs: readonly I[],
    own: FunctionTally,
    signal: AbortSignal | undefined,
    onSettled: () => void = () => undefined,
  ): Promise<readonly Outcome[]> {
    signal?.throwIfAborted();
    await this.#cache?.open();
    const { controller: run, unlink } = linkedController(signal);
    try {
      const questions: Question<I>[] = [];
      const pending = inputs.map((input) => this.#lookUp(caller, input, own, questions, run.signal));
      for (const each of pending) each.then(onSettled, () => undefined);
      const asking = this.#askAll(caller, questions, own, run);
      const outcomes = Promise.all(pending);
      outcomes.catch(() => undefined); // `asking` fails with it
      await asking;
      return await outcomes;
    } catch (error) {
      run.abort(error);
      throw error;
    } finally {
      unlink();
    }
  }

  /** The answer there is, or that is on its way; else a new question. */
  #lookUp<I>(
    caller: Caller<I>,
    input: I,
    own: FunctionTally,
    questions: Question<I>[],
    signal: AbortSignal,
  ): Promise<Outcome> {
    own.counts.rows++;
    const key = caller.keyOf(input);
    const asked = this.#underWay.get(key);
    if (asked !== undefined) {
      own.counts.repeated++;
      return asked.catch((error: unknown) => this.#askAgain(caller, input, own, signal, error));
    }
    const known = this.#known(caller, key);
    if (known !== undefined) {
      own.counts.cached++;
      return Promise.resolve({ kind: "answer", answer: known });
    }
    const outcome = new Promise<Outcome>((resolve, reject) => questions.push({ key, input, resolve, reject }));
    outcome.catch(() => undefined);
    this.#underWay.set(key, outcome);
    return outcome;
  }

  /** Asks about an input that another run was asking about when it ended; that run's end is not this one's. */
  async #askAgain<I>(
    caller: Caller<I>,
    input: I,
    own: FunctionTally,
    signal: AbortSignal,
    error: unknown,
  ): Promise<Outcome> {
    if (signal.aborted) throw error;
    own.counts.rows--;
    own.counts.repeated--;
    const [outcome] = await this.answer(caller, [input], own, signal);
    if (outcome === undefined) throw error;
    return outcome;
  }

  #known<I>(caller: Caller<I>, key: string): Json | undefined {
    return this.#cache !== null && caller.isLasting ? this.#cache.get(key) : this.#memory.get(key);
  }

  #keep<I>(caller: Caller<I>, key: string, answer: Json): void {
    if (this.#cache !== null && caller.isLasting) {
      this.#cache.put(key, answer);
      return;
    }
    this.#memory.set(key, answer);
    if (this.#memory.size <= remembered) return;
    for (const oldest of this.#memory.keys()) {
      this.#memory.delete(oldest);
      break;
    }
  }

  /** Asks all questions; once one shows that the run must end, the others are given up. */
  async #askAll<I>(
    caller: Caller<I>,
    questions: readonly Question<I>[],
    own: FunctionTally,
    run: AbortController,
  ): Promise<void> {
    const batches: Question<I>[][] = [];
    for (let first = 0; first < questions.length; first += caller.batchRows)
      batches.push(questions.slice(first, first + caller.batchRows));
    const asking = batches.map((batch) => this.#ask(caller, batch, own, run));
    await Promise.all(asking);
  }

  async #ask<I>(
    caller: Caller<I>,
    batch: readonly Question<I>[],
    own: FunctionTally,
    run: AbortController,
  ): Promise<void> {
    try {
      const inputs = batch.map(({ input }) => input);
      const result = await this.#calls.make(caller, inputs, own, run);
      batch.forEach(({ key, resolve }, i) => {
        const answer = result instanceof NotAsked || result instanceof CallFailure ? result : result.answers[i];
        if (answer instanceof NotAsked) {
          resolve({ kind: "unasked", limit: answer.limit });
        } else if (answer instanceof CallFailure || answer === undefined) {
          const failure =
            answer ?? new CallFailure({ kind: "malformed", next: "fail", got: "no answer", mayBePaid: true });
          resolve({ kind: "failed", error: errorOfRow(caller.place, failure) });
        } else {
          own.counts.asked++;
          this.#keep(caller, key, answer);
          resolve({ kind: "answer", answer });
        }
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
      throw error;
    } finally {
      for (const { key } of batch) this.#underWay.delete(key);
    }
  }
}
