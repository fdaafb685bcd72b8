/** The learner that the service of `http-service.ts` runs: multinomial naive Bayes on soft labels. It could be anything. */

/** A text with the probability of each label. */
export interface LabeledText {
  readonly text: string;
  readonly probabilities: readonly number[];
}

/** What was counted: plain data, sent as JSON. */
export interface NaiveBayes {
  /** The logarithm of each label's share. */
  readonly logShares: readonly number[];
  /** For each word, the logarithm of its share among the words of each label. */
  readonly logWords: Readonly<Record<string, readonly number[]>>;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{Letter}{2,}/gu) ?? [];

/** Counts words, each by the probability that its text has a label. */
export function trainNaiveBayes(rows: readonly LabeledText[]): NaiveBayes {
  const k = rows[0]?.probabilities.length ?? 0;
  const shares = new Array<number>(k).fill(1);
  const counts = new Map<string, number[]>();
  for (const { text, probabilities } of rows) {
    probabilities.forEach((p, y) => (shares[y] = (shares[y] ?? 0) + p));
    for (const word of new Set(wordsOf(text))) {
      const count = counts.get(word) ?? new Array<number>(k).fill(0.5);
      counts.set(word, count);
      probabilities.forEach((p, y) => (count[y] = (count[y] ?? 0) + p));
    }
  }
  const totals = shares.map((_, y) => [...counts.values()].reduce((sum, count) => sum + (count[y] ?? 0), 0));
  return {
    logShares: shares.map((share) => Math.log(share / (rows.length + k))),
    logWords: Object.fromEntries(
      [...counts].map(([word, count]) => [word, count.map((each, y) => Math.log(each / (totals[y] ?? 1)))]),
    ),
  };
}

/** The probability of each label on a text. */
export function classify(model: NaiveBayes, text: string): number[] {
  const scores = [...model.logShares];
  for (const word of new Set(wordsOf(text))) {
    if (!Object.hasOwn(model.logWords, word)) continue;
    model.logWords[word]?.forEach((log, y) => (scores[y] = (scores[y] ?? 0) + log));
  }
  const max = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - max));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}
