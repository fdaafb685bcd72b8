import type { TakeStatement } from "../statement.ts";
import { resolveIri, Tokens } from "./tokens.ts";

const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/** Nodes within nodes: deeper ones would overflow the stack. */
const mostNesting = 500;

/** A subject or object. */
interface Term {
  readonly value: string;
  readonly isLiteral: boolean;
  readonly language: string;
}

const resource = (value: string): Term => ({ value, isLiteral: false, language: "" });

class TurtleReader {
  readonly #tokens: Tokens;
  readonly #take: TakeStatement;
  readonly #hasGraphs: boolean;
  readonly #prefixes = new Map<string, string>();
  #base: string;
  #nodes = 0;
  #depth = 0;

  constructor(text: string, base: string, source: string, hasGraphs: boolean, take: TakeStatement) {
    this.#tokens = new Tokens(text, source);
    this.#base = base;
    this.#hasGraphs = hasGraphs;
    this.#take = take;
  }

  readAll(): void {
    const tokens = this.#tokens;
    while (tokens.peek() !== "") {
      if (!this.#directive()) this.#statements();
    }
  }

  /** `@prefix`, `@base`, and `PREFIX`, `BASE` in any case. False where none comes next. */
  #directive(): boolean {
    const tokens = this.#tokens;
    const isSigned = tokens.peek() === "@";
    const name = isSigned ? tokens.skipWord(["@prefix", "@base"]) : tokens.skipWord(["prefix", "base"]);
    if (name === null) {
      if (isSigned) throw tokens.error(tokens.here(), "@prefix or @base");
      return false;
    }
    if (name.endsWith("base")) this.#base = this.#iri();
    else {
      tokens.peek();
      const prefix = tokens.name();
      if (prefix === null || prefix.local !== "") throw tokens.error(tokens.here(), "a prefix, such as skos:");
      this.#prefixes.set(prefix.prefix, this.#iri());
    }
    if (isSigned) this.#end();
    return true;
  }

  #end(): void {
    const tokens = this.#tokens;
    if (!tokens.skip(".")) throw tokens.error(tokens.here(), "a full stop");
  }

  #iri(): string {
    const tokens = this.#tokens;
    if (tokens.peek() !== "<") throw tokens.error(tokens.here(), "an IRI in <angle brackets>");
    return resolveIri(tokens.iri(), this.#base);
  }

  #statements(): void {
    const tokens = this.#tokens;
    const isList = tokens.peek() === "[";
    const subject = this.#subject();
    if (!(isList && tokens.peek() === ".")) this.#predicates(subject);
    this.#end();
  }

  #subject(): string {
    const tokens = this.#tokens;
    const { value, isLiteral } = this.#term();
    if (isLiteral) throw tokens.error(`the text ${JSON.stringify(value.slice(0, 40))} as a subject`, "a resource");
    return value;
  }

  /** What is said of a subject, up to a sign that is none of `;` and `,`. */
  #predicates(subject: string): void {
    const tokens = this.#tokens;
    do {
      while (tokens.skip(";"));
      const next = tokens.peek();
      if (next === "." || next === "]") return;
      const predicate = this.#predicate();
      do {
        const { value, isLiteral, language } = this.#term();
        if (this.#hasGraphs && tokens.peek() !== ".") this.#subject(); // the graph makes no difference
        this.#take(subject, predicate, value, isLiteral, language);
      } while (tokens.skip(","));
    } while (tokens.peek() === ";");
  }

  #predicate(): string {
    const tokens = this.#tokens;
    if (tokens.peek() === "<") return this.#iri();
    if (tokens.skipWord(["a"]) !== null) return `${rdf}type`;
    return this.#named();
  }

  #named(): string {
    const tokens = this.#tokens;
    const name = tokens.name();
    if (name === null) throw tokens.error(tokens.here(), "an IRI, or a name such as skos:Concept");
    const start = this.#prefixes.get(name.prefix);
    if (start === undefined)
      throw tokens.error(`the unknown prefix ${name.prefix}:`, `@prefix ${name.prefix}: <...> .`);
    return start + name.local;
  }

  #term(): Term {
    const tokens = this.#tokens;
    const next = tokens.peek();
    switch (next) {
      case "<":
        if (tokens.skip("<<")) throw tokens.error("<<, a statement about a statement", "RDF without RDF-star");
        return resource(this.#iri());
      case "_": {
        const name = tokens.node();
        return name === null ? resource(this.#named()) : resource(`_:${name}`);
      }
      case "[":
        return resource(this.#deeper(() => this.#nodeWithProperties()));
      case "(":
        return resource(this.#deeper(() => this.#collection()));
      case '"':
      case "'":
        return this.#literal();
      default:
        return this.#plainTerm(next);
    }
  }

  /** A number, true or false, or a name with a prefix. */
  #plainTerm(next: string): Term {
    const tokens = this.#tokens;
    const value = /[\d+.-]/.test(next) ? tokens.number() : null;
    if (value !== null) return { value, isLiteral: true, language: "" };
    const flag = tokens.skipWord(["true", "false"]);
    if (flag !== null) return { value: flag, isLiteral: true, language: "" };
    return resource(this.#named());
  }

  #literal(): Term {
    const tokens = this.#tokens;
    const value = tokens.quoted();
    const language = tokens.language();
    if (language === "" && tokens.skip("^^")) {
      if (tokens.peek() === "<") this.#iri();
      else this.#named();
    }
    return { value, isLiteral: true, language };
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > mostNesting) throw this.#tokens.error(`more than ${mostNesting} nodes within nodes`, "fewer");
    const result = read();
    this.#depth--;
    return result;
  }

  #newNode(): string {
    return `_:.${this.#nodes++}`; // no name that a file may have
  }

  #nodeWithProperties(): string {
    const tokens = this.#tokens;
    tokens.skip("[");
    const node = this.#newNode();
    if (tokens.peek() !== "]") this.#predicates(node);
    if (!tokens.skip("]")) throw tokens.error(tokens.here(), "a closing ]");
    return node;
  }

  /** A list: a chain of nodes, each with an item and the rest. */
  #collection(): string {
    const tokens = this.#tokens;
    tokens.skip("(");
    let first: string | null = null;
    let last = "";
    while (tokens.peek() !== ")") {
      if (tokens.peek() === "") throw tokens.error(tokens.here(), "a closing )");
      const node = this.#newNode();
      const { value, isLiteral, language } = this.#term();
      if (first === null) first = node;
      else this.#take(last, `${rdf}rest`, node, false, "");
      this.#take(node, `${rdf}first`, value, isLiteral, language);
      last = node;
    }
    tokens.skip(")");
    if (first === null) return `${rdf}nil`;
    this.#take(last, `${rdf}rest`, `${rdf}nil`, false, "");
    return first;
  }
}

/**
 * Reads Turtle, of which N-Triples is part; with `hasGraphs`, N-Quads. Datatypes of literals and the graphs of quads
 * are passed over.
 *
 * @throws LabelingError `corrupt_file` with the line
 */
export function readTurtle(text: string, base: string, source: string, hasGraphs: boolean, take: TakeStatement): void {
  new TurtleReader(text, base, source, hasGraphs, take).readAll();
}
