import type { AST } from "@eslint-community/regexpp";

/** What matches one character. */
export type Leaf = AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass;

/** What must hold between two characters, all of it. A backreference stands for what is not followed. */
export type Gap = readonly (AST.Assertion | AST.Backreference)[];

/** A way from one place of a regular expression to the next, over a gap. */
interface Way {
  readonly place: number;
  readonly gap: Gap;
}

/** A part of a regular expression: the ways in and out of it, and past it without a character. */
export interface Fragment {
  readonly first: readonly Way[];
  readonly last: readonly Way[];
  readonly empty: readonly Gap[];
}

const nothing: Fragment = { first: [], last: [], empty: [[]] };

/** Repetitions that are followed one by one; of single characters more, as these cost little. */
const copiesLimit = 9;
const leafCopiesLimit = 40;

/** Places of a graph, and ways between two parts, beyond which it is given up. */
const placeLimit = 1_000;
const wayLimit = 10_000;

/** A regular expression is too large to be looked at. */
export class TooLarge extends Error {}

export const isLeaf = (element: AST.Element): element is Leaf => element.type.startsWith("Character") || element.type === "ExpressionCharacterClass"; // prettier-ignore

/** Whether all that an element matches is of one length, found in one way but for the choice of characters. */
function isFixed(element: AST.Element): boolean {
  if (element.type === "Quantifier") return element.min === element.max && isFixed(element.element);
  if (element.type !== "Group" && element.type !== "CapturingGroup") return true;
  return element.alternatives.length === 1 && element.alternatives.every(({ elements }) => elements.every(isFixed));
}

const passGap = (ways: readonly Way[], gaps: readonly Gap[]): readonly Way[] =>
  ways.flatMap(({ place, gap }) => gaps.map((more) => ({ place, gap: [...gap, ...more] })));

/**
 * The places of a part of a regular expression that match a character, and how a match passes from one to the next
 * (Glushkov's automaton). Two ways between the same places are kept as two: they are what can make a search explode.
 */
export class PositionGraph {
  readonly leaves: Leaf[] = [];
  /** By place, the ways to the next ones. */
  readonly ways: Way[][] = [];

  ofElement(element: AST.Element): Fragment {
    switch (element.type) {
      case "Assertion":
      case "Backreference":
        return { ...nothing, empty: [[element]] };
      case "Group":
      case "CapturingGroup":
        return this.#anyOf(element.alternatives);
      case "Quantifier":
        return this.#repeated(element);
      default:
        return this.#leaf(element);
    }
  }

  /** A part that is repeated without limit; a repetition that matches nothing ends it. */
  loop(element: AST.QuantifiableElement): Fragment {
    const body = this.ofElement(element);
    this.#connect(body.last, body.first);
    return body;
  }

  #leaf(leaf: Leaf): Fragment {
    const place = this.leaves.push(leaf) - 1;
    if (place >= placeLimit) throw new TooLarge();
    this.ways.push([]);
    return { first: [{ place, gap: [] }], last: [{ place, gap: [] }], empty: [] };
  }

  #connect(from: readonly Way[], to: readonly Way[]): void {
    if (from.length * to.length > wayLimit) throw new TooLarge();
    for (const start of from) {
      for (const end of to) this.ways[start.place]?.push({ place: end.place, gap: [...start.gap, ...end.gap] });
    }
  }

  #sequence(head: Fragment, tail: Fragment): Fragment {
    this.#connect(head.last, tail.first);
    return limited({
      first: [...head.first, ...passGap(tail.first, head.empty)],
      last: [...tail.last, ...passGap(head.last, tail.empty)],
      empty: head.empty.flatMap((gap) => tail.empty.map((more) => [...gap, ...more])),
    });
  }

  #anyOf(alternatives: readonly AST.Alternative[]): Fragment {
    const parts = alternatives.map(({ elements }) =>
      elements.reduce<Fragment>((head, element) => this.#sequence(head, this.ofElement(element)), nothing),
    );
    return limited({
      first: parts.flatMap((part) => part.first),
      last: parts.flatMap((part) => part.last),
      empty: parts.flatMap((part) => part.empty),
    });
  }

  #repeated({ element, min, max }: AST.Quantifier): Fragment {
    if (max === 0) return nothing;
    const limit = isLeaf(element) ? leafCopiesLimit : copiesLimit;
    const endless = max - min > copiesLimit || (max > limit && !isFixed(element));
    let result = nothing;
    const optional = (part: Fragment): Fragment => ({ ...part, empty: [[]] });
    if (endless) result = min === 0 ? optional(this.loop(element)) : this.loop(element);
    else for (let n = min; n < max; n++) result = optional(this.#sequence({ ...this.ofElement(element), empty: [] }, result)); // prettier-ignore
    const copies = Math.min(endless ? min - 1 : min, leafCopiesLimit);
    for (let n = 0; n < copies; n++) result = this.#sequence(this.ofElement(element), result);
    return result;
  }
}

function limited(fragment: Fragment): Fragment {
  if (fragment.first.length + fragment.last.length + fragment.empty.length > wayLimit) throw new TooLarge();
  return fragment;
}
