import { LabelingError } from "../../../errors.ts";
import { linkedController, untilAborted } from "../../../util/aborted.ts";
import { makeRandom, type Random } from "../../../util/random.ts";
import { Budget, type Spending } from "./budget.ts";
import { CallFailure } from "./call-failure.ts";
import { costOf, type Caller, type CallResult, type TokenCount } from "./caller.ts";
import type { ClientSettings } from "./options.ts";
import { RateBucket } from "./rate-bucket.ts";
import { Slots } from "./slots.ts";
import type { FunctionTally, Tally } from "./tally.ts";
import { thrownFailure } from "./thrown-failure.ts";

/** A batch of inputs was not asked about: the budget has no room for it. */
export class NotAsked {
  readonly limit: keyof Spending;
  constructor(limit: keyof Spending) {
    this.limit = limit;
  }
}

/** Waits between retries grow up to this many times the first. */
const longestWait = 60;

/** So often a server is believed when it says how long to wait; then waits grow all the same. */
const believed = 3;

/** A wait counts as so many milliseconds at least: a server that asks for none, again and again, has an end too. */
const shortestWait = 1000;

/** Makes calls, each with all the patience it needs: slots, rate, budget, timeout, retries. */
export class PatientCalls {
  readonly #settings: ClientSettings;
  readonly #tally: Tally;
  readonly #slots: Slots;
  readonly #budget: Budget;
  readonly #calls: RateBucket | null;
  readonly #tokens: RateBucket | null;
  readonly #random: Random;
  /** No call is made before this time: a server asked for it. */
  #pausedUntil = -Infinity;
  /** Calls in succession that failed for good. */
  #failed = 0;

  constructor(settings: ClientSettings, tally: Tally) {
    const { callsPerMinute, tokensPerMinute, clock } = settings;
    this.#settings = settings;
    this.#tally = tally;
    this.#slots = new Slots(settings.concurrency);
    this.#budget = new Budget(settings.budget);
    this.#calls = callsPerMinute === Infinity ? null : new RateBucket(callsPerMinute, clock.now);
    this.#tokens = tokensPerMinute === Infinity ? null : new RateBucket(tokensPerMinute, clock.now);
    this.#random = makeRandom(settings.seed, "waits between retries");
  }

  /**
   * What a batch of inputs comes to, after as many calls as it takes. Where the run must end, `run` is aborted.
   *
   * @returns the result, a failure of this batch, or that it was not asked about
   * @throws LabelingError `model_failed` where no other batch would fare better; the signal's reason.
   */
  async make<I>(
    caller: Caller<I>,
    inputs: readonly I[],
    own: FunctionTally,
    run: AbortController,
  ): Promise<CallResult | CallFailure | NotAsked> {
    await this.#slots.take();
    try {
      return await this.#try(caller, inputs, own, run.signal);
    } catch (error) {
      run.abort(error); // before another call begins
      throw error;
    } finally {
      this.#slots.release();
    }
  }

  async #try<I>(
    caller: Caller<I>,
    inputs: readonly I[],
    own: FunctionTally,
    signal: AbortSignal,
  ): Promise<CallResult | CallFailure | NotAsked> {
    const { clock, retries, backoff, maxWait } = this.#settings;
    const mostTokens = caller.mostTokens(inputs);
    const most = { calls: 1, tokens: mostTokens.input + mostTokens.output, cost: costOf(caller.prices, mostTokens) };
    let failures = 0;
    let slowDowns = 0;
    let waited = 0;
    for (;;) {
      signal.throwIfAborted();
      const limit = this.#budget.exceededBy(most);
      if (limit !== null) return new NotAsked(limit);
      await this.#pass(mostTokens, signal);
      if (!(await this.#budget.reserve(most))) continue; // what was under way has used it up
      signal.throwIfAborted();
      const result = await this.#once(caller, inputs, own, most, signal);
      if (!(result instanceof CallFailure)) {
        this.#failed = 0;
        return result;
      }
      const { next, wait = null } = result.facts;
      if (next === "end") throw this.#ended(caller, result, "");
      if (next === "wait") {
        const drawn = this.#random() * Math.min(2 ** slowDowns++, longestWait) * 2 * backoff;
        const pause = wait === null || slowDowns > believed ? Math.max(wait ?? 0, drawn) : wait;
        if (pause > maxWait) throw this.#ended(caller, result, `it asks to wait ${Math.ceil(pause / 1000)} s; `);
        this.#pausedUntil = Math.max(this.#pausedUntil, clock.now() + pause);
        waited += Math.max(pause, shortestWait);
        if (waited <= maxWait) continue;
      } else if (next === "retry" && failures < retries) {
        this.#tally.retries++;
        const pause = Math.max(wait ?? 0, this.#random() * Math.min(2 ** failures++, longestWait) * backoff);
        if (pause > 0) await clock.sleep(Math.min(pause, maxWait), signal);
        continue;
      }
      if (++this.#failed >= this.#settings.giveUpAfter) {
        throw this.#ended(caller, result, `${this.#failed} in succession without an answer; the last one: `);
      }
      const got = failures === 0 ? result.facts.got : `${result.facts.got}, after ${failures + 1} attempts`;
      return new CallFailure({ ...result.facts, got });
    }
  }

  /** Waits until the server has time, and the rate allows a call. */
  async #pass(most: TokenCount, signal: AbortSignal): Promise<void> {
    const { clock } = this.#settings;
    const wait = Math.max(this.#calls?.take(1) ?? 0, this.#tokens?.take(expected(most)) ?? 0);
    if (wait > 0) await clock.sleep(wait, signal);
    for (;;) {
      const pause = this.#pausedUntil - clock.now();
      if (pause <= 0) return;
      await clock.sleep(pause, signal);
    }
  }

  /** One call. */
  async #once<I>(
    caller: Caller<I>,
    inputs: readonly I[],
    own: FunctionTally,
    most: Spending,
    signal: AbortSignal,
  ): Promise<CallResult | CallFailure> {
    const { timeout, fetch, clock, maxAnswerBytes: maxBytes } = this.#settings;
    const { controller: attempt, unlink } = linkedController(signal);
    const got = `no whole answer after ${timeout} ms`;
    const late = new CallFailure({ kind: "timeout", next: "retry", got, mayBePaid: true, remedy: "Raise timeout." });
    const timer = setTimeout(() => attempt.abort(late), timeout);
    let spent: Spending = { calls: 0, tokens: 0, cost: 0 };
    own.counts.calls++;
    this.#tally.begin();
    try {
      const context = { signal: attempt.signal, fetch, now: clock.now, maxBytes };
      const result = await untilAborted(caller.call(inputs, context), attempt.signal);
      spent = this.#count(caller, result.tokens, own, most);
      return result;
    } catch (error) {
      if (signal.aborted && error === signal.reason) {
        spent = most; // on its way already: the server may go on with it
        throw error;
      }
      const failure = error instanceof CallFailure ? error : thrownFailure(error);
      this.#tally.addFailure(failure.facts.kind);
      if (failure.facts.mayBePaid) spent = most;
      return failure;
    } finally {
      clearTimeout(timer);
      unlink();
      this.#tally.end();
      this.#tally.paid += spent.calls;
      this.#budget.settle(most, spent);
    }
  }

  /** Counts a call that was answered. @returns what it came to */
  #count<I>(caller: Caller<I>, tokens: TokenCount | null, own: FunctionTally, most: Spending): Spending {
    this.#tally.answers++;
    if (tokens === null) {
      this.#tally.withoutTokens++;
      return most;
    }
    const cost = costOf(caller.prices, tokens);
    own.counts.inputTokens += tokens.input;
    own.counts.outputTokens += tokens.output;
    own.counts.cost += cost;
    this.#tokens?.correct(tokens.input + tokens.output - expectedOf(most));
    return { calls: 1, tokens: tokens.input + tokens.output, cost };
  }

  #ended<I>(caller: Caller<I>, { facts }: CallFailure, first: string): LabelingError {
    return new LabelingError("model_failed", {
      where: caller.place,
      got: `${first}${facts.got}`,
      remedy: `${facts.remedy ?? "Look after the server."} Answers so far are in the cache, if there is one: run again to go on.`,
      details: { kind: facts.kind },
      cause: facts.cause,
    });
  }
}

/** What a call is taken to use before it is known: the bound counts a token for each byte, of which a token has some four. */
const expected = (most: TokenCount): number => expectedOf({ tokens: most.input + most.output });
const expectedOf = ({ tokens }: Pick<Spending, "tokens">): number => tokens / 4;

/** A failed call as the error of its row. */
export function errorOfRow(place: string, { facts }: CallFailure): LabelingError {
  return new LabelingError("model_failed", {
    where: place,
    got: facts.got,
    ...(facts.remedy === undefined ? {} : { remedy: facts.remedy }),
    details: { kind: facts.kind },
    cause: facts.cause,
  });
}
