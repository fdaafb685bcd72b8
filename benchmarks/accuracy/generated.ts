import { makeRandom } from "../../src/util/random.ts";
import { bayesAccuracy, drawVotes } from "../scenarios/draw.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { VoteSet } from "./sets.ts";

/** A scenario drawn with one seed: the same votes on every machine. */
export function generateSet({ name, plan, aboveTruth }: Scenario, seed: number): VoteSet {
  const planned = plan(makeRandom(seed, `plan of ${name}`));
  const drawn = drawVotes(planned, makeRandom(seed, `votes of ${name}`));
  const { votes, truth: codes } = drawn;
  const truth = bayesAccuracy(planned, drawn);
  return {
    name: `${name}.${seed}`,
    kind: "labeling functions",
    metric: "accuracy",
    classes: votes.labels.names,
    votes,
    gold: Array.from(codes, (code) => votes.labels.label(code)),
    truth,
    ...(aboveTruth === null ? {} : { target: truth + aboveTruth }),
  };
}
