import type { AST } from "@eslint-community/regexpp";
import { parseRegExp } from "../../../src/functions/regular-expressions/parse.ts";

type Next = (at: number) => boolean;

class Enough extends Error {}

/**
 * How many steps a search takes that goes back to try other ways, as ECMA-262 describes it (22.2.2); at most `limit`.
 * Without backreferences, lookbehinds and classes of strings.
 */
export function countSteps(regExp: RegExp, text: string, limit: number): number {
  let steps = 0;
  const modes = regExp.flags.replace(/[gymd]/g, "");
  const singles = new Map<string, RegExp>();

  const matchesOne = (source: string, character: string): boolean => {
    let single = singles.get(source);
    if (single === undefined) singles.set(source, (single = new RegExp(`^(?:${source})$`, modes)));
    return single.test(character);
  };
  const isWord = (at: number): boolean => /^\w$/.test(text[at] ?? "");

  const alternatives = (list: readonly AST.Alternative[], at: number, next: Next): boolean =>
    list.some(({ elements }) => sequence(elements, 0, at, next));

  const sequence = (elements: readonly AST.Element[], i: number, at: number, next: Next): boolean => {
    const element = elements[i];
    return element === undefined ? next(at) : one(element, at, (after) => sequence(elements, i + 1, after, next));
  };

  const repeat = (loop: AST.Quantifier, done: number, at: number, next: Next): boolean => {
    const again = (): boolean =>
      done < loop.max &&
      one(loop.element, at, (after) => (after > at || done < loop.min) && repeat(loop, done + 1, after, next));
    if (done < loop.min) return again();
    return loop.greedy ? again() || next(at) : next(at) || again();
  };

  const one = (element: AST.Element, at: number, next: Next): boolean => {
    if (++steps >= limit) throw new Enough();
    switch (element.type) {
      case "Group":
      case "CapturingGroup":
        return alternatives(element.alternatives, at, next);
      case "Quantifier":
        return repeat(element, 0, at, next);
      case "Assertion":
        if ("alternatives" in element) {
          return alternatives(element.alternatives, at, () => true) !== element.negate && next(at);
        }
        if (element.kind === "word") return (isWord(at) !== isWord(at - 1)) !== element.negate && next(at);
        return at === (element.kind === "start" ? 0 : text.length) && next(at);
      default:
        return at < text.length && matchesOne(element.raw, text[at] ?? "") && next(at + 1);
    }
  };

  const tree = parseRegExp(regExp);
  try {
    for (let start = 0; start <= text.length; start++) {
      if (alternatives(tree?.alternatives ?? [], start, () => true)) break;
    }
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return steps;
}
