import { LabelingError } from "../errors.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { checkNumber, describe, listNames } from "../util/checks.ts";
import type { Links } from "./cycles.ts";
import type { Texts } from "./texts.ts";
import { labelKinds, type LabelKind } from "./vocabulary.ts";

/** A concept of an ontology: what it is called in the file, and what people call it. */
export interface Concept {
  /** Its IRI, or the name it has in a flat file, such as `MONDO:0000001`. */
  readonly iri: string;
  /** Its first preferred label; null where it has none. */
  readonly label: string | null;
}

/** A label of a concept. */
export interface ConceptLabel {
  readonly text: string;
  readonly kind: LabelKind;
  /** Its language, in lower case, such as `en` or `en-gb`; null where it has none. */
  readonly language: string | null;
}

/** What was met while an ontology was read. */
export interface OntologyReport {
  /** Statements of RDF, or lines of a flat file, or rows. */
  readonly statements: number;
  readonly concepts: number;
  readonly labels: number;
  /** Links from a concept to a broader one, each once. */
  readonly links: number;
  /** Concepts marked as deprecated or obsolete. */
  readonly deprecated: number;
  /** Concepts that are narrower than themselves, by way of others. They are harmless, and mostly a mistake. */
  readonly onCycles: readonly string[];
}

/** How far to follow links. */
export interface FollowOptions {
  /** Steps to follow: 1 gives the direct ones. @defaultValue Infinity */
  readonly depth?: number | undefined;
}

/** Which labels of a concept, and of the narrower ones, are terms. */
export interface TermsOptions {
  /** Kinds of label. @defaultValue ["preferred", "alternative", "hidden"] */
  readonly labels?: readonly LabelKind[] | undefined;
  /** Languages: `"en"` stands for `en-GB` too; labels without one are always taken. @defaultValue all */
  readonly languages?: readonly string[] | undefined;
  /** Whether the narrower concepts' labels are taken too; a number says how many steps down. @defaultValue true */
  readonly narrower?: boolean | number | undefined;
  /** Concepts whose labels are not taken, nor those of any that is narrower. @defaultValue none */
  readonly exclude?: string | Concept | readonly (string | Concept)[] | undefined;
}

/** What an ontology is made of. Concepts are numbered in the order of their names. */
export interface OntologyParts {
  readonly names: Texts;
  readonly narrower: Links;
  readonly broader: Links;
  /** The labels of each concept, by number. */
  readonly labels: Links;
  readonly labelTexts: Texts;
  readonly labelKinds: Uint8Array;
  readonly labelLanguages: Uint16Array;
  readonly languages: readonly string[];
  readonly statements: number;
  readonly deprecated: number;
  readonly onCycles: readonly number[];
}

const usualKinds: readonly LabelKind[] = ["preferred", "alternative", "hidden"];
const purl = "http://purl.obolibrary.org/obo/";
const foldLabel = (text: string): string => text.normalize("NFC").toLowerCase();

/** Whether a label's language is one of those asked for: `en` stands for `en-GB` too, and no language for all. */
export function speaks(language: string, languages: readonly string[] | null): boolean {
  if (languages === null || language === "") return true;
  return languages.some((each) => language === each || language.startsWith(`${each}-`));
}

/**
 * Concepts with their labels and what is broader and narrower than what, in typed arrays. `readOntology` reads one,
 * `ontologyFromConcepts` makes one of rows. A concept is named by its IRI, by a short form as `MONDO:0000001`, or by its
 * preferred label in any case; or it is one that another method gave.
 */
export class Ontology {
  /** How many concepts there are. */
  readonly size: number;
  /** Languages of labels. */
  readonly languages: readonly string[];
  /** What was met while it was read. */
  readonly report: OntologyReport;
  readonly #parts: OntologyParts;
  #byLabel: Map<string, readonly number[]> | null = null;

  constructor(parts: OntologyParts) {
    const { names, narrower, labelTexts, statements, deprecated, onCycles } = parts;
    this.#parts = parts;
    this.size = names.count;
    this.languages = Object.freeze(parts.languages.filter((language) => language !== ""));
    this.report = Object.freeze({
      statements,
      concepts: names.count,
      labels: labelTexts.count,
      links: narrower.targets.length,
      deprecated,
      onCycles: Object.freeze(onCycles.map((concept) => names.at(concept))),
    });
    brandAs(this, brands.ontology, () => this.#print());
    Object.freeze(this);
  }

  /** Whether there is exactly one concept of this name. */
  has(name: string): boolean {
    return this.#candidates(name).length === 1;
  }

  /**
   * The concept of this name.
   *
   * @throws LabelingError `bad_option` where there is none, or several have the label.
   */
  concept(name: string | Concept): Concept {
    return this.#describe(this.#numberOf(name, "ontology.concept"));
  }

  /** All concepts, in the order of their IRIs. */
  *concepts(): IterableIterator<Concept> {
    for (let concept = 0; concept < this.size; concept++) yield this.#describe(concept);
  }

  /** Concepts that have no broader one. */
  roots(): readonly Concept[] {
    const { at } = this.#parts.broader;
    const roots = Array.from({ length: this.size }, (_, concept) => concept).filter((c) => at[c] === at[c + 1]);
    return Object.freeze(roots.map((concept) => this.#describe(concept)));
  }

  /** The labels of a concept, in the order of the file. */
  labels(concept: string | Concept): readonly ConceptLabel[] {
    const { labels, labelTexts, labelKinds: kinds, labelLanguages, languages } = this.#parts;
    const numbers = listOf(labels, this.#numberOf(concept, "ontology.labels"));
    const all = Array.from(numbers, (label) => {
      const language = languages[labelLanguages[label] ?? 0] ?? "";
      const kind = labelKinds[kinds[label] ?? 0] ?? "preferred";
      return Object.freeze({ text: labelTexts.at(label), kind, language: language === "" ? null : language });
    });
    return Object.freeze(all);
  }

  /** The concepts below one, nearest first, each once, without itself. */
  narrower(concept: string | Concept, options: FollowOptions = {}): readonly Concept[] {
    return this.#follow(this.#parts.narrower, concept, options, "ontology.narrower");
  }

  /** The concepts above one, nearest first, each once, without itself. */
  broader(concept: string | Concept, options: FollowOptions = {}): readonly Concept[] {
    return this.#follow(this.#parts.broader, concept, options, "ontology.broader");
  }

  /** The texts by which a concept and the narrower ones are called, each once, in order of nearness. */
  terms(concept: string | Concept, options: TermsOptions = {}): readonly string[] {
    const { labels, labelTexts, labelKinds: kinds, labelLanguages, languages } = this.#parts;
    const where = "ontology.terms";
    const wanted = checkKinds(options.labels, `${where}, labels`);
    const spoken = options.languages?.map((language) => language.toLowerCase()) ?? null;
    const { narrower = true, exclude = [] } = options;
    const depth = narrower === true ? Infinity : narrower === false ? 0 : narrower;
    const terms = new Set<string>();
    const excluded = (
      Array.isArray(exclude) ? (exclude as readonly (string | Concept)[]) : [exclude as string | Concept]
    ).flatMap((each) => this.#reach(this.#parts.narrower, this.#numberOf(each, `${where}, exclude`), Infinity, where));
    const left = new Set(excluded);
    for (const number of this.#reach(this.#parts.narrower, this.#numberOf(concept, where), depth, where)) {
      if (left.has(number)) continue;
      for (const label of listOf(labels, number)) {
        const isWanted = wanted.has(kinds[label] ?? 0);
        if (isWanted && speaks(languages[labelLanguages[label] ?? 0] ?? "", spoken)) terms.add(labelTexts.at(label));
      }
    }
    return Object.freeze([...terms]);
  }

  #follow(links: Links, concept: string | Concept, options: FollowOptions, where: string): readonly Concept[] {
    const { depth = Infinity } = options;
    const [, ...others] = this.#reach(links, this.#numberOf(concept, where), depth, where);
    return Object.freeze(others.map((number) => this.#describe(number)));
  }

  /** A concept, and those that are reached from it, nearest first. */
  #reach(links: Links, start: number, depth: number, where: string): number[] {
    const steps = checkNumber(depth, Infinity, { where: `${where}, depth`, min: 0, whole: true });
    const reached = new Set([start]);
    let border: readonly number[] = [start];
    for (let step = 0; step < steps && border.length > 0; step++) {
      border = [...new Set(border.flatMap((number) => Array.from(listOf(links, number))))].filter((n) => !reached.has(n)); // prettier-ignore
      for (const number of border) reached.add(number);
    }
    return [...reached];
  }

  #numberOf(name: string | Concept, where: string): number {
    const text: unknown = typeof name === "object" && "iri" in name ? name.iri : name;
    if (typeof text !== "string") {
      throw new LabelingError("bad_option", { where, got: describe(name), expected: "the name of a concept, or a concept" }); // prettier-ignore
    }
    const [number, ...others] = this.#candidates(text);
    if (number !== undefined && others.length === 0) return number;
    const { names } = this.#parts;
    throw new LabelingError("bad_option", {
      where,
      got: number === undefined ? `no concept ${describe(text)}` : `${describe(text)}, the label of ${others.length + 1} concepts`, // prettier-ignore
      expected: number === undefined ? "the IRI or the preferred label of a concept" : "the IRI of one of them",
      ...(number === undefined ? {} : { remedy: `Such as ${listNames([number, ...others].map((each) => names.at(each)), 3)}.` }), // prettier-ignore
      details: { concept: text },
    });
  }

  /** The concepts that a name may stand for. */
  #candidates(name: string): readonly number[] {
    const { names } = this.#parts;
    for (const iri of [name, purl + name.replace(":", "_")]) {
      const found = names.find(iri);
      if (found >= 0) return [found];
    }
    this.#byLabel ??= this.#indexLabels();
    return this.#byLabel.get(foldLabel(name)) ?? [];
  }

  #indexLabels(): Map<string, readonly number[]> {
    const { labels, labelTexts, labelKinds: kinds } = this.#parts;
    const index = new Map<string, readonly number[]>();
    for (let concept = 0; concept < this.size; concept++) {
      for (const label of listOf(labels, concept)) {
        if (kinds[label] !== 0) continue;
        const key = foldLabel(labelTexts.at(label));
        const others = index.get(key);
        if (others === undefined) index.set(key, [concept]);
        else if (!others.includes(concept)) index.set(key, [...others, concept]);
      }
    }
    return index;
  }

  #describe(concept: number): Concept {
    const { names, labels, labelTexts, labelKinds: kinds } = this.#parts;
    const preferred = listOf(labels, concept).find((label) => kinds[label] === 0);
    const label = preferred === undefined ? null : labelTexts.at(preferred);
    return Object.freeze({ iri: names.at(concept), label });
  }

  #print(): string {
    const { concepts, labels, links, deprecated, onCycles } = this.report;
    const languages = this.languages.length === 0 ? "" : ` in ${this.languages.slice(0, 8).join(", ")}`;
    const dropped = deprecated === 0 ? "" : `, ${deprecated} deprecated`;
    const cycles = onCycles.length === 0 ? "" : `, ${onCycles.length} on cycles`;
    return `Ontology: ${concepts} concepts, ${labels} labels${languages}, ${links} links${dropped}${cycles}`;
  }
}

const listOf = ({ at, targets }: Links, number: number): Int32Array => targets.subarray(at[number], at[number + 1]);

function checkKinds(kinds: readonly LabelKind[] | undefined, where: string): ReadonlySet<number> {
  const given: readonly unknown[] = kinds ?? usualKinds;
  const numbers = (Array.isArray(given) ? given : [given]).map((kind: unknown) => {
    const number = labelKinds.indexOf(kind as LabelKind);
    if (number >= 0) return number;
    throw new LabelingError("bad_option", { where, got: describe(kind), expected: `some of ${listNames(labelKinds)}` });
  });
  return new Set(numbers);
}

/** Whether a value is an ontology, of this or another copy of the package. */
export function isOntology(value: unknown): value is Ontology {
  return hasBrand(value, brands.ontology);
}
