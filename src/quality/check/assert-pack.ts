import { inspect } from "node:util";
import { LabelingError } from "../../errors.ts";
import type { AnyPack } from "../../packs/pack.ts";
import type { PackReport } from "../report/pack-report.ts";
import type { CheckOptions } from "./check-options.ts";
import { checkPack } from "./check-pack.ts";

/** The error of a report with failures. */
export function checkFailed(report: PackReport): LabelingError {
  return new LabelingError("check_failed", {
    where: `pack "${report.pack.name}"`,
    got: `checks are broken\n\n${inspect(report)}\n`,
    details: { report: report.toJSON() },
  });
}

/**
 * As `checkPack`, for a test: passes where all laws hold, else throws what is broken, in words.
 *
 * @throws LabelingError `check_failed`, its message the printed report and its `details.report` the facts.
 *
 * @example
 * ```ts no-run
 * import { test } from "node:test"; // or of vitest, jest, mocha
 * import { definePack, defineTask, keywords } from "labelwright";
 * import { assertPack } from "labelwright/testing";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const money = keywords(task, { name: "money", column: "text", any: ["cash", "prize"], label: "spam" });
 * const pack = definePack({ name: "rules", version: "1.0.0", task, functions: [money] });
 * void test("the pack obeys the laws", async () => {
 *   await assertPack(pack);
 * });
 * ```
 */
export async function assertPack(pack: AnyPack, options: CheckOptions = {}): Promise<PackReport> {
  const report = await checkPack(pack, options);
  if (!report.passed) throw checkFailed(report);
  return report;
}
