import { RegExpParser, type AST } from "@eslint-community/regexpp";

/** The syntax tree of a regular expression; null for syntax that the parser does not know. */
export function parseRegExp({ source, flags }: RegExp): AST.Pattern | null {
  const mode = { unicode: flags.includes("u"), unicodeSets: flags.includes("v") };
  try {
    return new RegExpParser().parsePattern(source, 0, source.length, mode);
  } catch {
    return null;
  }
}
