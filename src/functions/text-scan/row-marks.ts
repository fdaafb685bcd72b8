import type { Marks, TextScan } from "./text-scan.ts";

/** The marks that the searches of a scan get on one row. */
export class RowMarks {
  /** Searches that have marks, in the first `count` places. */
  readonly touched: Int32Array;
  count = 0;
  readonly #marks: Int32Array;
  readonly #onWay: Marks;
  readonly #atEnd: Marks;
  readonly #symbols: number;

  constructor({ searches, marks, endMarks, automaton }: TextScan) {
    this.touched = new Int32Array(searches.length);
    this.#marks = new Int32Array(searches.length);
    this.#onWay = marks;
    this.#atEnd = endMarks;
    this.#symbols = automaton.alphabet.size;
  }

  /** Sets the marks of a state that the text passes. */
  pass(state: number): void {
    this.#set(this.#onWay, state / this.#symbols);
  }

  /** Sets the marks of the state in which the text ends. */
  end(state: number): void {
    this.#set(this.#atEnd, state / this.#symbols);
  }

  /** Takes back the marks of a search, and returns them. */
  take(search: number): number {
    const marks = this.#marks[search] ?? 0;
    this.#marks[search] = 0;
    return marks;
  }

  /** Takes back all marks. */
  clear(): void {
    for (let k = 0; k < this.count; k++) this.#marks[this.touched[k] ?? 0] = 0;
    this.count = 0;
  }

  #set({ at, search, bits }: Marks, n: number): void {
    const end = at[n + 1] ?? 0;
    for (let k = at[n] ?? 0; k < end; k++) {
      const which = search[k] ?? 0;
      const marks = this.#marks[which] ?? 0;
      if (marks === 0) this.touched[this.count++] = which;
      this.#marks[which] = marks | (bits[k] ?? 0);
    }
  }
}
