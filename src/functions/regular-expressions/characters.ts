import type { AST } from "@eslint-community/regexpp";
import type { Leaf } from "./position-graph.ts";

/** Characters of all kinds: of two classes that overlap, nearly all have one of these in common. */
const common = [
  ...Array.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.,:;!?"),
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...Array.from("éÉßſ\u212aжЖαΣאعक中あア한\u0301٣²½€£“”’–…©™→\u00a0\u2003\u2028\u3000\ufeff\ud83d"),
  "😀",
  "𝒜",
];

const lineEnds = new Set(["\n", "\r", "\u2028", "\u2029"]);

/** Kinds of characters: those of a kind are in the same classes of the expression. */
export interface CharacterKinds {
  /** A character of each kind. */
  readonly samples: readonly string[];
  /** By kind, 1 if what is given matches it. */
  readonly of: (leaf: Leaf) => Uint8Array;
  readonly isWord: (kind: number) => boolean;
  readonly endsLine: (kind: number) => boolean;
}

/** The characters that an element names. */
function named(leaf: Leaf): readonly number[] {
  if (leaf.type === "Character") return [leaf.value];
  if (leaf.type !== "CharacterClass") return [];
  const ofElement = (element: AST.CharacterClassElement): readonly number[] => {
    if (element.type === "Character") return [element.value];
    return element.type === "CharacterClassRange" ? [element.min.value, element.max.value] : [];
  };
  return leaf.elements.flatMap(ofElement);
}

/** Sorts characters into kinds by which of the elements match them. */
export function characterKinds(leaves: readonly Leaf[], regExp: RegExp): CharacterKinds {
  const modes = regExp.flags.replace(/[gymd]/g, "");
  const characters = [...new Set([...common, ...leaves.flatMap(named).map((code) => String.fromCodePoint(code))])];
  const sources = [...new Set(leaves.map((leaf) => leaf.raw))];
  const matches = new Map(
    sources.map((source) => {
      const single = new RegExp(`^(?:${source})$`, modes);
      return [source, characters.map((character) => single.test(character))] as const;
    }),
  );
  const word = new RegExp(String.raw`^\w$`, modes);
  const kinds = new Map<string, number>();
  characters.forEach((character, c) => {
    const marks = [...matches.values()].map((match) => (match[c] === true ? "1" : "0")).join("");
    const key = `${marks}${word.test(character)}${lineEnds.has(character)}`;
    if (!kinds.has(key)) kinds.set(key, c);
  });
  const chosen = [...kinds.values()];
  const samples = chosen.map((c) => characters[c] ?? "");
  const byKind = new Map(
    Array.from(matches, ([source, match]) => [source, Uint8Array.from(chosen, (c) => Number(match[c]))]),
  );
  return {
    samples,
    of: (leaf) => byKind.get(leaf.raw) ?? new Uint8Array(samples.length),
    isWord: (kind) => word.test(samples[kind] ?? ""),
    endsLine: (kind) => lineEnds.has(samples[kind] ?? ""),
  };
}
