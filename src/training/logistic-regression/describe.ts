import type { LogisticRegressionParts } from "./parts.ts";

/** How a logistic regression prints. */
export function describeLogisticRegression({ labels, columns, report }: LogisticRegressionParts<string>): string {
  const shares = labels.names
    .slice(0, 12)
    .map((name, y) => `${name} ${(100 * (report.classShares[y] ?? 0)).toFixed(1)} %`);
  const heldOut =
    report.heldOutLoss === null
      ? ""
      : `; ${report.heldOutRows} rows held out: expected loss ${report.heldOutLoss[report.keptIteration]?.toFixed(4)}`;
  const lines = [
    `Logistic regression of ${labels.size} labels, fitted on ${report.rows} rows and ${report.features} of ${columns} features`,
    `labels: ${shares.join(", ")}${labels.size > 12 ? ", …" : ""}`,
    `${report.iterations} iterations, ${report.converged ? "converged" : "not converged"} (${report.stopReason}); loss ${report.loss.at(-1)?.toFixed(4)}${heldOut}`,
    ...report.warnings.map((warning) => `warning: ${warning}`),
  ];
  return lines.join("\n");
}
