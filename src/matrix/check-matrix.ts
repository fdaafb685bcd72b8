import { LabelingError } from "../errors.ts";
import { describe } from "../util/checks.ts";
import { isLabelMatrix, type LabelMatrix } from "./label-matrix.ts";

/** `value` as a label matrix. */
export function checkLabelMatrix(value: unknown, where: string): LabelMatrix {
  if (isLabelMatrix(value)) return value;
  throw new LabelingError("bad_option", {
    where,
    got: describe(value),
    expected: "a label matrix",
    remedy: "Make it with applyLabelingFunctions(functions, table).",
  });
}
