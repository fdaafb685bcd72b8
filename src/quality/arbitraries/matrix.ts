import fc from "fast-check";
import type { LabelSet } from "../../labels/label-set.ts";
import { LabelMatrix } from "../../matrix/label-matrix.ts";
import { makeVotes } from "../../matrix/vote-array.ts";
import { sourceOfName } from "../../matrix/vote-source.ts";
import { checkNumber } from "../../util/checks.ts";
import { arbitraryLabelSet, type LabelSetOptions } from "./labels.ts";

/** What generated votes are like. */
export interface LabelMatrixOptions extends LabelSetOptions {
  /** @defaultValue 1 */
  readonly minFunctions?: number | undefined;
  /** @defaultValue 6, or `minFunctions` where that is more */
  readonly maxFunctions?: number | undefined;
  /** @defaultValue 0 */
  readonly minRows?: number | undefined;
  /** @defaultValue 40, or `minRows` where that is more */
  readonly maxRows?: number | undefined;
  /** Whether votes carry confidences. @defaultValue false */
  readonly confidences?: boolean | undefined;
}

/** Votes whose truth is known, as it was there first. */
export interface PlantedVotes {
  readonly labels: LabelSet;
  readonly votes: LabelMatrix;
  /** The true label of each row, which the votes were drawn from. */
  readonly truth: readonly string[];
  /** How often each function votes for the true label where it votes, on average over many draws. */
  readonly accuracies: readonly number[];
}

/** Codes of votes by row, then function; -1 = abstain. */
export type CodeRows = readonly (readonly number[])[];

/** A label matrix of rows of codes; functions are named `lf 0`, `lf 1` and so on. */
export function matrixOfCodes(
  labels: LabelSet,
  rows: CodeRows,
  { functions = rows[0]?.length ?? 1, confidences }: { functions?: number; confidences?: CodeRows | undefined } = {},
): LabelMatrix {
  const columns = Array.from({ length: functions }, (_, j) => {
    const votes = makeVotes(rows.length, labels.size);
    rows.forEach((row, i) => (votes[i] = row[j] ?? -1));
    return votes;
  });
  return new LabelMatrix({
    labels,
    functions: columns.map((_, j) => sourceOfName(`lf ${j}`)),
    votes: columns,
    rows: rows.length,
    confidences: confidences && columns.map((_, j) => Float32Array.from(confidences, (row) => row[j] ?? 1)),
  });
}

/** A function in the making: how often it is right, and how often it votes, both in hundredths. */
interface Voter {
  readonly accuracy: number;
  readonly coverage: number;
}

/** A row in the making: its truth, and three draws in hundredths for each function. */
interface DrawnRow {
  readonly truth: number;
  readonly draws: readonly (readonly [votes: number, isRight: number, other: number])[];
}

function codeOf({ accuracy, coverage }: Voter, truth: number, draw: DrawnRow["draws"][number], labels: number): number {
  const [votes, isRight, other] = draw;
  if (votes >= coverage) return -1;
  return isRight < accuracy ? truth : (truth + 1 + (other % (labels - 1))) % labels;
}

interface Counts {
  readonly rows: readonly [min: number, max: number];
  readonly functions: readonly [min: number, max: number];
}

function checkCounts(options: LabelMatrixOptions): Counts {
  const where = "arbitraryLabelMatrix";
  const pair = (what: "Rows" | "Functions", least: number, most: number): readonly [number, number] => {
    const range = { max: 1e6, whole: true };
    const min = checkNumber(options[`min${what}`], least, { where: `${where}, min${what}`, min: least, ...range });
    const max = checkNumber(options[`max${what}`], Math.max(most, min), {
      where: `${where}, max${what}`,
      min,
      ...range,
    });
    return [min, max];
  };
  return { rows: pair("Rows", 0, 40), functions: pair("Functions", 1, 6) };
}

/**
 * Label matrices with planted truth: labels, functions of different accuracy and coverage (some worse than chance, some
 * silent), and votes drawn from the truth of each row. For tests of label models, and of whatever else takes votes.
 *
 * @throws LabelingError `bad_option` for sizes that make no sense.
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { majorityVote } from "labelwright";
 * import { arbitraryLabelMatrix } from "labelwright/testing";
 *
 * fc.assert(
 *   fc.property(arbitraryLabelMatrix({ minRows: 1 }), ({ votes, truth }) => majorityVote(votes).rows === truth.length),
 * );
 * ```
 */
export function arbitraryLabelMatrix(options: LabelMatrixOptions = {}): fc.Arbitrary<PlantedVotes> {
  const { rows, functions } = checkCounts(options);
  // Without a bias to edges: the planted accuracies are to hold.
  const hundredths = fc.noBias(fc.nat(99));
  const voter = fc.record({
    accuracy: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 50, max: 100 }) },
      { weight: 1, arbitrary: hundredths },
    ),
    coverage: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 20, max: 100 }) },
      { weight: 1, arbitrary: fc.constant(0) },
    ),
  });
  return fc
    .tuple(
      arbitraryLabelSet(options),
      fc.array(voter, { minLength: functions[0], maxLength: functions[1], size: "max" }),
    )
    .chain(([labels, voters]) => {
      const row = fc.record({
        truth: fc.nat(labels.size - 1),
        draws: fc.tuple(...voters.map(() => fc.tuple(hundredths, hundredths, hundredths))),
        confidences: fc.tuple(...voters.map(() => fc.integer({ min: 1, max: 100 }))),
      });
      return fc.array(row, { minLength: rows[0], maxLength: rows[1], size: "max" }).map((drawn): PlantedVotes => {
        const codes = drawn.map(({ truth, draws }) =>
          voters.map((each, j) => codeOf(each, truth, draws[j] ?? [99, 0, 0], labels.size)),
        );
        const confidences =
          options.confidences === true ? drawn.map((each) => each.confidences.map((c) => c / 100)) : undefined;
        return Object.freeze({
          labels,
          votes: matrixOfCodes(labels, codes, { functions: voters.length, confidences }),
          truth: Object.freeze(drawn.map(({ truth }) => labels.names[truth] ?? "")),
          accuracies: Object.freeze(voters.map(({ accuracy }) => accuracy / 100)),
        });
      });
    });
}
