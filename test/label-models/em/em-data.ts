import type { Dependencies } from "../../../src/label-models/em/agreement.ts";
import { sharesOf, votesOf, type EmData } from "../../../src/label-models/em/em-data.ts";
import { findOneLabel } from "../../../src/label-models/em/one-label.ts";
import { PatternScan } from "../../../src/label-models/scan/pattern-scan.ts";
import { rowsOfPatterns } from "../../../src/label-models/scan/vote-rows.ts";
import { countVotes } from "../../../src/label-models/vote-counts.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import type { VotePatterns } from "../../../src/matrix/vote-patterns.ts";
import { labelsOf, matrixOfRows, type Rows } from "../../util/arbitrary-votes.ts";

/** What every step of the model looks at, of all rows of some votes. */
export function emDataOf(votes: VotePatterns): EmData {
  const sample = rowsOfPatterns(votes);
  const scan = new PatternScan(sample, votes.rowPatterns);
  const { byLabel, byFunction } = countVotes(votes);
  const own = votesOf(scan.evidence, scan.functions);
  return {
    scan,
    sample,
    oneLabel: findOneLabel(votes.functions, votes.labels, byLabel, byFunction),
    votes: own,
    share: sharesOf(sample, own),
    gold: null,
  };
}

/** Patterns of rows of codes, -1 = abstain. */
export const patternsOfRows = (labels: number, rows: Rows, confidences?: Rows): VotePatterns =>
  compressVotes(matrixOfRows(labelsOf(labels), rows, confidences ? { confidences } : {}));

/** Nothing is known of dependencies. */
export const learnAll: Dependencies = { pairs: [], learn: true };

export const quiet = (): void => undefined;

/** Every function votes for several labels. */
export const severalLabels = (m: number): Int32Array => new Int32Array(m).fill(-1);
