import { growFloat64 } from "../util/grow.ts";
import { HashIndex } from "../util/hash-index.ts";
import { PatternBuilder } from "./pattern-builder.ts";
import type { PatternVotes, VotePatterns } from "./vote-patterns.ts";

function hashOf(votes: PatternVotes, from: number, to: number): number {
  const { functions, codes, strengths } = votes;
  let hash = (to - from) | 0;
  for (let i = from; i < to; i++) {
    hash = Math.imul(hash ^ (functions[i] ?? 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ (codes[i] ?? 0), 0xc2b2ae35);
    const strength = strengths?.[i] ?? 1;
    // A part whose votes all count fully has no strengths: equal patterns must have one hash either way.
    if (strength !== 1) hash = Math.imul(hash ^ Math.round(strength * 1000 - 1000), 0x9e3779b1);
  }
  return hash ^ (hash >>> 16);
}

/**
 * Adds up the patterns of several parts, in order of first appearance. A part costs the votes in its own distinct
 * patterns, however many patterns there are already.
 */
export class PatternSum {
  readonly #index = new HashIndex();
  readonly #builder = new PatternBuilder();
  #counts: Float64Array = new Float64Array(1024);

  /** Adds `sign` times the counts of `part`; returns the number of each of its patterns here. */
  add(part: VotePatterns, sign: 1 | -1): Int32Array {
    const { votes, counts } = part;
    const numbers = new Int32Array(part.size);
    for (let u = 0; u < part.size; u++) {
      const from = votes.offsets[u] ?? 0;
      const to = votes.offsets[u + 1] ?? 0;
      const before = this.#index.size;
      const here = this.#index.find(hashOf(votes, from, to), (known) => this.#builder.holds(known, votes, from, to));
      if (here === before) this.#append(votes, from, to);
      this.#counts[here] = (this.#counts[here] ?? 0) + sign * (counts[u] ?? 0);
      numbers[u] = here;
    }
    return numbers;
  }

  #append(votes: PatternVotes, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      this.#builder.add(votes.functions[i] ?? 0, votes.codes[i] ?? 0, votes.strengths?.[i] ?? 1);
    }
    this.#builder.close();
    this.#counts = growFloat64(this.#counts, this.#index.size);
  }

  /** The sum so far. */
  finish(): { readonly votes: PatternVotes; readonly counts: Float64Array } {
    return { votes: this.#builder.finish(), counts: this.#counts.slice(0, this.#index.size) };
  }
}
