import { LabelingError } from "../errors.ts";
import type { OntologyBuilder } from "./ontology-builder.ts";
import type { LabelKind } from "./vocabulary.ts";

/** The kinds of label that the scopes of synonyms stand for. */
const scopes: Readonly<Record<string, LabelKind>> = {
  EXACT: "alternative",
  RELATED: "related",
  BROAD: "broad",
  NARROW: "narrow",
};

/** A line `tag: value`. */
const tagged = /^([\w-]+):\s*(.*)$/;
const synonym = /^"((?:[^"\\]|\\.)*)"\s*([A-Z]*)/;
const escapes: Readonly<Record<string, string>> = { n: " ", W: " ", t: " " };

const unescape = (text: string): string => text.replace(/\\(.)/g, (_, one: string) => escapes[one] ?? one);

/** A value without the comment and the notes in braces that may follow it. */
const bare = (value: string): string => value.replace(/\s+!.*$/, "").replace(/\s*\{[^{}]*\}\s*$/, "").trim(); // prettier-ignore

/**
 * Reads a flat OBO file: its terms with names, synonyms and `is_a`. Concepts are named as in the file, `MONDO:0000001`.
 *
 * @throws LabelingError `corrupt_file` for a text that has no stanza.
 */
export function readObo(text: string, source: string, builder: OntologyBuilder): void {
  let concept = -1;
  let isTerm = false;
  let stanzas = 0;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("[")) {
      stanzas++;
      isTerm = line.startsWith("[Term]");
      concept = -1;
      continue;
    }
    const [, tag, value = ""] = isTerm ? (tagged.exec(line) ?? []) : [];
    if (tag === undefined) continue;
    builder.statements++;
    if (tag === "id") concept = builder.concept(bare(value));
    else if (concept >= 0) readTag(tag, value, concept, builder);
  }
  if (stanzas > 0) return;
  throw new LabelingError("corrupt_file", {
    where: source,
    got: "no [Term] in the text",
    expected: "a flat OBO file",
    remedy: 'OWL in RDF/XML has the format "rdfxml".',
  });
}

function readTag(tag: string, value: string, concept: number, builder: OntologyBuilder): void {
  switch (tag) {
    case "name":
      builder.label(concept, "preferred", unescape(value), "");
      return;
    case "synonym": {
      const [, text, scope = ""] = synonym.exec(value) ?? [];
      if (text !== undefined) builder.label(concept, scopes[scope] ?? "related", unescape(text), "");
      return;
    }
    case "is_a":
      builder.broader(concept, builder.concept(bare(value)));
      return;
    case "is_obsolete":
      if (bare(value) === "true") builder.deprecate(concept);
  }
}
