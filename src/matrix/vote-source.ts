import { LabelingError } from "../errors.ts";
import { sameLabels, type LabelSet } from "../labels/label-set.ts";
import { checkDistinct, checkName, listNames } from "../util/checks.ts";

/** Who cast the votes of one column: a labeling function, or a column of a file. */
export interface VoteSource<N extends string = string> {
  /** The name, different from every other source's. */
  readonly name: N;
  /** The labeling function's fingerprint, or null for votes read from a file. */
  readonly fingerprint: string | null;
  /** The labels it says it may vote for ("polarity"), or null where it does not say. */
  readonly labels: readonly string[] | null;
}

/** A source known by its name only. */
export function sourceOfName<N extends string>(name: N): VoteSource<N> {
  return Object.freeze({ name, fingerprint: null, labels: null });
}

/** What is known of a labeling function, or of the source of other votes, as a source of these. */
export function sourceOf<N extends string>({ name, fingerprint, labels }: VoteSource<N>): VoteSource<N> {
  return Object.freeze({ name, fingerprint, labels });
}

/** Checks the names of sources: not empty, each once. */
export function checkSources<N extends string>(
  sources: readonly VoteSource<N>[],
  where: string,
): readonly VoteSource<N>[] {
  const names = sources.map((source) => checkName(source.name, `${where}, name of a labeling function`));
  checkDistinct(names, `${where}, names of labeling functions`, "Rename one of them.");
  return Object.freeze([...sources]);
}

/** What has labels and sources: votes, patterns, a model. */
export interface Voted {
  readonly labels: LabelSet;
  readonly functions: readonly VoteSource[];
}

/**
 * Checks that votes were cast by the same sources in the same order, for the same labels. Sources with
 * fingerprints must have the same ones: an edited labeling function is another one.
 *
 * @throws LabelingError `incompatible`, naming the first difference.
 */
export function checkSameVoters(a: Voted, b: Voted, where: string): void {
  if (!sameLabels(a.labels, b.labels)) {
    throw new LabelingError("incompatible", {
      where,
      got: `labels ${listNames(b.labels.names)}`,
      expected: `labels ${listNames(a.labels.names)}, in this order`,
      remedy: "Give both the same labels in the same order.",
    });
  }
  const count = Math.max(a.functions.length, b.functions.length);
  for (let j = 0; j < count; j++) {
    const [ours, theirs] = [a.functions[j], b.functions[j]];
    if (ours?.name !== theirs?.name) {
      throw new LabelingError("incompatible", {
        where,
        got: theirs === undefined ? `no labeling function at place ${j + 1}` : `"${theirs.name}" at place ${j + 1}`,
        expected: ours === undefined ? "no further one" : `"${ours.name}"`,
        remedy: "Use the votes of the same labeling functions, in the same order.",
        details: { expected: a.functions.map((f) => f.name), got: b.functions.map((f) => f.name) },
      });
    }
    const edited = ours?.fingerprint != null && theirs?.fingerprint != null && ours.fingerprint !== theirs.fingerprint;
    if (edited) {
      throw new LabelingError("incompatible", {
        where,
        got: `another version of "${ours.name}"`,
        expected: `the one with fingerprint ${ours.fingerprint}`,
        remedy: "Apply the labeling functions again, so that all votes come from one version.",
        details: { name: ours.name },
      });
    }
  }
}
