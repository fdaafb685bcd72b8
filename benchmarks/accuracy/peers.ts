import { ProbabilisticLabels } from "labelwright";
import { fitPeers, peerTitles, type PeerModel } from "../peers/run.ts";
import { coveredRows } from "../peers/votes.ts";
import type { Method } from "./methods.ts";
import type { VoteSet } from "./sets.ts";

const models: readonly PeerModel[] = ["snorkel", "dawid-skene", "one-coin", "mmsr"];

/** The label models of others, already fitted on these sets. They must be installed. */
export function peerMethods(sets: readonly VoteSet[]): readonly Method[] {
  if (sets.length === 0) return [];
  const { fits } = fitPeers(sets, models);
  return models.map((model) => ({
    name: peerTitles[model],
    fit: ({ name, votes }) => {
      const fit = fits.find((each) => each.set === name && each.model === model);
      if (fit === undefined) return null;
      const { probabilities, fitMs, predictMs } = fit;
      const parts = { labels: votes.labels, probabilities, covered: coveredRows(votes), rowPatterns: null };
      return { labels: new ProbabilisticLabels(parts), report: null, ms: fitMs + predictMs };
    },
  }));
}
