import type { WorkerConsistency } from "./agreement.ts";
import type { WorkerSpeed } from "./speed.ts";
import type { Twin } from "./twins.ts";

/** Whether somebody looks at what he answers, and why that is in doubt. */
export interface Suspicion {
  /** How probable it is that he does not, 0 to 1. One of ten is taken not to, before any answer. */
  readonly score: number;
  /** Whether the evidence is clear. Never on fewer than 10 items. */
  readonly suspected: boolean;
  /** What speaks for it, in words; empty where nothing does. */
  readonly reasons: readonly string[];
}

/** What is known of a worker. */
export interface SuspicionInput {
  /** Items he answered. */
  readonly items: number;
  /** The logarithm of how much more probable his answers are if they follow the truth than if they do not. */
  readonly evidence: number;
  /** The label he gives most, its share of his answers, and the share of the items that should have it. */
  readonly favorite: { readonly label: string; readonly given: number; readonly expected: number };
  readonly speed: WorkerSpeed | null;
  readonly consistency: WorkerConsistency | null;
  /** How often two answers of his would agree by chance. */
  readonly chance: number;
  readonly twin: Twin | null;
  /** The name of the twin. */
  readonly twinName: string;
}

/** One worker of ten is taken for a spammer before any answer, as odds. */
const priorOdds = 1 / 9;
/** How much speed, and contradicting oneself, raise the odds: neither is enough alone. */
const [ofHaste, ofContradiction] = [5, 3];
/** From which score on, and from how many items on, suspicion is called clear. */
const [clear, fewestItems] = [0.95, 10];
/** Times and repeats that are enough to go by. */
const [fewestTimes, fewestRepeats] = [10, 5];

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** A ratio in words, no more exact than it is. */
function timesAsProbable(log: number): string {
  const ratio = Math.exp(log);
  if (ratio >= 1000) return "more than 1,000 times";
  return ratio >= 10 ? `${Math.round(ratio)} times` : `${ratio.toFixed(1)} times`;
}

/** What speaks for somebody being a spammer. */
export function judgeSuspicion(input: SuspicionInput): Suspicion {
  const { items, evidence, favorite, speed, consistency, chance, twin, twinName } = input;
  const reasons: string[] = [];
  let odds = priorOdds * Math.exp(-evidence);
  if (evidence < 0) {
    reasons.push(
      `the answers are ${timesAsProbable(-evidence)} as probable of somebody who does not look at the items as of a worker`,
    );
    if (favorite.given >= 0.95 && favorite.given - favorite.expected >= 0.04) {
      reasons.push(
        `always the same: "${favorite.label}" in ${percent(favorite.given)} of the answers, right for about ${percent(favorite.expected)}`,
      );
    }
  }
  if (speed !== null && speed.answers >= fewestTimes && speed.fastShare >= 0.5) {
    odds *= ofHaste;
    reasons.push(`fast: ${percent(speed.fastShare)} of the answers in less than a third of the usual time`);
  }
  // Of one who always says the same nothing is learned by repeats.
  const tellsByRepeats = consistency !== null && consistency.items >= fewestRepeats && chance < 0.7;
  if (tellsByRepeats && consistency.share <= chance + 0.1) {
    odds *= ofContradiction;
    reasons.push(
      `contradicts himself: ${percent(consistency.share)} of repeated answers agree, ${percent(chance)} would by chance`,
    );
  }
  let score = odds === Infinity ? 1 : odds / (1 + odds);
  if (twin !== null) {
    reasons.push(
      `answers as "${twinName}" does: the same on ${twin.same} of ${twin.items} items, ${Math.round(twin.expected)} were to be expected`,
    );
    if (twin.follows) score = Math.max(score, clear);
  }
  return Object.freeze({ score, suspected: score >= clear && items >= fewestItems, reasons: Object.freeze(reasons) });
}
