import { characterKinds, type CharacterKinds } from "./characters.ts";
import { connectedComponents, shortestPath } from "./components.ts";
import { isGapBetween, leavesOfGaps } from "./gaps.ts";
import { TooLarge, type Gap, type PositionGraph } from "./position-graph.ts";

/** Pairs of ways that are looked at before a graph is given up: some tenths of a second. */
const workLimit = 1_000_000;

/** Pairs of places that two matches of the same text can be at, as the nodes of a graph. */
class PairGraph {
  readonly #graph: PositionGraph;
  readonly #kinds: CharacterKinds;
  readonly #flags: string;
  readonly #hasGaps: boolean;
  readonly #matches: readonly Uint8Array[];
  readonly #ways: PositionGraph["ways"];
  readonly #shared = new Map<number, readonly number[]>();
  readonly #followers = new Map<number, readonly number[]>();
  #work = 0;

  constructor(graph: PositionGraph, regExp: RegExp, isOut: (place: number) => boolean) {
    const gaps = graph.ways.flatMap((ways) => ways.map(({ gap }) => gap));
    this.#graph = graph;
    this.#flags = regExp.flags;
    this.#hasGaps = gaps.some((gap) => gap.length > 0);
    this.#kinds = characterKinds([...graph.leaves, ...leavesOfGaps(gaps)], regExp);
    this.#matches = graph.leaves.map((leaf) => this.#kinds.of(leaf));
    this.#ways = graph.ways.map((ways, place) => (isOut(place) ? [] : ways.filter((way) => !isOut(way.place))));
  }

  /** The pairs of a place with itself. */
  starts(): readonly number[] {
    return this.#graph.leaves.flatMap((_, place) =>
      this.#arrivals(place, place).map((kind) => this.#id(place, place, kind, false)),
    );
  }

  /** Whether a pair is of one place, with itself. */
  isOne(pair: number): boolean {
    const { first, second, twice } = this.#parts(pair);
    return first === second && !twice;
  }

  /** The character that leads to a pair; none where the pair is only passed again. */
  readonly text = (pair: number): string =>
    this.#parts(pair).twice ? "" : (this.#kinds.samples[this.#parts(pair).kind] ?? "");

  readonly successors = (pair: number): readonly number[] => {
    let followers = this.#followers.get(pair);
    if (followers === undefined) this.#followers.set(pair, (followers = this.#follow(pair)));
    return followers;
  };

  /** A place that is reached in two ways at once is first passed as a pair of its own, `twice`. */
  #id(first: number, second: number, kind: number, twice: boolean): number {
    const size = this.#graph.leaves.length;
    const pair = Math.min(first, second) * size + Math.max(first, second);
    return (pair * this.#kinds.samples.length + kind) * 2 + Number(twice);
  }

  #parts(id: number): { first: number; second: number; kind: number; twice: boolean } {
    const size = this.#graph.leaves.length;
    const kinds = this.#kinds.samples.length;
    const pair = Math.floor(id / 2 / kinds);
    return {
      first: Math.floor(pair / size),
      second: pair % size,
      kind: Math.floor(id / 2) % kinds,
      twice: id % 2 === 1,
    };
  }

  /** The kinds of characters that lead to two places at once; one of them where it is all the same which. */
  #arrivals(first: number, second: number): readonly number[] {
    const key = Math.min(first, second) * this.#graph.leaves.length + Math.max(first, second);
    let kinds = this.#shared.get(key);
    if (kinds === undefined) {
      const [matches, others] = [this.#matches[first], this.#matches[second]];
      const all = this.#kinds.samples.map((_, kind) => kind).filter((k) => matches?.[k] === 1 && others?.[k] === 1);
      this.#shared.set(key, (kinds = this.#hasGaps ? all : all.slice(0, 1)));
    }
    return kinds;
  }

  #follow(pair: number): readonly number[] {
    const { first, second, kind, twice } = this.#parts(pair);
    if (twice) return [this.#id(first, second, kind, false)];
    const followers = new Set<number>();
    const [ways = [], others = []] = [this.#ways[first], this.#ways[second]];
    this.#work += ways.length * others.length;
    if (this.#work > workLimit) throw new TooLarge();
    const fits = (gap: Gap, next: number): boolean =>
      gap.length === 0 || isGapBetween(gap, kind, next, this.#kinds, this.#flags);
    ways.forEach((way, w) => {
      others.forEach((other, o) => {
        if (first === second && o < w) return;
        const isTwice = first === second && way.place === other.place && o !== w;
        for (const next of this.#arrivals(way.place, other.place)) {
          if (fits(way.gap, next) && fits(other.gap, next)) {
            followers.add(this.#id(way.place, other.place, next, isTwice));
          }
        }
      });
    });
    return [...followers];
  }
}

/**
 * A text that leads from a place of the graph back to it in two ways, so that twice the text does in four; null where
 * there is none (Weber and Seidl 1991, exponential degree of ambiguity). Places that are out are not passed.
 */
export function findAmbiguity(graph: PositionGraph, regExp: RegExp, isOut: (place: number) => boolean): string | null {
  const pairs = new PairGraph(graph, regExp, isOut);
  for (const component of connectedComponents(pairs.starts(), pairs.successors)) {
    const start = component.find((pair) => pairs.isOne(pair));
    if (start === undefined || component.every((pair) => pairs.isOne(pair))) continue;
    const members = new Set(component);
    const inside = (pair: number): readonly number[] => pairs.successors(pair).filter((next) => members.has(next));
    const there = shortestPath(start, (pair) => !pairs.isOne(pair), inside) ?? [];
    const back = shortestPath(there.at(-1) ?? start, (pair) => pair === start, inside) ?? [];
    return [...there.slice(1), ...back.slice(1)].map((pair) => pairs.text(pair)).join("");
  }
  return null;
}
