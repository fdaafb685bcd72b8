import { parseRegExp } from "../parse.ts";
import { Automaton } from "./automaton.ts";
import { Classes } from "./classes.ts";
import { NotLinear } from "./not-linear.ts";
import { compileProgram } from "./program.ts";

/** Places of a program: what a step costs at most. */
export const mostPlaces = 2_000;

/**
 * A test whether a regular expression matches anywhere in a text, in time linear in the text's length, whatever the
 * expression and the text; the answers are those of `regExp.test`.
 *
 * @throws NotLinear for the flag v, backreferences, lookarounds of more than one character, and expressions that are too large.
 */
export function linearTest(regExp: RegExp): (text: string) => boolean {
  // With this flag Node 20 finds nothing with /(?:[^a]b){1,2}/v in "xb": no answers to be equal to.
  if (regExp.flags.includes("v"))
    throw new NotLinear("has the flag v", "Use the flag u, and write out sets of characters.");
  const tree = parseRegExp(regExp);
  if (tree === null) throw new NotLinear("has syntax that cannot be looked at");
  const { flags } = regExp;
  const program = compileProgram(tree, flags, mostPlaces);
  const automaton = new Automaton(program, new Classes(program.leaves, flags), flags);
  return (text) => automaton.test(text);
}
