import { LabelingError } from "../errors.ts";
import { checkChoice, checkNumber, describe, listNames } from "../util/checks.ts";

/** What to do when a labeling function fails on a row: stop, or abstain there and go on. */
export type FaultPolicy = "throw" | "abstain";

/** On how many rows a function may fail: a number for each of them, or numbers by name. Those not named have no limit. */
export type FaultLimit = number | Readonly<Record<string, number>>;

/** What happens when labeling functions fail. */
export interface FaultOptions {
  /**
   * What to do when a function throws, returns something that is no vote, or rejects: `"throw"` stops with an error
   * naming function and row; `"abstain"` counts no vote there and keeps the fault in `votes.faults`.
   * @defaultValue "throw"
   */
  readonly faults?: FaultPolicy | undefined;
  /**
   * With `faults: "abstain"`, how many rows a function may fail on before the run stops: one number for each function,
   * or numbers by name, such as `{ slow_one: 10 }`.
   * @defaultValue no limit
   */
  readonly faultLimit?: FaultLimit | undefined;
  /**
   * With `faults: "abstain"`, how many failures of each function are kept with row and message, the first ones; all are
   * counted. `Infinity` keeps all, at some hundred bytes each.
   * @defaultValue 20
   */
  readonly keptFaults?: number | undefined;
}

/** What to do with failures, option by option. */
export interface FaultRules {
  readonly policy: FaultPolicy;
  /** By function. */
  readonly limits: readonly number[];
  /** For each function. */
  readonly kept: number;
}

const defaultKept = 20;

function limitsOf(limit: unknown, names: readonly string[], where: string): readonly number[] {
  if (typeof limit === "object" && limit !== null && !Array.isArray(limit)) {
    const limits = new Map(Object.entries(limit as Record<string, number | undefined>));
    const unknown = [...limits.keys()].find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new LabelingError("bad_option", {
        where,
        got: describe(unknown),
        expected: `names of labeling functions: ${listNames(names)}`,
      });
    }
    return names.map((name) => checkNumber(limits.get(name), Infinity, { where: `${where}, "${name}"`, min: 0 }));
  }
  const each = checkNumber(limit as number | undefined, Infinity, { where, min: 0 });
  return names.map(() => each);
}

/** @throws LabelingError `bad_option`, naming the option. */
export function checkFaultOptions(options: FaultOptions, names: readonly string[], where: string): FaultRules {
  return {
    policy: checkChoice(options.faults, "throw", ["throw", "abstain"], `${where}, faults`),
    limits: limitsOf(options.faultLimit, names, `${where}, faultLimit`),
    kept: checkNumber(options.keptFaults, defaultKept, { where: `${where}, keptFaults`, min: 0, whole: true }),
  };
}
