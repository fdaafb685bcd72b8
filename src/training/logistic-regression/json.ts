import { bytesToBase64 } from "./base64.ts";
import type { LogisticRegressionParts } from "./parts.ts";
import type { LogisticRegressionReport } from "./report.ts";

/** The version of the JSON form. */
export const logisticRegressionSchema = "labelwright.logistic-regression/1";

/** The JSON form of a logistic regression. */
export interface LogisticRegressionJson {
  readonly schema: string;
  readonly labels: readonly string[];
  /** Number of features (D). */
  readonly columns: number;
  /** Which features it was fitted on; null where nobody said. */
  readonly features: string | null;
  /** K numbers. */
  readonly intercepts: readonly number[];
  /** The features that have a weight other than 0, rising, as little-endian 32-bit integers in base64. */
  readonly kept: string;
  /** Their weights as little-endian 32-bit floats in base64: one each for two labels, that of the second; else K. */
  readonly weights: string;
  readonly report: LogisticRegressionReport;
}

/** A logistic regression as JSON. O(D K). */
export function jsonOfLogisticRegression<L extends string>(parts: LogisticRegressionParts<L>): LogisticRegressionJson {
  const { labels, columns, features, weights, intercepts, report } = parts;
  const k = labels.size;
  const isKept = (feature: number): boolean => {
    for (let i = feature * k; i < (feature + 1) * k; i++) if (weights[i] !== 0) return true;
    return false;
  };
  const kept = new Int32Array(columns).map((_, feature) => feature).filter(isKept);
  const each = k === 2 ? 1 : k;
  const numbers = new Float32Array(kept.length * each);
  kept.forEach((feature, a) => {
    if (each === 1) numbers[a] = weights[feature * 2 + 1] ?? 0;
    else numbers.set(weights.subarray(feature * k, (feature + 1) * k), a * k);
  });
  return {
    schema: logisticRegressionSchema,
    labels: labels.names,
    columns,
    features,
    intercepts: [...intercepts],
    kept: bytesToBase64(kept),
    weights: bytesToBase64(numbers),
    report,
  };
}
