import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";

/** A part of a template. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  /** A rule, or a column of the row. */
  | { readonly kind: "name"; readonly name: string }
  /** One of several; `isOptional` may be nothing at all. */
  | { readonly kind: "choice"; readonly branches: readonly TemplateNodes[]; readonly isOptional: boolean };

/** Parts one after the other. */
export type TemplateNodes = readonly TemplateNode[];

const closing: Readonly<Record<string, string>> = { "{": "}", "[": "]" };
const name = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** How deep brackets may nest. */
const deepest = 50;

class Parser {
  readonly #template: string;
  readonly #where: string;
  #at = 0;

  constructor(template: string, where: string) {
    this.#template = template;
    this.#where = where;
  }

  parse(): TemplateNodes {
    const nodes = this.#sequence("", 0);
    if (this.#at === this.#template.length) return nodes;
    throw this.#bad(`a ${describe(this.#template[this.#at])} that nothing opened`);
  }

  #bad(got: string): LabelingError {
    return new LabelingError("bad_option", {
      where: this.#where,
      got: `${got}, at character ${this.#at + 1} of ${describe(this.#template)}`,
      expected: "text with [optional parts], {rules} and {this|or that}",
      remedy: "Write \\{ \\} \\[ \\] \\| for the characters themselves.",
    });
  }

  /** Parts up to a closing character; also up to `|` inside brackets. */
  #sequence(end: string, depth: number): TemplateNodes {
    const nodes: TemplateNode[] = [];
    let text = "";
    const flush = (): void => {
      if (text !== "") nodes.push({ kind: "text", text });
      text = "";
    };
    while (this.#at < this.#template.length) {
      const char = this.#template[this.#at] ?? "";
      if (char === "}" || char === "]" || (char === "|" && end !== "")) break;
      if (char === "\\") {
        text += this.#template[this.#at + 1] ?? "";
        this.#at += 2;
      } else if (char === "{" || char === "[") {
        flush();
        nodes.push(this.#bracket(char, depth + 1));
      } else {
        text += char;
        this.#at++;
      }
    }
    flush();
    return nodes;
  }

  #bracket(open: string, depth: number): TemplateNode {
    const start = this.#at++;
    const end = closing[open] ?? "";
    if (depth > deepest) throw this.#bad(`brackets nested more than ${deepest} deep`);
    const branches: TemplateNodes[] = [];
    for (;;) {
      branches.push(this.#sequence(end, depth));
      const char = this.#template[this.#at];
      if (char !== "|" && char !== end) {
        this.#at = start;
        throw this.#bad(`a ${describe(open)} that is not closed`);
      }
      this.#at++;
      if (char === end) break;
    }
    if (open === "[") return { kind: "choice", branches, isOptional: true };
    const [only] = branches;
    if (branches.length > 1 || only === undefined) return { kind: "choice", branches, isOptional: false };
    const word = only.length === 1 && only[0]?.kind === "text" ? only[0].text : "";
    if (name.test(word)) return { kind: "name", name: word };
    this.#at = start;
    throw this.#bad(`${describe(this.#template.slice(start, start + 30))}, which is no name`);
  }
}

/** Reads a template. @throws LabelingError `bad_option` that says where it cannot be read */
export const parseTemplate = (template: unknown, where: string): TemplateNodes => {
  if (typeof template === "string") return new Parser(template, where).parse();
  throw new LabelingError("bad_option", { where, got: describe(template), expected: "a template: text" });
};

/** The names a template mentions. */
export function namesOf(nodes: TemplateNodes): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "name") return [node.name];
    return node.kind === "choice" ? node.branches.flatMap(namesOf) : [];
  });
}
