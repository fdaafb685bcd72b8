/**
 * Sets of literals: what a part of a regular expression can match, or begin, or end with. Literals are as text looks
 * once its letters are lower-cased and its runs of white space are one space. All functions return null for a set
 * with more members than `setLimit`.
 */
export type Literals = readonly string[];

/** Members of a set. More cost more than they tell. */
const setLimit = 64;

/** Characters of a literal that is given out. Longer ones are rare enough. */
const lengthLimit = 32;

/** Characters that make a literal rare. */
const goodLength = 3;

/** Whether a literal is of use: most texts have most letters. */
const isUsable = (literal: string): boolean => literal.length > 1 || /^[^\p{L}\p{M}]$/u.test(literal);

export const nothing: Literals = [""];

const collapse = (text: string): string => text.replace(/ +/g, " ");

function limited(literals: Iterable<string>): Literals | null {
  const distinct = new Set(literals);
  return distinct.size > setLimit ? null : [...distinct];
}

/** Literals of either set. */
export function unite(sets: readonly (Literals | null)[]): Literals | null {
  return sets.includes(null) ? null : limited(sets.flatMap((set) => set ?? []));
}

/** A literal of the first set followed by one of the second. */
export function join(first: Literals | null, second: Literals | null): Literals | null {
  if (first === null || second === null || first.length * second.length > 4 * setLimit) return null;
  return limited(first.flatMap((head) => second.map((tail) => collapse(head + tail))));
}

/** The literals as they are given out, of which one must occur if one of the given must; null where one is of no use. */
function usable(literals: Literals): Literals | null {
  const cut = [...new Set(literals.map((literal) => literal.trim().slice(0, lengthLimit).trim()))];
  if (cut.length === 0 || !cut.every(isUsable)) return null;
  if (cut.every((literal) => literal.length === cut[0]?.length)) return cut;
  return cut.filter((literal) => !cut.some((other) => other !== literal && literal.includes(other)));
}

/** Long literals are rare in text, so few rows have them; eight times as many of them must be a character longer. */
function worth(literals: Literals): number {
  const shortest = Math.min(...literals.map((literal) => literal.length));
  return shortest - Math.log2(literals.length) / 3 - (shortest < goodLength ? goodLength : 0);
}

/** Literals without their first or last characters, if these make them many rather than rare. */
function shortened(literals: Literals): Literals {
  if (literals.length === 1) return literals;
  const shorter = [usable(literals.map((text) => text.slice(1))), usable(literals.map((text) => text.slice(0, -1)))];
  const better = shorter.find((set) => set !== null && worth(set) > worth(literals)) ?? null;
  return better === null ? literals : shortened(better);
}

/** Of several sets, each of which must have a member in the text, the one that tells most; null where none is of use. */
export function bestOf(sets: readonly (Literals | null)[]): Literals | null {
  let best: Literals | null = null;
  for (const set of sets) {
    const literals = set === null ? null : usable(set);
    const candidate = literals === null ? null : shortened(literals);
    if (candidate !== null && (best === null || worth(candidate) > worth(best))) best = candidate;
  }
  return best;
}
