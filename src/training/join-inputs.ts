import { LabelingError } from "../errors.ts";
import { isTable } from "../tables/arrow-shape.ts";
import { ownTable } from "../tables/build/own-table.ts";
import { FeatureMatrix, isFeatureMatrix } from "./features/feature-matrix.ts";
import { countInputRows, type LearnerInput } from "./learner-input.ts";

/** The rows of one input, then those of another of the same kind. `where` names the caller. */
export function joinInputs<X extends LearnerInput>(first: X, second: X, where: string): X {
  countInputRows(second, where); // says what came where it is neither
  const [a, b]: readonly LearnerInput[] = [first, second];
  if (isFeatureMatrix(a) && isFeatureMatrix(b) && a.columns === b.columns && a.fingerprint === b.fingerprint) {
    return joinMatrices(a, b) as LearnerInput as X; // the kind of both
  }
  if (isTable(a) && isTable(b)) return ownTable(a).concat(ownTable(b)) as LearnerInput as X;
  throw new LabelingError("incompatible", {
    where,
    got: isFeatureMatrix(b) ? `${b.columns} features` : "a table",
    expected: isFeatureMatrix(a) ? `${a.columns} features, encoded in the same way` : "a table",
  });
}

function joinMatrices(a: FeatureMatrix, b: FeatureMatrix): FeatureMatrix {
  const size = a.indices.length;
  const offsets = new Float64Array(a.rows + b.rows + 1);
  offsets.set(a.offsets);
  for (let row = 0; row <= b.rows; row++) offsets[a.rows + row] = size + (b.offsets[row] ?? 0);
  const indices = new Int32Array(size + b.indices.length);
  indices.set(a.indices);
  indices.set(b.indices, size);
  const values = new Float32Array(indices.length);
  values.set(a.values);
  values.set(b.values, size);
  return new FeatureMatrix({ columns: a.columns, offsets, indices, values, fingerprint: a.fingerprint });
}
