/** How the terms of a keyword search are compared with text. */
export interface MatchRules {
  readonly wholeWord: boolean;
  readonly caseSensitive: boolean;
}

/**
 * Scripts that are written without spaces between words: their characters join no word. The last two are the long
 * vowel marks of Japanese, which belong to no script.
 */
const unspaced = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u30fc\uff70]`;

/** A character of a word: a letter, mark, digit or underscore. */
const wordCharacter = String.raw`[[\p{L}\p{M}\p{N}_]--${unspaced}]`;

/** Of the first and last character of a term, marks aside: an emoji with a variation mark is no word. */
const baseCharacter = String.raw`[[\p{L}\p{N}_]--${unspaced}]`;
const isWord = new RegExp(`^${wordCharacter}$`, "v");
const startsWord = new RegExp(String.raw`^\p{M}*${baseCharacter}`, "v");
const endsWord = new RegExp(String.raw`${baseCharacter}\p{M}*$`, "v");

const words = new RegExp(`${wordCharacter}+`, "gv");

/** A word of a text, and where it begins. */
export interface FoundWord {
  readonly word: string;
  readonly start: number;
}

/**
 * The whole words of a text that keywords could look for, in order: runs of word characters. Scripts written without
 * spaces between words have none.
 */
export function findWords(text: string): FoundWord[] {
  const found: FoundWord[] = [];
  for (const match of text.matchAll(words)) {
    const [word] = match;
    if (beginsWord(word)) found.push({ word, start: match.index });
  }
  return found;
}

/** Whether a character is one of a word. */
export const isWordCharacter = (character: string): boolean => isWord.test(character);

/** Whether a term that is to be a whole word must begin with the beginning of a word. */
export const beginsWord = (term: string): boolean => startsWord.test(term);

/** As above, for its end. */
export const isWordsEnd = (term: string): boolean => endsWord.test(term);

/** A tree of terms by their characters, so that terms with a common beginning are compared with it once. */
interface TermTree {
  readonly next: Map<string, TermTree>;
  isEnd: boolean;
}

const newTree = (): TermTree => ({ next: new Map(), isEnd: false });

const escapeCharacter = (character: string): string =>
  character === " " ? String.raw`\s+` : character.replace(/[\^$\\.*+?()[\]{}|/]/, String.raw`\$&`);

function addTerm(tree: TermTree, term: string): void {
  let place = tree;
  for (const character of term.replace(/\s+/g, " ")) {
    let next = place.next.get(character);
    if (next === undefined) place.next.set(character, (next = newTree()));
    place = next;
  }
  place.isEnd = true;
}

function treeSource(tree: TermTree): string {
  const branches = Array.from(tree.next, ([character, next]) => escapeCharacter(character) + treeSource(next));
  if (tree.isEnd) branches.push(""); // last: the longer terms are tried first
  return branches.length === 1 ? (branches[0] ?? "") : `(?:${branches.join("|")})`;
}

/**
 * The pattern that finds any of some terms. With `wholeWord`, an end of a term that is part of a word must be an end
 * of a word in the text. A run of white space in a term stands for any run of white space.
 *
 * Boundaries are written once for all terms that share them: they take about a millisecond each to compile.
 */
export function compileTerms(terms: readonly string[], rules: MatchRules): RegExp {
  const groups = new Map<string, { before: string; after: string; tree: TermTree }>();
  for (const term of terms) {
    const before = rules.wholeWord && beginsWord(term) ? `(?<!${wordCharacter})` : "";
    const after = rules.wholeWord && isWordsEnd(term) ? `(?!${wordCharacter})` : "";
    const group = groups.get(before + after) ?? { before, after, tree: newTree() };
    groups.set(before + after, group);
    addTerm(group.tree, term);
  }
  const sources = Array.from(groups.values(), ({ before, after, tree }) => before + treeSource(tree) + after);
  return new RegExp(sources.join("|"), rules.caseSensitive ? "v" : "iv");
}
