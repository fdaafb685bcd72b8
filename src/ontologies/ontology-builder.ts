import { linksOf, nodesOnCycles } from "./cycles.ts";
import { Ontology, speaks } from "./ontology.ts";
import { labelKinds, otherTypes, roles, top, type LabelKind } from "./vocabulary.ts";
import { Texts } from "./texts.ts";

/** What is kept of an ontology that is read. */
export interface BuilderOptions {
  /** Whether concepts marked as deprecated or obsolete are kept. */
  readonly deprecated: boolean;
  /** Languages whose labels are kept, besides labels without one; null for all. */
  readonly languages: readonly string[] | null;
}

/** Lists of equal length that grow, a label each. */
interface LabelLists {
  readonly concept: number[];
  readonly kind: number[];
  readonly language: number[];
  readonly text: string[];
}

const isNode = (name: string): boolean => name.startsWith("_:");

/** Gathers what statements and rows tell about concepts, and makes an ontology of it. */
export class OntologyBuilder {
  statements = 0;
  readonly #options: BuilderOptions;
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #others = new Set<number>();
  readonly #deprecated = new Set<number>();
  readonly #labels: LabelLists = { concept: [], kind: [], language: [], text: [] };
  readonly #languages = new Map<string, number>([["", 0]]);
  readonly #child: number[] = [];
  readonly #parent: number[] = [];
  /** Labels that are nodes of their own (SKOS-XL): which concept has which, and their texts. */
  readonly #nodeLabels: { concept: number; kind: LabelKind; node: string }[] = [];
  readonly #forms = new Map<string, (readonly [text: string, language: string])[]>();

  constructor(options: BuilderOptions) {
    this.#options = options;
  }

  /** The number of a concept. */
  concept(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.push(name) - 1;
      this.#numbers.set(name, number);
    }
    return number;
  }

  label(concept: number, kind: LabelKind, text: string, language: string): void {
    const tidy = text.trim().replace(/\s+/g, " ");
    const tag = language.toLowerCase();
    if (tidy === "" || !speaks(tag, this.#options.languages)) return;
    let number = this.#languages.get(tag);
    if (number === undefined) this.#languages.set(tag, (number = this.#languages.size));
    this.#labels.concept.push(concept);
    this.#labels.kind.push(labelKinds.indexOf(kind));
    this.#labels.language.push(number);
    this.#labels.text.push(tidy);
  }

  broader(child: number, parent: number): void {
    this.#child.push(child);
    this.#parent.push(parent);
  }

  deprecate(concept: number): void {
    this.#deprecated.add(concept);
  }

  /** Takes a statement of RDF. */
  readonly take = (subject: string, predicate: string, object: string, isLiteral: boolean, language: string): void => {
    this.statements++;
    const role = roles.get(predicate);
    if (role === undefined) return;
    switch (role.tells) {
      case "label":
        if (isLiteral) this.label(this.concept(subject), role.kind, object, language);
        return;
      case "labelNode":
        if (!isLiteral) this.#nodeLabels.push({ concept: this.concept(subject), kind: role.kind, node: object });
        return;
      case "labelForm":
        if (isLiteral) this.#forms.set(subject, [...(this.#forms.get(subject) ?? []), [object, language]]);
        return;
      case "deprecated":
        if (object === "true" || object === "1") this.deprecate(this.concept(subject));
        return;
      case "type":
        if (otherTypes.has(object)) this.#others.add(this.concept(subject));
        else if (!isLiteral && !isNode(subject)) this.#typed(subject, object);
        return;
      default: {
        if (isLiteral || isNode(object) || isNode(subject) || top.has(object)) return;
        const [child, parent] = role.tells === "broader" ? [subject, object] : [object, subject];
        this.broader(this.concept(child), this.concept(parent));
      }
    }
  };

  #typed(subject: string, type: string): void {
    if (/#(?:Concept|Class)$/.test(type)) this.concept(subject);
  }

  /** The ontology of all that was taken. */
  build(): Ontology {
    for (const { concept, kind, node } of this.#nodeLabels) {
      for (const [text, language] of this.#forms.get(node) ?? []) this.label(concept, kind, text, language);
    }
    const kept = [...this.#names.keys()].filter((number) => this.#isKept(number));
    const names = this.#names;
    kept.sort((a, b) => ((names[a] ?? "") < (names[b] ?? "") ? -1 : 1));
    const places = new Int32Array(names.length).fill(-1);
    kept.forEach((number, place) => (places[number] = place));
    const [child, parent] = this.#keptLinks(places);
    const narrower = linksOf(kept.length, parent, child);
    const labels = this.#keptLabels(places);
    const ofConcepts = linksOf(kept.length, labels.concept, Int32Array.from(labels.concept.keys()));
    return new Ontology({
      names: new Texts(kept.map((number) => names[number] ?? "")),
      narrower,
      broader: linksOf(kept.length, child, parent),
      labels: ofConcepts,
      labelTexts: new Texts(labels.text),
      labelKinds: labels.kind,
      labelLanguages: labels.language,
      languages: [...this.#languages.keys()],
      statements: this.statements,
      deprecated: this.#deprecated.size,
      onCycles: nodesOnCycles(narrower),
    });
  }

  #isKept(number: number): boolean {
    if (this.#others.has(number) || isNode(this.#names[number] ?? "")) return false;
    return this.#options.deprecated || !this.#deprecated.has(number);
  }

  /** The links between concepts that are kept. */
  #keptLinks(places: Int32Array): readonly [child: Int32Array, parent: Int32Array] {
    const child: number[] = [];
    const parent: number[] = [];
    this.#child.forEach((from, k) => {
      const [a, b] = [places[from] ?? -1, places[this.#parent[k] ?? 0] ?? -1];
      if (a < 0 || b < 0) return;
      child.push(a);
      parent.push(b);
    });
    return [Int32Array.from(child), Int32Array.from(parent)];
  }

  /** The labels of concepts that are kept, each once for its concept. */
  #keptLabels(places: Int32Array): { concept: Int32Array; kind: Uint8Array; language: Uint16Array; text: string[] } {
    const { concept, kind, language, text } = this.#labels;
    const seen = new Set<string>();
    const kept = [...concept.keys()].filter((k) => {
      const place = places[concept[k] ?? 0] ?? -1;
      if (place < 0) return false;
      const key = `${place} ${kind[k]} ${language[k]} ${text[k]}`;
      return seen.size < seen.add(key).size;
    });
    return {
      concept: Int32Array.from(kept, (k) => places[concept[k] ?? 0] ?? 0),
      kind: Uint8Array.from(kept, (k) => kind[k] ?? 0),
      language: Uint16Array.from(kept, (k) => language[k] ?? 0),
      text: kept.map((k) => text[k] ?? ""),
    };
  }
}
