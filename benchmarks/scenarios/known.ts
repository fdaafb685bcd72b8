import type { Random } from "../../src/util/random.ts";
import { evenTable, oneLabelTable, range, simplePlan, uniform, type Copy } from "./plan.ts";
import type { Scenario } from "./scenario.ts";

/** Numbers drawn evenly from `from` to `to`, one a function; or one for all; or given. */
type PerFunction = number | { readonly from: number; readonly to: number } | readonly number[];

interface Settings {
  /** @defaultValue 5000 */
  readonly rows?: number;
  readonly functions: number;
  /** @defaultValue 2 */
  readonly labels?: number;
  /** @defaultValue 0.5 */
  readonly coverage?: PerFunction;
  readonly accuracy: PerFunction;
  /** @defaultValue uniform */
  readonly balance?: readonly number[];
  readonly copies?: readonly Copy[];
  /** Whether function j votes for label j mod K only; its accuracy is then its precision. @defaultValue false */
  readonly oneLabel?: boolean;
}

function perFunction(value: PerFunction, functions: number, random: Random): readonly number[] {
  if (typeof value === "number") return range(functions).map(() => value);
  if (!("from" in value)) return value;
  return range(functions).map(() => value.from + (value.to - value.from) * random());
}

function scenario(name: string, aboveTruth: number, settings: Settings): Scenario {
  const { rows = 5000, functions, labels = 2, coverage = 0.5, accuracy, oneLabel = false, copies = [] } = settings;
  const balance = settings.balance ?? uniform(labels);
  const plan: Scenario["plan"] = (random) => {
    const coverages = perFunction(coverage, functions, random);
    const accuracies = perFunction(accuracy, functions, random);
    const tables = range(functions).map((j) => {
      const [votes = 0, right = 0] = [coverages[j], accuracies[j]];
      return oneLabel ? oneLabelTable(balance, j % labels, votes, right) : evenTable(labels, votes, right);
    });
    return simplePlan(rows, balance, tables, copies);
  };
  return { name, plan, aboveTruth };
}

const copiesOf = (leader: number, copiers: readonly number[], share: number): Copy[] =>
  copiers.map((copier) => ({ copier, leader, share }));
const times = (count: number, value: number): number[] => range(count).map(() => value);

/** Scenarios with an accuracy to reach. */
export const knownScenarios: readonly Scenario[] = [
  scenario("independent", -0.004, { functions: 10, accuracy: { from: 0.55, to: 0.9 } }),
  scenario("independent_30", -0.004, { functions: 30, coverage: 0.4, accuracy: { from: 0.55, to: 0.9 } }),
  scenario("imbalance_90_10", -0.005, { functions: 10, accuracy: { from: 0.6, to: 0.9 }, balance: [0.9, 0.1] }),
  scenario("coverage_5_percent", -0.012, { functions: 20, coverage: 0.05, accuracy: { from: 0.55, to: 0.9 } }),
  scenario("two_clusters_of_5", 0.03, {
    functions: 15,
    accuracy: [...times(5, 0.6), ...times(5, 0.62), ...times(5, 0.8)],
    copies: [...copiesOf(0, [1, 2, 3, 4], 0.9), ...copiesOf(5, [6, 7, 8, 9], 0.9)],
  }),
  scenario("bad_cluster_of_4", -0.005, {
    functions: 10,
    accuracy: [...times(4, 0.55), ...times(6, 0.8)],
    copies: copiesOf(0, [1, 2, 3], 0.95),
  }),
  scenario("worse_than_chance", -0.004, {
    functions: 10,
    accuracy: [0.3, 0.35, 0.8, 0.75, 0.85, 0.7, 0.65, 0.9, 0.6, 0.7],
  }),
  scenario("classes_5", -0.004, { functions: 15, labels: 5, accuracy: { from: 0.4, to: 0.85 } }),
  scenario("classes_10", -0.006, { functions: 20, labels: 10, accuracy: { from: 0.3, to: 0.8 } }),
  scenario("classes_5_imbalance", -0.004, {
    functions: 15,
    labels: 5,
    accuracy: { from: 0.4, to: 0.85 },
    balance: [0.5, 0.25, 0.15, 0.07, 0.03],
  }),
  scenario("one_class_lfs", -0.004, {
    functions: 12,
    coverage: { from: 0.05, to: 0.25 },
    accuracy: { from: 0.65, to: 0.95 },
    oneLabel: true,
  }),
  scenario("one_class_lfs_80_20", -0.02, {
    functions: 12,
    coverage: { from: 0.03, to: 0.1 },
    accuracy: { from: 0.6, to: 0.9 },
    balance: [0.8, 0.2],
    oneLabel: true,
  }),
  scenario("one_class_lfs_5", -0.01, {
    functions: 25,
    labels: 5,
    coverage: { from: 0.03, to: 0.12 },
    accuracy: { from: 0.6, to: 0.95 },
    oneLabel: true,
  }),
  scenario("one_class_copies", -0.03, {
    functions: 12,
    coverage: { from: 0.1, to: 0.25 },
    accuracy: [...times(5, 0.55), ...times(7, 0.85)],
    copies: copiesOf(0, [2, 4, 6], 0.95),
    oneLabel: true,
  }),
  scenario("rows_200", -0.015, { rows: 200, functions: 8, accuracy: { from: 0.6, to: 0.9 } }),
];
