import { measuredMethod, plainMethod } from "../../../benchmarks/accuracy/methods.ts";
import type { SetResult } from "../../../benchmarks/accuracy/results.ts";

/** The result of a set on which the label model and majority vote have the given scores. */
export function setResult(
  name: string,
  score: number,
  more: Partial<Pick<SetResult, "kind" | "truth" | "target">> & { readonly majority?: number } = {},
): SetResult {
  const { kind = "labeling functions", truth = null, target = null, majority = score } = more;
  const figures = { logLoss: 0, brier: 0, calibrationError: 0, reliability: [], rounds: 1, converged: true, ms: 1 };
  const methods = [
    { method: plainMethod, score: majority, ...figures },
    { method: measuredMethod, score, ...figures },
  ];
  const sizes = { rows: 1, functions: 1, patterns: 1, scoredRows: 1 };
  return { name, kind, metric: "accuracy", ...sizes, truth, target, methods, decisions: [] };
}
