import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { Candidates, Choice } from "./candidates.ts";
import { entropyOf } from "./strategies.ts";

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const rowsText = (rows: number): string => (rows === 1 ? "1 row" : `${rows} rows`);

/** Why a row was chosen, in words. */
export function explainChoice(choice: Choice, candidates: Candidates, votes: VotePatterns | null): string {
  const reason = reasonOf(choice, candidates);
  const conflict = votes === null ? null : conflictOf(votes, choice.row);
  if (conflict === null) return reason;
  return choice.strategy === "conflict" ? conflict : `${reason}; ${conflict}`;
}

function reasonOf({ row, score, strategy }: Choice, candidates: Candidates): string {
  const { patterns, probabilities } = candidates;
  switch (strategy) {
    case "expected-gain": {
      const u = patterns?.ofRow[row] ?? -1;
      const rows = patterns?.sizes[u] ?? 1;
      const known = patterns?.answered[u] ?? 0;
      const stands = rows === 1 ? "no other row has its votes" : `stands for ${rowsText(rows)} with the same votes`;
      return `${stands}${known > 0 ? `, ${known} answered` : ""}; an answer should set right ${score < 9.95 ? score.toFixed(1) : score.toFixed(0)} labels`;
    }
    case "uncertain-diverse":
      return `unsure: ${topLabels(probabilities.labels.names, probabilities.row(row))}; unlike the others asked about`;
    case "entropy":
      return `${entropyOf(probabilities.row(row)).toFixed(2)} bits unsure: ${topLabels(probabilities.labels.names, probabilities.row(row))}`;
    case "margin":
    case "least-confident":
      return `unsure: ${topLabels(probabilities.labels.names, probabilities.row(row))}`;
    case "conflict":
      return "no two functions disagree";
    case "random":
      return "drawn at random";
  }
}

/** The two most probable labels. */
function topLabels(names: readonly string[], probabilities: Float64Array): string {
  const order = Array.from(probabilities.keys()).sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
  return order
    .slice(0, 2)
    .map((y) => `${names[y]} ${percent(probabilities[y] ?? 0)}`)
    .join(", ");
}

const numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** Who says what, where functions disagree; null where they do not. */
function conflictOf(votes: VotePatterns, row: number): string | null {
  const cast = Object.entries(votes.votesOf(votes.rowPatterns?.[row] ?? row)) as [string, string][];
  const byLabel = new Map<string, string[]>();
  for (const [name, label] of cast) byLabel.set(label, [...(byLabel.get(label) ?? []), name]);
  if (byLabel.size < 2) return null;
  const sides = Array.from(byLabel, ([label, names]) => {
    const shown = names.slice(0, 2).join(", ");
    const more = names.length > 2 ? ` and ${names.length - 2} more` : "";
    return `${shown}${more} ${names.length === 1 ? "says" : "say"} ${label}`;
  });
  const shown = sides.slice(0, 3).join(", ");
  return `${numbers[cast.length] ?? cast.length} functions disagree: ${shown}${sides.length > 3 ? ", …" : ""}`;
}
