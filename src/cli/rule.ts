import { readFile } from "node:fs/promises";
import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import { checkRule } from "../probabilities/decisions/check-rule.ts";
import type { DecisionRule } from "../probabilities/decisions/rule.ts";
import { fileError } from "../tables/files/file-errors.ts";
import { describe, listNames } from "../util/checks.ts";
import { at, badUsage } from "./errors.ts";

const option = "--rule";

/** A rule as the command line gives it: costs are still in their file. */
export type RuleArgument = Exclude<DecisionRule, { readonly costs: unknown }> | { readonly costsFile: string };

/** A number, or NaN for text that is none. */
const numberOf = (text: string): number => (text.trim() === "" ? NaN : Number(text));

/** `--rule argmax | threshold=0.9 | threshold=spam=0.3 | f1=spam | costs=FILE`. */
export function parseRule(text: string): RuleArgument {
  if (text === "argmax") return text;
  const cut = text.indexOf("=");
  const [kind, value] = cut < 0 ? ["", ""] : [text.slice(0, cut), text.slice(cut + 1)];
  if (kind === "f1" && value !== "") return { maximizeF1: value };
  if (kind === "costs" && value !== "") return { costsFile: value };
  const last = value.lastIndexOf("=");
  const threshold = numberOf(value.slice(last + 1));
  if (kind === "threshold" && threshold >= 0 && threshold <= 1 && last !== 0) {
    return last < 0 ? { threshold } : { threshold, label: value.slice(0, last) };
  }
  const expected = "argmax, threshold=0.9 (from 0 to 1), threshold=LABEL=0.3, f1=LABEL or costs=FILE.json";
  throw badUsage(option, describe(text), expected);
}

async function readCosts(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw fileError(error, file, "read");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LabelingError("corrupt_file", {
      where: file,
      got: "text that is not JSON",
      expected: 'costs by true label, then decision: {"costs": {"ham": {"ham": 0, "spam": 5}, ...}, "abstain": 0.5}',
      details: { path: file },
      cause: error,
    });
  }
}

/**
 * The rule that an argument means, its file read and its labels checked, before any long work.
 *
 * @throws LabelingError naming the option, or the file of costs.
 */
export async function readRule(argument: RuleArgument | undefined, labels: LabelSet): Promise<DecisionRule> {
  if (argument === undefined || argument === "argmax") return "argmax";
  if (!("costsFile" in argument)) {
    // The parser has seen to everything but the label.
    const label = "maximizeF1" in argument ? argument.maximizeF1 : argument.label;
    if (label === undefined || labels.has(label)) return argument;
    throw badUsage(option, `the label ${describe(label)}`, `one of ${listNames(labels.names)}`);
  }
  const { costsFile } = argument;
  const rule = await readCosts(costsFile);
  if (typeof rule === "object" && rule !== null && "costs" in rule) {
    at(costsFile, () => checkRule(rule, labels, "hard labels, rule"), "bad_table");
    return rule as DecisionRule;
  }
  throw new LabelingError("bad_table", {
    where: costsFile,
    got: describe(rule),
    expected: 'costs by true label, then decision, under the name "costs"',
  });
}
