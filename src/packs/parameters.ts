import { LabelingError } from "../errors.ts";
import { describe, listNames } from "../util/checks.ts";

/** The value of a parameter: text, a number, true or false, or a list of texts or numbers. */
export type ParameterValue = string | number | boolean | readonly string[] | readonly number[];

/** Values of parameters by name. */
export type PackParameters = Readonly<Record<string, ParameterValue>>;

/** The parameters of a pack that has none. */
export type NoParameters = Readonly<Record<string, never>>;

/** The types of values given as defaults: `true` and `false` stand for either. */
export type ParameterTypes<Q extends PackParameters> = [Q] extends [NoParameters]
  ? NoParameters
  : { readonly [name in keyof Q]: Q[name] extends boolean ? boolean : Q[name] };

const namePattern = /^[A-Za-z][\w-]*$/;

/** What a value is to be, in words; null for what no parameter can be. */
function kindOf(value: unknown): string | null {
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "true or false";
  if (typeof value === "number") return Number.isFinite(value) ? "a number" : null;
  if (!Array.isArray(value)) return null;
  if (value.length === 0) return "a list";
  if (value.every((item) => typeof item === "string")) return "a list of texts";
  return value.every((item) => Number.isFinite(item)) ? "a list of numbers" : null;
}

/** Whether a value may stand where another does. A list without items may turn into any list, and any list into it. */
function suits(value: unknown, model: ParameterValue): boolean {
  const [kind, wanted] = [kindOf(value), kindOf(model)];
  if (kind === wanted) return true;
  return Array.isArray(model) && Array.isArray(value) && kind !== null && (kind === "a list" || wanted === "a list");
}

const frozen = (value: ParameterValue): ParameterValue =>
  typeof value === "object" ? (Object.freeze([...value]) as ParameterValue) : value;

function checkObject(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new LabelingError("bad_option", {
    where,
    got: describe(value),
    expected: "values by name, such as { minLikes: 3 }",
  });
}

/** The parameters of a pack with their defaults, checked and frozen. */
export function checkDefaults(parameters: unknown, where: string): PackParameters {
  if (parameters === undefined) return Object.freeze({});
  const entries = Object.entries(checkObject(parameters, where)).map(([name, value]) => {
    if (!namePattern.test(name)) {
      throw new LabelingError("bad_option", {
        where,
        got: `the name ${describe(name)}`,
        expected: "a letter, then letters, digits, _ and -",
      });
    }
    if (kindOf(value) !== null) return [name, frozen(value as ParameterValue)] as const;
    throw new LabelingError("bad_option", {
      where: `${where}, "${name}"`,
      got: describe(value),
      expected: "text, a finite number, true or false, or a list of texts or of finite numbers",
    });
  });
  return Object.freeze(Object.fromEntries(entries));
}

/** The error for a parameter that a pack does not have. */
export function unknownParameter(name: string, known: readonly string[], where: string): LabelingError {
  return new LabelingError("bad_option", {
    where,
    got: describe(name),
    expected: known.length === 0 ? "no parameter: the pack has none" : `one of ${listNames(known)}`,
    remedy:
      known.length === 0
        ? "A pack has parameters where definePack is given parameters, and functions made from them."
        : "Check the spelling.",
    details: { parameter: name },
  });
}

/** The values in `current` with those given in place of some, checked and frozen; `current` itself without any. */
export function checkValues(given: unknown, current: PackParameters, where: string): PackParameters {
  const changed = Object.entries(checkObject(given, where))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const now = Object.hasOwn(current, name) ? current[name] : undefined;
      if (now === undefined) throw unknownParameter(name, Object.keys(current), where);
      if (suits(value, now)) return [name, frozen(value as ParameterValue)] as const;
      throw new LabelingError("bad_option", {
        where: `${where}, "${name}"`,
        got: describe(value),
        expected: `${kindOf(now) ?? ""}, as ${JSON.stringify(now)} is`,
        details: { parameter: name },
      });
    });
  return changed.length === 0 ? current : Object.freeze({ ...current, ...Object.fromEntries(changed) });
}

/** Whether two values are the same. */
export function isSameValue(a: ParameterValue | undefined, b: ParameterValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Parameters as a pack prints them: `minLikes = 10 (default 3), words = ["cash"]`. */
export function describeParameters(values: PackParameters, defaults: PackParameters): string {
  const parts = Object.entries(values).map(([name, value]) => {
    const usual = defaults[name];
    const note = isSameValue(value, usual) ? "" : ` (default ${JSON.stringify(usual)})`;
    return `${name} = ${JSON.stringify(value)}${note}`;
  });
  return parts.join(", ");
}
