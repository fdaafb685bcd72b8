import { LabelingError } from "../errors.ts";
import { describe } from "../util/checks.ts";
import { OntologyBuilder } from "./ontology-builder.ts";
import type { Ontology } from "./ontology.ts";
import type { LabelKind } from "./vocabulary.ts";

/** A concept, or part of what is to be said of it: a concept may have several rows. */
export interface ConceptRow {
  /** The name of the concept: an IRI, or whatever names it. */
  readonly concept: string;
  /** What people call it: one or several labels. @defaultValue none */
  readonly label?: string | readonly string[] | null | undefined;
  /** What the labels are. @defaultValue "preferred" for the first label of the concept, "alternative" for others */
  readonly kind?: LabelKind | undefined;
  /** The language of the labels. @defaultValue none */
  readonly language?: string | undefined;
  /** Broader concepts: one or several. @defaultValue none */
  readonly broader?: string | readonly string[] | null | undefined;
}

const listed = (value: string | readonly string[] | null | undefined): readonly string[] =>
  value === null || value === undefined ? [] : typeof value === "string" ? [value] : value;

function checkTexts(texts: readonly unknown[], where: string): readonly string[] {
  for (const text of texts) {
    if (typeof text === "string" && text.trim() !== "") continue;
    throw new LabelingError("bad_option", { where, got: describe(text), expected: "text that is not empty" });
  }
  return texts as readonly string[];
}

/**
 * Makes an ontology of rows: concepts with their labels and broader concepts, from a database, a spreadsheet or a file
 * of another format. The rows of an Arrow table with columns of these names can be given as they are.
 *
 * @throws LabelingError `bad_option` for a row without a concept, or a label that is not text; `empty` without rows.
 *
 * @example
 * ```ts
 * import { ontologyFromConcepts } from "labelwright";
 *
 * const ontology = ontologyFromConcepts([
 *   { concept: "animal", label: "animal" },
 *   { concept: "dog", label: ["dog", "hound"], broader: "animal" },
 * ]);
 * console.log(ontology.terms("animal")); // [ 'animal', 'dog', 'hound' ]
 * ```
 */
export function ontologyFromConcepts(rows: Iterable<ConceptRow>): Ontology {
  const builder = new OntologyBuilder({ languages: null, deprecated: true });
  const named = new Set<number>();
  for (const row of rows) {
    const where = `ontologyFromConcepts, row ${builder.statements++}`;
    checkTexts([row.concept], `${where}, concept`);
    const concept = builder.concept(row.concept);
    for (const text of checkTexts(listed(row.label), `${where}, label`)) {
      builder.label(concept, row.kind ?? (named.has(concept) ? "alternative" : "preferred"), text, row.language ?? "");
      named.add(concept);
    }
    for (const parent of checkTexts(listed(row.broader), `${where}, broader`)) {
      builder.broader(concept, builder.concept(parent));
    }
  }
  if (builder.statements > 0) return builder.build();
  throw new LabelingError("empty", { where: "ontologyFromConcepts", got: "no rows", expected: "at least one" });
}
