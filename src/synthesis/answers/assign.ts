import type { Random } from "../../util/random.ts";
import type { PlannedWorker } from "./crowd.ts";

/**
 * Who answers an item: `count` different workers, each the more often the more active he is, then those who copy them.
 * Drawn without replacement by the largest of log(u) / weight (Efraimidis and Spirakis 2006).
 */
export function assignWorkers(workers: readonly PlannedWorker[], count: number, random: Random): number[] {
  const keys = workers.map(({ activity, leader }, j) => {
    const key = Math.log(1 - random());
    return leader < 0 && activity > 0 ? { j, key: key / activity } : null;
  });
  const chosen = keys
    .filter((each) => each !== null)
    .sort((a, b) => b.key - a.key)
    .slice(0, count)
    .map(({ j }) => j);
  const copiers = workers.flatMap(({ leader, activity }, j) => {
    const follows = random() < activity;
    return follows && leader >= 0 && chosen.includes(leader) ? [j] : [];
  });
  return [...chosen, ...copiers].sort((a, b) => a - b);
}
