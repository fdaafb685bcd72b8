import type { LabelMatrix, VotePatterns } from "labelwright";

/** A crowd, and what is known of it. */
export interface Crowd {
  readonly name: string;
  readonly votes: VotePatterns;
  /** The true label code of each item, -1 where it is not known. */
  readonly gold: Int16Array;
}

/** How often each worker was right on items whose label is known. */
export interface Realized {
  readonly answers: Float64Array;
  readonly right: Float64Array;
}

/** Workers are scored who answered this many items with gold: of others little is known. */
export const fewestAnswers = 10;

/** Answers of each worker to items with gold, and how many of them were right; `isCounted` may leave items out. */
export function realize({ votes, gold }: Crowd, isCounted: (item: number) => boolean = () => true): Realized {
  const answers = new Float64Array(votes.functions.length);
  const right = new Float64Array(votes.functions.length);
  const { offsets, functions, codes } = votes.votes;
  for (let u = 0; u < votes.size; u++) {
    const known = gold[u] ?? -1;
    if (known < 0 || !isCounted(u)) continue;
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
      const j = functions[i] ?? 0;
      answers[j] = (answers[j] ?? 0) + 1;
      if (codes[i] === known) right[j] = (right[j] ?? 0) + 1;
    }
  }
  return { answers, right };
}

/** A set of crowd answers as a crowd. */
export function asCrowd(set: {
  readonly name: string;
  readonly votes: LabelMatrix | VotePatterns;
  readonly gold: readonly (string | null)[];
}): Crowd {
  const { name, votes, gold } = set;
  if (!("counts" in votes)) throw new Error(`${name} holds no answers of a crowd`);
  const { labels } = votes;
  return { name, votes, gold: Int16Array.from(gold, (label) => (labels.has(label) ? labels.code(label) : -1)) };
}
