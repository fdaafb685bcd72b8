import { growFloat32, growInt16, growInt32 } from "../util/grow.ts";
import type { PatternVotes } from "./vote-patterns.ts";

/** Collects the votes of patterns, one pattern after the other. */
export class PatternBuilder {
  #offsets: Int32Array = new Int32Array(1024);
  #functions: Int32Array = new Int32Array(8192);
  #codes: Int16Array = new Int16Array(8192);
  #strengths: Float32Array | null = null;
  #patterns = 0;
  #votes = 0;

  /** Adds a vote to the pattern being built. */
  add(func: number, code: number, strength = 1): void {
    const k = this.#votes++;
    this.#functions = growInt32(this.#functions, k + 1);
    this.#codes = growInt16(this.#codes, k + 1);
    this.#functions[k] = func;
    this.#codes[k] = code;
    // Strengths cost memory only where there are any.
    if (strength !== 1) this.#strengths ??= new Float32Array(k).fill(1);
    if (this.#strengths === null) return;
    this.#strengths = growFloat32(this.#strengths, k + 1);
    this.#strengths[k] = strength;
  }

  /** Ends the pattern being built. */
  close(): void {
    this.#patterns++;
    this.#offsets = growInt32(this.#offsets, this.#patterns + 1);
    this.#offsets[this.#patterns] = this.#votes;
  }

  /** Whether pattern `u` has just the votes `from` to `to` of `votes`. */
  holds(u: number, votes: PatternVotes, from: number, to: number): boolean {
    const start = this.#offsets[u] ?? 0;
    if ((this.#offsets[u + 1] ?? 0) - start !== to - from) return false;
    for (let i = from, k = start; i < to; i++, k++) {
      if (this.#functions[k] !== votes.functions[i] || this.#codes[k] !== votes.codes[i]) return false;
      if ((this.#strengths?.[k] ?? 1) !== (votes.strengths?.[i] ?? 1)) return false;
    }
    return true;
  }

  /** All patterns, cut to size. */
  finish(): PatternVotes {
    return {
      offsets: this.#offsets.slice(0, this.#patterns + 1),
      functions: this.#functions.slice(0, this.#votes),
      codes: this.#codes.slice(0, this.#votes),
      strengths: this.#strengths === null ? null : this.#strengths.slice(0, this.#votes),
    };
  }
}
