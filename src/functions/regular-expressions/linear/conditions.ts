import type { AST } from "@eslint-community/regexpp";
import { isLeaf, type Leaf } from "../position-graph.ts";
import { edge, type Classes } from "./classes.ts";
import { NotLinear, shown } from "./not-linear.ts";

/**
 * What must hold between two characters, by their classes. At the ends of a text the class of the character that is
 * not there is `edge`.
 */
export type Condition = (before: number, after: number, classes: Classes) => boolean;

type NumberOfLeaf = (leaf: Leaf) => number;

const lookaroundRemedy = "A lookaround may look at one character, as in (?!\\w), (?<=[.!]) and (?=\\s|$).";

/** One alternative of a lookaround: a character beside the place, or a condition on the place itself. */
function lookedFor(
  { elements: [element, ...more] }: AST.Alternative,
  isAhead: boolean,
  flags: string,
  numberOf: NumberOfLeaf,
): Condition | null {
  if (element === undefined) return () => true; // nothing is everywhere
  if (more.length > 0) return null;
  if (isLeaf(element)) {
    const leaf = numberOf(element);
    return (before, after, classes) => classes.matches(leaf, isAhead ? after : before);
  }
  return element.type === "Assertion" && !("alternatives" in element) ? conditionOf(element, flags, numberOf) : null;
}

/** An anchor, a border of words or a lookaround as a condition. @throws NotLinear for a lookaround of more characters */
export function conditionOf(assertion: AST.Assertion, flags: string, numberOf: NumberOfLeaf): Condition {
  if ("alternatives" in assertion) {
    const { negate, kind } = assertion;
    const parts = assertion.alternatives.map((each) => lookedFor(each, kind === "lookahead", flags, numberOf));
    const conditions = parts.filter((part) => part !== null);
    if (conditions.length < parts.length) {
      throw new NotLinear(`has ${shown(assertion.raw)}, which looks at more than one character`, lookaroundRemedy);
    }
    return (before, after, classes) => conditions.some((holds) => holds(before, after, classes)) !== negate;
  }
  if (assertion.kind === "word") {
    const { negate } = assertion;
    return (before, after, classes) => (classes.isWord(before) !== classes.isWord(after)) !== negate;
  }
  const [isStart, isMultiline] = [assertion.kind === "start", flags.includes("m")];
  return (before, after, classes) => {
    const beside = isStart ? before : after;
    return beside === edge || (isMultiline && classes.endsLine(beside));
  };
}
