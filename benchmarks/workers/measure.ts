import type { VotePatterns } from "labelwright";
import { makeRandom } from "../../src/util/random.ts";
import { realize, type Crowd } from "./crowd.ts";
import { claimsOfModel, claimsOfReport, claimsOnAnswers, reportAssuming, reportBy } from "./methods.ts";
import { scoreRealized, type Claim, type Scored } from "./score.ts";

/** What is compared on a set. */
export interface SetResult {
  readonly set: string;
  readonly items: number;
  readonly answers: number;
  readonly workers: number;
  /** By method. */
  readonly scores: Readonly<Record<string, Scored>>;
  /** The report by the share of items on which a crowd is taken to be wrong together. */
  readonly bySharedMistakes: readonly { readonly sharedMistakes: number; readonly score: Scored }[];
  /** Time of the report on the processor, in milliseconds. */
  readonly reportMs: number;
  /** Workers under suspicion: how often they are right on gold, and on how many answers. */
  readonly suspects: readonly { readonly name: string; readonly accuracy: number; readonly answers: number }[];
}

/** Shares that are tried. */
export const sharesTried = [0, 0.02, 0.035, 0.05, 0.07, 0.1] as const;

/** How many items have gold questions, where there are any. */
const goldItems = 50;

/** Some items as gold questions, drawn at random. */
function drawGold({ votes, gold }: Crowd): Int16Array {
  const random = makeRandom(1, "gold questions");
  const known = Array.from(gold.keys()).filter((u) => (gold[u] ?? -1) >= 0);
  const asked = new Set(
    known
      .map((u) => [random(), u] as const)
      .sort(([a], [b]) => a - b)
      .slice(0, goldItems)
      .map(([, u]) => u),
  );
  return Int16Array.from({ length: votes.size }, (_, u) => (asked.has(u) ? (gold[u] ?? -1) : -1));
}

const modelClaims = (votes: VotePatterns): Record<string, (Claim | null)[]> => ({
  "em, binomial": claimsOfModel(votes, "em"),
  "Dawid-Skene, binomial": claimsOfModel(votes, "dawid-skene"),
  "one-coin, binomial": claimsOfModel(votes, "one-coin"),
  "EBCC, binomial": claimsOfModel(votes, "ebcc"),
});

/** Measures one set. */
export function measureSet(crowd: Crowd): SetResult {
  const { name, votes } = crowd;
  const realized = realize(crowd);
  const used = process.cpuUsage();
  const report = reportBy(votes, "em");
  const { user, system } = process.cpuUsage(used);
  const claims: Record<string, (Claim | null)[]> = {
    report: claimsOfReport(report),
    "report, answers given": claimsOnAnswers(report),
    "report by EBCC": claimsOfReport(reportBy(votes, "ebcc")),
    ...modelClaims(votes),
  };
  const asked = drawGold(crowd);
  const rest = realize(crowd, (u) => (asked[u] ?? -1) < 0);
  const scores: Record<string, Scored> = Object.fromEntries(
    Object.entries(claims).map(([method, of]) => [method, scoreRealized(of, realized)]),
  );
  scores["report, 50 gold items"] = scoreRealized(claimsOfReport(reportBy(votes, "em", asked)), rest);
  return {
    set: name,
    items: votes.size,
    answers: votes.votes.codes.length,
    workers: votes.functions.length,
    scores,
    bySharedMistakes: sharesTried.map((sharedMistakes) => ({
      sharedMistakes,
      score: scoreRealized(claimsOfReport(reportAssuming(votes, sharedMistakes)), realized),
    })),
    reportMs: (user + system) / 1000,
    suspects: report.suspects.map((worker) => {
      const j = votes.functions.findIndex((each) => each.name === worker);
      const [right, answers] = [realized.right[j] ?? 0, realized.answers[j] ?? 0];
      return { name: worker, accuracy: right / answers, answers };
    }),
  };
}
