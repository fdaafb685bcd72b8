import type { Leaf } from "../position-graph.ts";

/** The class of the character before the first and after the last one of a text. */
export const edge = 0;

/** Characters beyond the first plane whose classes are remembered. */
const mostBeyond = 4096;

const lineEnds: ReadonlySet<number> = new Set([0x0a, 0x0d, 0x2028, 0x2029]);

/** Whether a character matches a leaf: JavaScript's own regular expressions decide, so that both mean the same. */
function testOf(leaf: Leaf, modes: string): (character: string, code: number) => boolean {
  const isUnicode = modes.includes("u");
  if (leaf.type !== "Character") {
    const single = new RegExp(`^(?:${leaf.raw})$`, modes);
    return (character) => single.test(character);
  }
  const { value } = leaf;
  if (!modes.includes("i")) return (_, code) => code === value;
  const hex = value.toString(16);
  const single = new RegExp(isUnicode ? `^\\u{${hex}}$` : `^\\u${hex.padStart(4, "0")}$`, modes);
  return (character) => single.test(character);
}

/**
 * Characters of a text by classes: those of a class are matched by the same leaves of a regular expression. Classes are
 * found as the characters come. With flag `u` characters are code points, else UTF-16 units.
 */
export class Classes {
  /** How many there are, `edge` included. */
  count = 1;
  /** The classes of ASCII characters; 0 where nobody has asked yet. */
  readonly ascii: Uint16Array = new Uint16Array(128);
  /** By class, 1 for each leaf that matches its characters. */
  readonly #matches: Uint8Array[];
  readonly #nothing = new Uint8Array(0);
  readonly #words: boolean[] = [false];
  readonly #lineEnds: boolean[] = [false];
  readonly #tests: readonly ((character: string, code: number) => boolean)[];
  readonly #word: RegExp;
  readonly #byMarks = new Map<string, number>();
  /** By the upper byte of a UTF-16 unit, the classes of 256 units; 0 where nobody has asked yet. */
  readonly #pages: (Uint16Array | undefined)[] = [];
  readonly #beyond = new Map<number, number>();

  constructor(leaves: readonly Leaf[], flags: string) {
    const modes = flags.replace(/[gymd]/g, "");
    this.#tests = leaves.map((leaf) => testOf(leaf, modes));
    this.#word = new RegExp(String.raw`^\b`, modes); // before a character alone there is a border if it is of a word
    this.#matches = [new Uint8Array(leaves.length)];
  }

  /** The class of a character. */
  of(code: number): number {
    if (code > 0xffff) {
      const known = this.#beyond.get(code);
      if (known !== undefined) return known;
      const found = this.#classOf(code);
      if (this.#beyond.size >= mostBeyond) this.#beyond.clear();
      this.#beyond.set(code, found);
      return found;
    }
    if (code < 128) return (this.ascii[code] ||= this.#classOf(code));
    const page = (this.#pages[code >> 8] ??= new Uint16Array(256));
    const known = page[code & 0xff] ?? 0;
    return known === 0 ? (page[code & 0xff] = this.#classOf(code)) : known;
  }

  /** Of a class, 1 for each leaf that matches its characters. */
  matchesOf(ofClass: number): Uint8Array {
    return this.#matches[ofClass] ?? this.#nothing;
  }

  matches(leaf: number, ofClass: number): boolean {
    return this.#matches[ofClass]?.[leaf] === 1;
  }

  isWord(ofClass: number): boolean {
    return this.#words[ofClass] === true;
  }

  endsLine(ofClass: number): boolean {
    return this.#lineEnds[ofClass] === true;
  }

  #classOf(code: number): number {
    const character = String.fromCodePoint(code);
    const matches = Uint8Array.from(this.#tests, (test) => Number(test(character, code)));
    const isWord = this.#word.test(character);
    const isLineEnd = lineEnds.has(code);
    const marks = `${matches.join("")}${Number(isWord)}${Number(isLineEnd)}`;
    const known = this.#byMarks.get(marks);
    if (known !== undefined) return known;
    this.#byMarks.set(marks, this.count);
    this.#matches.push(matches);
    this.#words.push(isWord);
    this.#lineEnds.push(isLineEnd);
    return this.count++;
  }
}
