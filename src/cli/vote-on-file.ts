import { applyLabelingFunctions } from "../apply/apply.ts";
import type { LabelMatrix } from "../matrix/label-matrix.ts";
import type { AnyPack } from "../packs/pack.ts";
import type { CommandContext } from "./context.ts";
import type { DataFile } from "./data-file.ts";
import { placeError } from "./errors.ts";
import { faultOptionsOf, warnOfFaults, type FaultCommandOptions } from "./faults.ts";
import { withUsage } from "./model-usage.ts";
import type { WorkerOptions } from "./options.ts";

/** Applies a pack to the rows of a file. */
export async function voteOnFile(
  pack: AnyPack,
  data: DataFile,
  options: FaultCommandOptions & WorkerOptions,
  context: CommandContext,
): Promise<LabelMatrix> {
  const { onProgress, signal, warn } = context;
  const applying = { ...faultOptionsOf(options, pack), workers: options.workers, onProgress, signal };
  try {
    const votes = await withUsage(pack.functions, options.workers, warn, () =>
      applyLabelingFunctions(pack.functions, data.table, applying),
    );
    warnOfFaults(votes.faults, warn);
    return votes;
  } catch (error) {
    throw placeError(error, data.path);
  }
}
