import type { AST } from "@eslint-community/regexpp";
import { classMembers } from "./class-members.ts";
import { bestOf, join, nothing, unite, type Literals } from "./literal-sets.ts";
import { parseRegExp } from "./parse.ts";

/** What is known of the text that a part of a regular expression matches. */
interface Matched {
  /** All that it can be; null where that is too much. */
  readonly exact: Literals | null;
  /** It begins with one of these. */
  readonly prefix: Literals;
  /** It ends with one of these. */
  readonly suffix: Literals;
  /** One of these occurs too, here or elsewhere in the text; null where none can be named. */
  readonly other: Literals | null;
}

const anything: Matched = { exact: null, prefix: nothing, suffix: nothing, other: null };
const empty: Matched = { ...anything, exact: nothing };

const exactly = (exact: Literals): Matched => ({ exact, prefix: exact, suffix: exact, other: null });

/** The best set of literals of which one occurs where the part matches. */
const required = ({ exact, other }: Matched): Literals | null => bestOf([other, exact]);

function sequence(first: Matched, second: Matched): Matched {
  const exact = join(first.exact, second.exact);
  if (exact !== null) return { ...exactly(exact), other: bestOf([first.other, second.other]) };
  const middle = join(first.suffix, second.prefix);
  return {
    exact,
    prefix: first.exact === null ? first.prefix : (join(first.exact, second.prefix) ?? first.exact),
    suffix: second.exact === null ? second.suffix : (join(first.suffix, second.exact) ?? second.exact),
    other: bestOf([first.other, second.other, ...(middle === null ? [first.suffix, second.prefix] : [middle])]),
  };
}

function anyOf(parts: readonly Matched[]): Matched {
  const exact = unite(parts.map((part) => part.exact));
  return {
    exact,
    prefix: exact ?? unite(parts.map((part) => part.prefix)) ?? nothing,
    suffix: exact ?? unite(parts.map((part) => part.suffix)) ?? nothing,
    other: unite(parts.map(exact === null ? required : ({ other }) => other)),
  };
}

/** Copies of a repeated part that are looked at one by one. */
const copiesLimit = 8;

function repeated(part: Matched, min: number, max: number): Matched {
  if (max === 0) return empty;
  // White space again and again is white space.
  if (part.exact?.join() === " ") return min === 0 ? exactly(["", " "]) : part;
  const powers = [empty];
  for (let n = 1; n <= Math.min(max, copiesLimit); n++) powers.push(sequence(powers[n - 1] ?? empty, part));
  const least = powers[Math.min(min, copiesLimit)] ?? empty;
  const all = max > copiesLimit ? null : anyOf(powers.slice(min)).exact;
  return all === null ? { ...least, exact: null, other: required(least) } : { ...exactly(all), other: least.other };
}

function ofElement(element: AST.Element): Matched {
  switch (element.type) {
    case "Assertion": {
      if (element.kind !== "lookahead" && element.kind !== "lookbehind") return empty;
      return element.negate ? empty : { ...empty, other: required(ofAlternatives(element.alternatives)) };
    }
    case "Group":
    case "CapturingGroup":
      return ofAlternatives(element.alternatives);
    case "Quantifier":
      return repeated(ofElement(element.element), element.min, element.max);
    case "Backreference":
      return anything;
    default: {
      const members = classMembers(element);
      return members === null ? anything : exactly(members);
    }
  }
}

function ofAlternatives(alternatives: readonly AST.Alternative[]): Matched {
  return anyOf(alternatives.map(({ elements }) => elements.map(ofElement).reduce(sequence, empty)));
}

/**
 * Literals of which at least one occurs in every text that the regular expression matches, once both are without
 * differences of case and each run of white space (`\s`) in the text is one space. Null where none can be named.
 *
 * Literals are ASCII in lower case and symbols such as `£`, of up to 32 characters, none a letter alone, without white
 * space at the ends; no more than 64. Case is
 * that of `/i`: A-Z are equal to a-z and, as flags `iu` have it, `ſ` to `s` and the Kelvin sign to `k`. The text is
 * not composed (NFC): in `cafe` with an accent to follow, `cafe` occurs.
 */
export function requiredLiterals(regExp: RegExp): readonly string[] | null {
  const tree = parseRegExp(regExp);
  return tree === null ? null : required(ofAlternatives(tree.alternatives));
}
