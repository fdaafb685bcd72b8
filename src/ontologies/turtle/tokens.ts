import { LabelingError } from "../../errors.ts";

/** Names of ASCII characters, which are nearly all, and all others. */
const asciiName = /([\w.-]*):([\w:.-]*)/y;
const anyName =
  /([\p{L}\p{M}\p{N}_.\u00b7\u203f\u2040-]*):((?:[\p{L}\p{M}\p{N}_:.\u00b7\u203f\u2040-]|%[\dA-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*)/uy;
const nodeName = /_:([\p{L}\p{N}_][\p{L}\p{M}\p{N}_.\u00b7\u203f\u2040-]*)/uy;
const language = /@([A-Za-z]+(?:-[A-Za-z\d]+)*)/y;
const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const word = /@?[A-Za-z]+(?![\w:-]|\.[\w.-]*:)/y;
const escape = /\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|([\s\S]?))/g;
const badInIri = /[\0-\x20<"{}|^`]/;
const scheme = /^[A-Za-z][A-Za-z\d+.-]*:/;
const plainEscapes: Readonly<Record<string, string>> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\" }; // prettier-ignore

/** Words that may be written in any case. */
const anyCase: ReadonlySet<string> = new Set(["prefix", "base"]);

/** A name with a prefix, taken apart. */
export interface PrefixedName {
  readonly prefix: string;
  readonly local: string;
}

/** Reads the words of Turtle out of a text, one after another. */
export class Tokens {
  readonly text: string;
  readonly #source: string;
  #at = 0;

  constructor(text: string, source: string) {
    this.text = text;
    this.#source = source;
    if (text.startsWith("\ufeff")) this.#at = 1;
  }

  /** An error at the place that is being read. */
  error(got: string, expected: string): LabelingError {
    const line = this.text.slice(0, this.#at).split("\n").length;
    return new LabelingError("corrupt_file", {
      where: `${this.#source}, line ${line}`,
      got,
      expected,
      details: { line },
    });
  }

  /** What stands at the place, for messages. */
  here(): string {
    const rest = this.text.slice(this.#at, this.#at + 40).split("\n")[0] ?? "";
    return this.#at >= this.text.length ? "the end of the text" : JSON.stringify(rest);
  }

  /** The next character, past white space and comments; "" at the end. */
  peek(): string {
    const { text } = this;
    for (let i = this.#at; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 0x23) {
        const end = text.indexOf("\n", i);
        i = end < 0 ? text.length : end;
      } else if (code > 0x20 || (code !== 0x20 && (code < 0x09 || code > 0x0d))) {
        this.#at = i;
        return text[i] ?? "";
      }
    }
    this.#at = text.length;
    return "";
  }

  /** Passes a sign if it comes next. */
  skip(sign: string): boolean {
    if (this.peek() !== sign[0] || !this.text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }

  /** `<http://...>`, as it is written. */
  iri(): string {
    const end = this.text.indexOf(">", this.#at);
    const inside = this.text.slice(this.#at + 1, end);
    if (end < 0 || badInIri.test(inside)) throw this.error(this.here(), "an IRI in <angle brackets>");
    this.#at = end + 1;
    return inside.includes("\\") ? this.#unescape(inside) : inside;
  }

  /** `prefix:local`; null where no name comes next. */
  name(): PrefixedName | null {
    const start = this.#at;
    let match = this.#match(asciiName);
    const next = this.text.charCodeAt(this.#at);
    if (match === null || next > 127 || next === 0x25 || next === 0x5c) {
      this.#at = start;
      match = this.#match(anyName);
      if (match === null) return null;
    }
    const [, prefix = "", written = ""] = match;
    const local = written.replace(/(?<!\\)\.+$/, ""); // a full stop at the end ends the statement
    this.#at -= written.length - local.length;
    return { prefix, local: local.includes("\\") ? local.replace(/\\(.)/g, "$1") : local };
  }

  /** `_:name`; null where none comes next. */
  node(): string | null {
    const match = this.#match(nodeName);
    if (match === null) return null;
    const [, written = ""] = match;
    const name = written.replace(/\.+$/, "");
    this.#at -= written.length - name.length;
    return name;
  }

  /** `@en` as `en`; "" where none comes next. */
  language(): string {
    return this.text[this.#at] === "@" ? (this.#match(language)?.[1] ?? "") : "";
  }

  number(): string | null {
    const match = this.#match(number);
    if (match === null) return null;
    const [written] = match;
    const value = written.replace(/\.$/, ""); // "5." is 5 and the end of the statement
    this.#at -= written.length - value.length;
    return value;
  }

  /** Passes one of some words unless it begins the prefix of a name; null where none comes next. */
  skipWord(words: readonly string[]): string | null {
    word.lastIndex = this.#at;
    const [found = ""] = word.exec(this.text) ?? [];
    const known = words.includes(found)
      ? found
      : words.find((each) => anyCase.has(each) && each === found.toLowerCase());
    if (known !== undefined) this.#at += found.length;
    return known ?? null;
  }

  /** Text in one or three quotes. */
  quoted(): string {
    const { text } = this;
    const quote = text[this.#at] ?? "";
    const isLong = text.startsWith(quote.repeat(3), this.#at);
    const fence = isLong ? quote.repeat(3) : quote;
    const start = this.#at + fence.length;
    let end = text.indexOf(fence, start);
    for (let from = start; end >= 0 && isEscaped(text, from, end);) end = text.indexOf(fence, end + 1);
    if (isLong) while (end >= 0 && text[end + 3] === quote) end++; // quotes before the fence belong to the text
    const inside = end < 0 ? "" : text.slice(start, end);
    if (end < 0 || (!isLong && /[\r\n]/.test(inside))) throw this.error("text whose quotes are not closed", `a closing ${fence}`); // prettier-ignore
    this.#at = end + fence.length;
    return inside.includes("\\") ? this.#unescape(inside) : inside;
  }

  #unescape(text: string): string {
    return text.replace(
      escape,
      (whole, short: string | undefined, long: string | undefined, one: string | undefined) => {
        const code = parseInt(short ?? long ?? "", 16);
        if (code <= 0x10ffff) return String.fromCodePoint(code);
        const plain = one === undefined || !Object.hasOwn(plainEscapes, one) ? undefined : plainEscapes[one];
        if (plain !== undefined) return plain;
        throw this.error(
          `the escape ${JSON.stringify(whole)}`,
          String.raw`\t \b \n \r \f \" \' \\ \u0000 or \U00000000`,
        );
      },
    );
  }
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, start: number, at: number): boolean {
  let first = at;
  while (first > start && text[first - 1] === "\\") first--;
  return (at - first) % 2 === 1;
}

/** An IRI in full: relative ones are taken from the base. */
export function resolveIri(iri: string, base: string): string {
  if (scheme.test(iri) || base === "") return iri;
  const trunk = base.replace(/#.*$/s, "");
  if (iri === "" || iri.startsWith("#")) return trunk + iri;
  try {
    return new URL(iri, base).href;
  } catch {
    return trunk.replace(/[^/]*$/, "") + iri;
  }
}
