import { checkNumber } from "../../util/checks.ts";

/** The most threads a run may ask for: more than any machine has use for. */
const maxWorkers = 1024;

/** The number of threads that vote. */
export function checkWorkers(workers: number | undefined, where: string): number {
  return checkNumber(workers, 1, { where: `${where}, workers`, min: 1, max: maxWorkers, whole: true });
}
