import { LabelingError } from "../../errors.ts";
import type { AnyTask, LabelOf, RowOf } from "../../labels/task.ts";
import { isOntology, type Concept, type Ontology } from "../../ontologies/ontology.ts";
import type { LabelKind } from "../../ontologies/vocabulary.ts";
import { checkNumber, describe } from "../../util/checks.ts";
import type { TextColumn } from "../column-kinds.ts";
import { checkFlag, type DeclarativeSpec } from "../declarative.ts";
import { checkSpec, placeOf, type LabelingFunction } from "../labeling-function.ts";
import { termsFunction } from "./terms-function.ts";

/** Where to look, and by which words of an ontology. */
export interface OntologyTermsSpec<T, N extends string> extends DeclarativeSpec<N> {
  /** The text column to look in. */
  readonly column: TextColumn<T>;
  /** What `readOntology` or `ontologyFromConcepts` gave. */
  readonly ontology: Ontology;
  /** Whether the narrower concepts' labels are looked for too; a number says how many steps down. @defaultValue true */
  readonly narrower?: boolean | number | undefined;
  /** Kinds of label to look for. @defaultValue ["preferred", "alternative", "hidden"] */
  readonly labels?: readonly LabelKind[] | undefined;
  /** Languages of labels: `"en"` stands for `en-GB` too; labels without one are always taken. @defaultValue all */
  readonly languages?: readonly string[] | undefined;
  /** Concepts whose labels are not looked for, nor those of any that is narrower. @defaultValue none */
  readonly exclude?: string | Concept | readonly (string | Concept)[] | undefined;
  /** Characters of the shortest label that is looked for. Short ones, `he` for helium, are often other words. @defaultValue 3 */
  readonly minLength?: number | undefined;
  /** Whether labels are whole words, as in `keywords`. @defaultValue true */
  readonly wholeWord?: boolean | undefined;
  /** Whether `Cash` differs from `cash`. @defaultValue false */
  readonly caseSensitive?: boolean | undefined;
}

/** Concepts that all speak for one label. */
export interface OntologySpec<T, N extends string> extends OntologyTermsSpec<T, N> {
  /** The concept to look for, or several: IRIs, short forms, preferred labels. */
  readonly concept: string | Concept | readonly (string | Concept)[];
  /** The label they speak for. */
  readonly label: LabelOf<T>;
}

/** Concepts that speak for labels of their own. */
export interface OntologyLabelsSpec<T, N extends string> extends OntologyTermsSpec<T, N> {
  /** Labels by the concept that speaks for them. A text with words of several labels gets no vote. */
  readonly concept: { readonly [concept: string]: LabelOf<T> };
  readonly label?: undefined;
}

type Named = string | Concept;

/** Concepts with the label they speak for. */
function conceptsOf(given: unknown, label: unknown, where: string): readonly (readonly [Named, string])[] {
  const isConcept = (value: unknown): value is Named =>
    typeof value === "string" || (typeof value === "object" && value !== null && "iri" in value);
  const all: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (typeof label === "string" && all.length > 0 && all.every(isConcept)) return all.map((each) => [each, label]);
  const isRecord = typeof given === "object" && given !== null && !Array.isArray(given) && !isConcept(given);
  if (label === undefined && isRecord && Object.keys(given).length > 0) return Object.entries(given as Record<string, string>); // prettier-ignore
  throw new LabelingError("bad_option", {
    where: `${where}, concept`,
    got: `${describe(given)}${label === undefined ? " without a label" : ""}`,
    expected: "a concept, or several, beside a label; or an object of labels by concept",
  });
}

/** Looks up a concept; what does not go is an error of the function's. */
function attempt<R>(work: () => R, where: string): R {
  try {
    return work();
  } catch (error) {
    if (!LabelingError.is(error)) throw error;
    const got = error.message.replace(/^ontology\.terms: /, "").replace(/\.$/, "");
    throw new LabelingError("bad_option", { where, got, details: error.details, cause: error });
  }
}

function checkOntology(value: unknown, where: string): Ontology {
  if (isOntology(value)) return value;
  throw new LabelingError("bad_option", {
    where: `${where}, ontology`,
    got: describe(value),
    expected: "an ontology",
    remedy: "Read one with readOntology, and await it.",
  });
}

/**
 * Makes a labeling function that votes where a text has a label of a concept, or of one that is narrower: a disease by
 * any of its names, a product by its brand. The labels are taken out of the ontology when the function is made, and are
 * its `terms`, up to 1,000 of them, of more a hash is: the same labels, the same fingerprint, whatever file they came
 * from. They are compared with the text as `keywords` compares them.
 *
 * Cost: for one label that of `keywords`, all of them in one pass over the text together with those of other functions;
 * with several labels, some 2 µs for a text of 100 characters. Taking 10,000 labels out of an ontology takes some
 * 15 ms, building the automaton 0.05 ms a label; it takes up to 64 MB, beyond which a regular expression does its work.
 *
 * @throws LabelingError for a concept that is not in the ontology or has no labels that are asked for, for a column or
 * label that is not the task's, or a column that is not text.
 *
 * @example
 * ```ts
 * import { defineTask, ontologyFromConcepts, ontologyFunction } from "labelwright";
 *
 * const ontology = ontologyFromConcepts([
 *   { concept: "food", label: "food" },
 *   { concept: "pasta", label: ["pasta", "noodles"], broader: "food" },
 *   { concept: "animal", label: "animal" },
 *   { concept: "dog", label: ["dog", "hound"], broader: "animal" },
 * ]);
 * const task = defineTask({ labels: ["eats", "pets"], columns: { text: "utf8" } });
 * const eats = ontologyFunction(task, { name: "eats", column: "text", ontology, concept: "food", label: "eats" });
 * const either = ontologyFunction(task, {
 *   name: "either",
 *   column: "text",
 *   ontology,
 *   concept: { food: "eats", animal: "pets" },
 * });
 * console.log(eats.labels, either.labels); // [ 'eats' ] [ 'eats', 'pets' ]
 * ```
 */
export function ontologyFunction<T extends AnyTask, const N extends string>(
  task: T,
  spec: OntologySpec<T, N> | OntologyLabelsSpec<T, N>,
): LabelingFunction<LabelOf<T>, RowOf<T>, N> {
  checkSpec(spec, task);
  const where = placeOf(task, spec);
  const ontology = checkOntology(spec.ontology, where);
  const { narrower, labels, languages, exclude, column, confidence } = spec;
  const caseSensitive = checkFlag(spec.caseSensitive, false, `${where}, caseSensitive`);
  const wholeWord = checkFlag(spec.wholeWord, true, `${where}, wholeWord`);
  const minLength = checkNumber(spec.minLength, 3, { where: `${where}, minLength`, min: 1 });
  const termsOf = (concept: Named): readonly string[] =>
    attempt(() => ontology.terms(concept, { narrower, labels, languages, exclude }), `${where}, concept`);
  const terms = new Map<string, string[]>();
  for (const [concept, label] of conceptsOf(spec.concept, spec.label, where)) {
    const own = termsOf(concept).filter((term) => Array.from(term).length >= minLength);
    if (own.length === 0) {
      throw new LabelingError("empty", {
        where: `${where}, concept`,
        got: `no labels of ${describe(typeof concept === "string" ? concept : concept.iri)} to look for`,
        expected: "at least one, of the kinds, languages and length that are asked for",
      });
    }
    terms.set(label, [...(terms.get(label) ?? []), ...own]);
  }
  return termsFunction(task, spec, { column, terms, rules: { wholeWord, caseSensitive }, confidence }, where);
}
