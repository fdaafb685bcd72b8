import { LabelingError } from "../../errors.ts";
import { fitLabelModel } from "../../label-models/fit.ts";
import { LabelMatrix } from "../../matrix/label-matrix.ts";
import { sourceOfName, type VoteSource } from "../../matrix/vote-source.ts";
import { evidenceOf } from "./evidence.ts";
import { mostProbable } from "../most-probable.ts";

/**
 * The label model fitted again with the learner as one more labeling function, which votes on every row with its
 * probability as the vote's confidence. Returns N x K probabilities.
 */
export function refitWithLearner(votes: LabelMatrix, learned: Float64Array): Float64Array {
  const k = votes.labels.size;
  const codes = mostProbable(learned, k);
  const sure = Float32Array.from(codes, (code, row) => learned[row * k + code] ?? 0);
  const matrix = new LabelMatrix({
    labels: votes.labels,
    functions: [...votes.functions, sourceOfName(nameOfLearner(votes.functions))],
    votes: [...votes.votes, k > 127 ? codes : Int8Array.from(codes)],
    confidences: [...votes.functions.map((_, j) => votes.confidences[j] ?? null), sure],
  });
  return evidenceOf(fitLabelModel(matrix, { onProgress: () => undefined }).predict(matrix)).probabilities;
}

/** A name that no function has. */
function nameOfLearner(functions: readonly VoteSource[]): string {
  const taken = new Set(functions.map(({ name }) => name));
  let name = "learner";
  while (taken.has(name)) name = `${name}_`;
  return name;
}

/** Votes are needed, of the same rows, for a refit. */
export function checkRefitVotes(votes: LabelMatrix | undefined, rows: number, where: string): LabelMatrix {
  if (votes !== undefined && votes.rows === rows) return votes;
  throw new LabelingError("bad_option", {
    where: `${where}, votes`,
    got: votes === undefined ? "no votes" : `votes on ${votes.rows} rows`,
    expected: `the label matrix of the ${rows} rows, as evidence is "refit"`,
  });
}
