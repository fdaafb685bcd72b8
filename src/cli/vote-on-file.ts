import { applyLabelingFunctions } from "../apply/apply.ts";
import type { FaultReport } from "../matrix/faults.ts";
import type { LabelMatrix } from "../matrix/label-matrix.ts";
import type { AnyPack } from "../packs/pack.ts";
import type { CommandContext } from "./context.ts";
import type { DataFile } from "./data-file.ts";
import { placeError } from "./errors.ts";
import type { FaultOptions, WorkerOptions } from "./options.ts";

/** Warns of labeling functions that failed on some rows and abstained there. */
export function warnOfFaults({ count, kept }: FaultReport, warn: (message: string) => void): void {
  if (count === 0) return;
  const [first] = kept;
  warn(`labeling functions failed on ${count} rows and abstained there; the first time: ${first?.message ?? ""}`);
}

/** Applies a pack to the rows of a file. */
export async function voteOnFile(
  pack: AnyPack,
  data: DataFile,
  options: FaultOptions & WorkerOptions,
  context: CommandContext,
): Promise<LabelMatrix> {
  const { onProgress, signal, warn } = context;
  try {
    const applying = { faults: options.faults, workers: options.workers, onProgress, signal };
    const votes = await applyLabelingFunctions(pack.functions, data.table, applying);
    warnOfFaults(votes.faults, warn);
    return votes;
  } catch (error) {
    throw placeError(error, data.path);
  }
}
