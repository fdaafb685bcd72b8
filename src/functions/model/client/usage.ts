import { printAs } from "../../../util/brands.ts";
import { formatTextTable } from "../../../util/text-table.ts";
import type { FailureKind } from "./call-failure.ts";

/** How often calls failed, by what went wrong. */
export type FailureCounts = Readonly<Record<FailureKind, number>>;

/** An answer that is none of those declared: the row has no vote of it. */
export interface UnparsedAnswer {
  /** Name of the labeling function. */
  readonly function: string;
  /** Row number in the run. */
  readonly row: number;
  /** What the model said, cut to 500 characters; empty where it said nothing. */
  readonly text: string;
  /** Why it is no answer. */
  readonly why: string;
}

/** What one labeling function asked for, over all its rows. */
export interface FunctionUsage {
  /** Name of the labeling function. */
  readonly function: string;
  /** Rows it was to vote on, without those it abstains on for a null. */
  readonly rows: number;
  /** Rows whose answer was asked for and came. */
  readonly asked: number;
  /** Rows whose answer was there from an earlier run, or from another function. */
  readonly cached: number;
  /** Rows with the input of another row under way: one call answers them all. */
  readonly repeated: number;
  /** Answers that are none of those declared: these rows abstain. */
  readonly unparsed: number;
  /** Rows without an answer after all retries. */
  readonly failed: number;
  /** Rows that were not asked about, as the budget was spent. */
  readonly unasked: number;
  /** Requests sent, retries included. */
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** What it cost, at the prices of its model; 0 without prices. */
  readonly cost: number;
}

/** What a client was asked and what that came to, so far. Frozen; prints as a table. */
export interface ModelUsage {
  /** Requests sent, retries included. */
  readonly calls: number;
  /** Requests that were answered. */
  readonly answers: number;
  /** Requests that may have been paid for: answered, or broken off half-way. The budget counts these. */
  readonly paid: number;
  /** Requests sent once more after a failure. */
  readonly retries: number;
  /** Rows whose answer came from the cache. */
  readonly cached: number;
  readonly failures: FailureCounts;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Answers that do not say how many tokens they took; they count as 0 above, and as the most possible in the budget. */
  readonly withoutTokens: number;
  /** What it cost, at the prices of the models; 0 without prices. */
  readonly cost: number;
  /** Seconds in which calls were under way. */
  readonly seconds: number;
  /** By labeling function, in the order of their first votes. */
  readonly functions: readonly FunctionUsage[];
  /** Answers that are none of those declared: the first of each function. */
  readonly unparsed: readonly UnparsedAnswer[];
  /** Records of the cache that are damaged, by file and byte: these answers are asked for again. */
  readonly damaged: readonly string[];
}

const failureWords: Readonly<Record<FailureKind, string>> = {
  network: "no connection, or broken off",
  timeout: "no answer in time",
  rateLimited: "asked to slow down",
  server: "server errors",
  refused: "refused",
  malformed: "answers that are none",
  tooLarge: "answers too large",
  thrown: "thrown by the model's function",
};

const whole = (value: number): string => value.toLocaleString("en-US");

const money = (cost: number): string => (cost === 0 ? "0" : cost.toFixed(cost < 1 ? 4 : 2));

/** A snapshot as text. */
export function describeUsage(usage: ModelUsage): string {
  const { calls, retries, cached, failures, inputTokens, outputTokens, cost, seconds, functions, unparsed } = usage;
  const failed = Object.entries(failures)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${whole(count)} ${failureWords[kind as FailureKind]}`);
  const head = [
    `ModelUsage: ${whole(calls)} calls (${whole(retries)} of them retries) in ${seconds.toFixed(1)} s, ${whole(cached)} answers from the cache`,
    `tokens: ${whole(inputTokens)} in, ${whole(outputTokens)} out; cost: ${money(cost)}`,
    ...(failed.length === 0 ? [] : [`failed calls: ${failed.join(", ")}`]),
    ...(usage.damaged.length === 0 ? [] : [`damaged in the cache, asked again: ${usage.damaged.join(", ")}`]),
  ];
  const columns = ["rows", "asked", "cached", "repeated", "unparsed", "failed", "unasked", "calls"] as const;
  const table = formatTextTable(
    [{ title: "function" }, ...[...columns, "cost"].map((title) => ({ title, align: "right" as const }))],
    functions.map((each) => [each.function, ...columns.map((column) => whole(each[column])), money(each.cost)]),
  );
  const shown = unparsed.slice(0, 3).map(({ function: name, row, text, why }) => {
    return `${name}, row ${row}: ${why}: ${JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text)}`;
  });
  return [...head, ...(functions.length === 0 ? [] : ["", table]), ...(shown.length === 0 ? [] : ["", ...shown])].join(
    "\n",
  );
}

/** A snapshot as a frozen value that prints well. */
export function freezeUsage(usage: ModelUsage): ModelUsage {
  const value = { ...usage };
  printAs(value, () => describeUsage(value));
  return Object.freeze(value);
}
