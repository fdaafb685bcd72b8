import type { AST } from "@eslint-community/regexpp";
import { findAmbiguity } from "./ambiguity.ts";
import { parseRegExp } from "./parse.ts";
import { isLeaf, PositionGraph, TooLarge } from "./position-graph.ts";

/** Part of a regular expression that can take exponential time. */
export interface BlowUp {
  /** The part, as it is written. */
  readonly part: string;
  /** Each repetition of this text doubles the ways to match it. */
  readonly text: string;
}

/** Repetitions of a part that can match in many ways count as endless from here. */
const manyTimes = 10;

/** Whether there can be several ways to match an element. */
const hasChoice = (element: AST.Element): boolean => {
  if (element.type === "Quantifier") return element.min !== element.max || hasChoice(element.element);
  if (element.type !== "Group" && element.type !== "CapturingGroup") return false;
  return element.alternatives.length > 1 || element.alternatives.some(({ elements }) => elements.some(hasChoice));
};

/** Whether an element can always be matched by no text at all. */
const canSkip = (element: AST.Element): boolean => {
  if (element.type === "Quantifier") return element.min === 0 || canSkip(element.element);
  if (element.type !== "Group" && element.type !== "CapturingGroup") return false;
  return element.alternatives.some(({ elements }) => elements.every(canSkip));
};

/** The first loop in a sequence that can take exponential time. `mayEnd`: whether what follows it always matches. */
function inAlternatives(alternatives: readonly AST.Alternative[], regExp: RegExp, mayEnd: boolean): BlowUp | null {
  for (const { elements } of alternatives) {
    for (const [i, element] of elements.entries()) {
      const found = inElement(element, regExp, mayEnd && elements.slice(i + 1).every(canSkip));
      if (found !== null) return found;
    }
  }
  return null;
}

function inElement(element: AST.Element, regExp: RegExp, mayEnd: boolean): BlowUp | null {
  switch (element.type) {
    case "Assertion":
      // Once a lookaround has matched, it is not gone back into.
      return "alternatives" in element
        ? inAlternatives(element.alternatives, regExp, element.kind === "lookahead")
        : null;
    case "Group":
    case "CapturingGroup":
      return inAlternatives(element.alternatives, regExp, mayEnd);
    case "Quantifier":
      return inLoop(element, regExp, mayEnd) ?? inElement(element.element, regExp, mayEnd && element.min < 2);
    default:
      return null;
  }
}

function inLoop(loop: AST.Quantifier, regExp: RegExp, mayEnd: boolean): BlowUp | null {
  if (loop.max < manyTimes || isLeaf(loop.element) || !hasChoice(loop.element)) return null;
  try {
    const graph = new PositionGraph();
    const { last } = graph.loop(loop.element);
    // A search that can end in success at a place does not go back to try other ways there.
    const ends = new Set(mayEnd ? last.filter(({ gap }) => gap.length === 0).map(({ place }) => place) : []);
    const text = findAmbiguity(graph, regExp, (place) => ends.has(place));
    return text === null ? null : { part: loop.raw, text };
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

/**
 * A part of a regular expression on which a search that goes back to try other ways, as that of JavaScript does, can
 * take time exponential in the text's length: a loop that can match the same text in two ways or more, after which the
 * match may fail. Null where none is found.
 *
 * Followed exactly: characters, classes, groups, repetitions, anchors, word boundaries and lookarounds of one
 * character. Other lookarounds are taken to hold; loops over backreferences, and those of hundreds of places, are let
 * pass. Classes are told apart by some hundred characters. Part of a repetition within limits, such as `{2,5}`, is
 * polynomial; from 10 times on it counts as endless.
 */
export function findBlowUp(regExp: RegExp): BlowUp | null {
  const tree = parseRegExp(regExp);
  return tree === null ? null : inAlternatives(tree.alternatives, regExp, true);
}
