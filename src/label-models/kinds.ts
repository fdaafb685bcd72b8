import type { LabelModelKind } from "./fit-report.ts";

/** What sets a kind of label model apart where all kinds are read and written alike. */
export interface KindTraits {
  /** Whether it scores votes by a table; majority vote does not. */
  readonly hasTable: boolean;
  /** Whether the table holds logarithms of probabilities, none above 0. */
  readonly logProbabilities: boolean;
  /** Whether its labels may have subtypes. */
  readonly hasSubtypes: boolean;
}

/** The traits of every kind there is. */
export const kindTraits: Readonly<Record<LabelModelKind, KindTraits>> = {
  em: { hasTable: true, logProbabilities: false, hasSubtypes: false },
  majority: { hasTable: false, logProbabilities: false, hasSubtypes: false },
  "weighted-majority": { hasTable: true, logProbabilities: false, hasSubtypes: false },
  "dawid-skene": { hasTable: true, logProbabilities: true, hasSubtypes: false },
  "one-coin": { hasTable: true, logProbabilities: true, hasSubtypes: false },
  triplets: { hasTable: true, logProbabilities: true, hasSubtypes: false },
  ebcc: { hasTable: true, logProbabilities: true, hasSubtypes: true },
};

/** Every kind of label model, the default one first. */
export const labelModelKinds: readonly LabelModelKind[] = Object.freeze(Object.keys(kindTraits) as LabelModelKind[]);

/** Whether a value names a kind of label model. */
export function isLabelModelKind(value: unknown): value is LabelModelKind {
  return typeof value === "string" && Object.hasOwn(kindTraits, value);
}
