import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import type { TableWindow } from "../../tables/windows.ts";
import type { BallotBox } from "../ballot.ts";
import type { NullPolicy, Voter } from "../labeling-function.ts";
import { rowMaker } from "../listed-row.ts";
import { jointValidity, listedColumns } from "../voters.ts";
import { readChat, readGiven, type Reading, type ReadingRules } from "./answers/vote-of.ts";
import type { Json } from "./cache/record.ts";
import type { Caller } from "./client/caller.ts";
import type { ClientKernel } from "./client/kernel.ts";
import type { Outcome } from "./client/outcome.ts";
import type { FunctionTally } from "./client/tally.ts";
import type { AskedRow } from "./own-caller.ts";

/** Whom a function asks: a chat model, or a function of the user's own. */
export type Asker = { readonly chat: Caller<string> } | { readonly own: Caller<AskedRow> };

/** What a voter is made of. */
export interface ModelVoterParts {
  readonly columns: readonly string[];
  readonly nulls: NullPolicy;
  /** Writes the prompt of a row; null where there is none. */
  readonly write: ((row: Readonly<Record<string, unknown>>) => unknown) | null;
  readonly rules: ReadingRules;
  readonly kernel: ClientKernel;
  readonly asker: Asker;
}

/** A row to ask about, or why it cannot be asked about. */
type Prepared = { readonly at: number; readonly asked: AskedRow } | { readonly at: number; readonly error: unknown };

/** The rows of a window that are voted on, with their prompts. */
function prepare(window: TableWindow, { columns, nulls, write }: ModelVoterParts): readonly Prepared[] {
  const listed = listedColumns(window, columns);
  const valid = nulls === "abstain" ? jointValidity(listed) : null;
  const makeRow = rowMaker(columns);
  const prepared: Prepared[] = [];
  for (let at = 0; at < window.length; at++) {
    if (valid !== null && valid[at] === 0) continue;
    const row = makeRow();
    for (const column of listed) row[column.name] = column.valid?.[at] === 0 ? null : column.values[at];
    try {
      const prompt = write === null ? "" : write(row);
      if (typeof prompt !== "string") throw new TypeError(`the prompt is ${describe(prompt)}, not text`);
      prepared.push({ at, asked: { row, prompt } });
    } catch (error) {
      prepared.push({ at, error });
    }
  }
  return prepared;
}

/** The error of a spent budget: how far it went, and how to go on. */
function budgetError(
  { kernel }: ModelVoterParts,
  name: string,
  limit: "calls" | "tokens" | "cost",
  left: number,
): LabelingError {
  const { budget, cache } = kernel.settings;
  const resume =
    cache === null
      ? "Raise it, and give the client a cache: answers are then kept, and the next run goes on where this one ended."
      : `Raise it and run again: answers so far are in ${cache} and are not asked for anew.`;
  return new LabelingError("budget_exhausted", {
    where: `labeling function "${name}"`,
    got: `the budget of ${budget[limit]} ${limit === "cost" ? "in cost" : limit} has no room for another call, and ${left} rows have no answer`,
    remedy: `${resume} Or let the other rows abstain: budget: { whenSpent: "abstain" }.`,
    details: { limit, left },
  });
}

/** Casts what an answer comes to. */
function castReading(reading: Reading, row: number, ballots: BallotBox, own: FunctionTally): void {
  if (reading.kind === "unparsed") own.addUnparsed(ballots.rowInRun(row), reading.text, reading.why);
  else if (reading.kind === "fault") ballots.fail(row, new TypeError(reading.got));
  else if (reading.label === null) return;
  else if (reading.confidence === null) ballots.castVote(row, reading.label);
  else ballots.castVote(row, { label: reading.label, confidence: reading.confidence });
}

/** A voter that asks a model about all rows of a window at once, as far as its client lets it, and then casts their votes in order. */
export function modelVoter(parts: ModelVoterParts): Voter {
  const { rules, kernel, asker } = parts;
  const ask = (
    rows: readonly AskedRow[],
    own: FunctionTally,
    signal: AbortSignal | undefined,
    onSettled: () => void,
  ): Promise<readonly Outcome[]> =>
    "chat" in asker
      ? kernel.answer(
          asker.chat,
          rows.map(({ prompt }) => prompt),
          own,
          signal,
          onSettled,
        )
      : kernel.answer(asker.own, rows, own, signal, onSettled);
  const read = (answer: Json): Reading => ("chat" in asker ? readChat(answer, rules) : readGiven(answer, rules));
  return async (window, ballots, signal) => {
    const own = kernel.tallyOf(ballots.voterName); // a function may be renamed
    const prepared = prepare(window, parts);
    const asked = prepared.flatMap((each) => ("asked" in each ? [each.asked] : []));
    let settled = prepared.length - asked.length;
    const onSettled = (): void => ballots.onAdvance?.(++settled);
    const outcomes = (await ask(asked, own, signal, onSettled)).values();
    let left = 0;
    let limit: "calls" | "tokens" | "cost" = "calls";
    for (const each of prepared) {
      if ("error" in each) {
        ballots.fail(each.at, each.error);
        continue;
      }
      const outcome = outcomes.next().value;
      if (outcome?.kind !== "answer") ballots.isFinal = false;
      if (outcome?.kind === "answer") castReading(read(outcome.answer), each.at, ballots, own);
      else if (outcome?.kind === "failed") {
        own.counts.failed++;
        ballots.fail(each.at, outcome.error);
      } else if (outcome !== undefined) {
        left++;
        limit = outcome.limit;
      }
    }
    own.counts.unasked += left;
    if (left > 0 && kernel.settings.whenSpent === "throw")
      throw budgetError(parts, ballots.voterName, limit, left + ballots.rowsAfter);
  };
}
