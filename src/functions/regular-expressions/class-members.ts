import type { AST } from "@eslint-community/regexpp";
import { unite, type Literals } from "./literal-sets.ts";

type ClassElement =
  AST.CharacterClassElement | AST.CharacterClass | AST.ClassIntersection | AST.ClassSubtraction | AST.CharacterSet;

/** Members of a class that are looked at one by one: no more than there are hexadecimal digits. */
const classLimit = 16;

/** Symbols such as `£`, in composed form and equal to nothing but themselves. */
function isPlainSymbol(character: string): boolean {
  if (!/^[\p{S}\p{P}]$/u.test(character) || character.length > 1) return false;
  const forms = [character.toLowerCase(), character.toUpperCase(), character.normalize("NFC")];
  return forms.every((form) => form === character);
}

/** A character in lower case, white space as a space; null for others outside ASCII, but for symbols. */
function literalOf(code: number): string | null {
  const character = String.fromCodePoint(code);
  if (/\s/.test(character)) return " ";
  if (code < 128) return character.toLowerCase();
  return isPlainSymbol(character) ? character : null;
}

function ofCharacters(codes: readonly number[]): Literals | null {
  const literals = codes.map(literalOf);
  return literals.includes(null) ? null : [...new Set(literals as string[])];
}

function ofRange(from: number, to: number): Literals | null {
  return to > 127 ? null : ofCharacters(Array.from({ length: to - from + 1 }, (_, k) => from + k));
}

function ofSet(set: AST.CharacterSet): Literals | null {
  if (set.kind === "any" || set.kind === "property" || set.negate) return null;
  if (set.kind === "space") return [" "];
  return set.kind === "digit" ? ofRange(48, 57) : null;
}

/** Text of several characters, in a class with flag `v`. */
function ofString(characters: readonly AST.Character[]): Literals | null {
  const literals = characters.map(({ value }) => literalOf(value));
  return literals.includes(null) ? null : [literals.join("").replace(/ +/g, " ")];
}

/** What is left of a set of which some is taken away is part of it. */
function ofElement(element: ClassElement): Literals | null {
  switch (element.type) {
    case "Character":
      return ofCharacters([element.value]);
    case "CharacterClassRange":
      return ofRange(element.min.value, element.max.value);
    case "CharacterSet":
      return ofSet(element);
    case "CharacterClass":
      return element.negate ? null : unite(element.elements.map(ofElement));
    case "ClassStringDisjunction":
      return unite(element.alternatives.map(({ elements }) => ofString(elements)));
    case "ExpressionCharacterClass":
      return element.negate ? null : ofElement(element.expression);
    case "ClassSubtraction":
      return ofElement(element.left);
    case "ClassIntersection":
      return ofElement(element.left) ?? ofElement(element.right);
  }
}

/** What a character or class of a regular expression can match; null where that is much, or letters outside ASCII. */
export function classMembers(
  element: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass,
): Literals | null {
  const members = ofElement(element);
  return members === null || members.length > classLimit ? null : members;
}
