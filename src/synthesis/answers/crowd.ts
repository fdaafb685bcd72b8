import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { checkChoice, checkDistinct, checkName, checkNumber, describe, listNames } from "../../util/checks.ts";
import { makeRandom } from "../../util/random.ts";
import type { ConfusionTable, NumberRange } from "../votes/options.ts";
import type { SynthesizeAnswersOptions, WorkerGroup } from "./options.ts";

/** One worker to be made. */
export interface PlannedWorker {
  readonly name: string;
  readonly accuracy: number | ConfusionTable;
  /** Whether he looks at the items, and so shares the crowd's mistakes. */
  readonly looks: boolean;
  /** The place of the worker he copies, or -1. */
  readonly leader: number;
  readonly activity: number;
  readonly seconds: number;
}

const isRange = (value: object): value is NumberRange => "from" in value;

function accuracyOf(
  group: WorkerGroup,
  labels: LabelSet,
  random: () => number,
  where: string,
): number | ConfusionTable {
  const k = labels.size;
  const spam =
    group.spam === undefined ? null : checkChoice(group.spam, "random", ["random", "same"], `${where}, spam`);
  if (spam === "random") return labels.names.map(() => labels.names.map(() => 1 / k));
  if (spam === "same") {
    const only = Math.floor(random() * k);
    return labels.names.map(() => labels.names.map((_, v) => (v === only ? 1 : 0)));
  }
  const given = group.accuracies ?? { from: 0.6, to: 0.9 };
  if (typeof given !== "object" || !isRange(given)) return given;
  return given.from + (given.to - given.from) * random();
}

/** The workers of all groups. @throws LabelingError for names given twice, and copiers of nobody */
export function planWorkers(
  workers: SynthesizeAnswersOptions["workers"],
  labels: LabelSet,
  seed: number | string,
  where: string,
): readonly PlannedWorker[] {
  const groups = typeof workers === "number" ? [{ name: "worker", count: workers }] : workers;
  if (!Array.isArray(groups) || groups.length === 0) {
    const got = Array.isArray(groups) ? "no groups" : describe(workers);
    throw new LabelingError("bad_option", {
      where: `${where}, workers`,
      got,
      expected: "how many there are, or groups",
    });
  }
  const planned = (groups as readonly WorkerGroup[]).flatMap((group, g) => {
    const place = `${where}, workers ${g}`;
    checkName(group.name, `${place}, name`);
    const count = checkNumber(group.count, 1, { where: `${place}, count`, min: 1, max: 1e5, whole: true });
    const activity = checkNumber(group.activity, 1, { where: `${place}, activity`, min: 0, max: 1e6 });
    const seconds = checkNumber(group.seconds, 12, { where: `${place}, seconds`, min: 0, max: 1e6 });
    const random = makeRandom(seed, `workers ${group.name}`);
    return Array.from({ length: count }, (_, i) => ({
      name: count === 1 ? group.name : `${group.name}_${i}`,
      accuracy: accuracyOf(group, labels, random, place),
      looks: group.spam === undefined,
      copies: group.copies,
      activity,
      seconds,
      place,
    }));
  });
  const names = planned.map(({ name }) => name);
  checkDistinct(names, `${where}, workers`, "Give groups names of their own.");
  return planned.map(({ copies, place, ...worker }) => {
    const leader = copies === undefined ? -1 : names.indexOf(copies);
    if (copies !== undefined && (leader < 0 || planned[leader]?.copies !== undefined)) {
      throw new LabelingError("bad_option", {
        where: `${place}, copies`,
        got: describe(copies),
        expected: `a worker who answers for himself: ${listNames(names.filter((_, j) => planned[j]?.copies === undefined))}`,
      });
    }
    return { ...worker, leader };
  });
}
