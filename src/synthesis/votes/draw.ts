import { makeVotes, type VoteArray } from "../../matrix/vote-array.ts";
import { makeRandom, type Random } from "../../util/random.ts";
import type { Copy } from "./dependence.ts";
import type { Recipe } from "./recipe.ts";
import { shareOfNext } from "./states.ts";

/** Rows as they were drawn, before anybody votes. */
interface Rows {
  /** Label codes. */
  readonly truth: Int32Array;
  /** The state each row was made in. */
  readonly states: Uint16Array;
  /** 1 on hard rows. */
  readonly hard: Uint8Array;
}

/** The place at which probabilities, added up, pass a random number. */
export function choose(probabilities: readonly number[], at: number): number {
  let left = at;
  let last = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] ?? 0;
    if (p === 0) continue;
    if (left < p) return i;
    left -= p;
    last = i; // rounding may leave a rest: it falls to the last that is possible
  }
  return last;
}

function drawRows({ rows, states, hardShare, seed }: Recipe): Rows {
  const [ofState, ofTruth, ofKind] = ["states", "truth", "difficulty"].map((use) => makeRandom(seed, use)) as [
    Random,
    Random,
    Random,
  ];
  const drawn = { truth: new Int32Array(rows), states: new Uint16Array(rows), hard: new Uint8Array(rows) };
  for (let row = 0, s = 0; row < rows; row++) {
    while (row >= (states[s + 1]?.from ?? Infinity)) s++;
    const state = states[s];
    const isNext = s === 0 || state === undefined || ofState() < shareOfNext(row, state);
    drawn.states[row] = isNext ? s : s - 1;
    drawn.truth[row] = choose(states[drawn.states[row] ?? 0]?.balance ?? [], ofTruth());
    drawn.hard[row] = ofKind() < hardShare ? 1 : 0;
  }
  return drawn;
}

/** The wrong label that takes in a whole group on each row, or -1. */
function drawMistakes(truth: Int32Array, labels: number, rate: number, random: Random): Int32Array {
  return truth.map((y) => {
    const [happens, which] = [random() < rate, Math.floor(random() * (labels - 1))];
    return !happens ? -1 : which + (which >= y ? 1 : 0);
  });
}

function drawVotes(recipe: Recipe, j: number, rows: Rows, mistakes: Int32Array | undefined): VoteArray {
  const { names, labels, states, tables, seed } = recipe;
  const random = makeRandom(seed, `votes of ${names[j]}`);
  const votes = makeVotes(recipe.rows, labels.size);
  for (let row = 0; row < votes.length; row++) {
    // Both numbers are drawn on every row: what one setting changes stays in its place.
    const [whether, which] = [random(), random()];
    const [s, y] = [rows.states[row] ?? 0, rows.truth[row] ?? 0];
    if (whether >= (states[s]?.coverages[j]?.[y] ?? 0)) continue;
    const mistake = mistakes?.[row] ?? -1;
    const table = tables[s]?.[rows.hard[row] ?? 0]?.[j]?.apart;
    votes[row] = mistake >= 0 ? mistake : choose(table?.[y] ?? [], which);
  }
  return votes;
}

function copyVotes(votes: readonly VoteArray[], { copier, leader, rate, keep }: Copy, random: Random): void {
  const [own, led] = [votes[copier], votes[leader]];
  if (own === undefined || led === undefined) return;
  for (let row = 0; row < own.length; row++) {
    const [copies, kept] = [random() < rate, random() < keep];
    if (copies) own[row] = kept ? (led[row] ?? -1) : -1;
  }
}

/** Truth and votes by a recipe. Each function draws from a stream of its own: others may come and go. */
export function drawByRecipe(recipe: Recipe): { readonly rows: Rows; readonly votes: readonly VoteArray[] } {
  const { names, labels, groups, copies, seed } = recipe;
  const rows = drawRows(recipe);
  const mistakes = groups.rates.map((rate, g) =>
    drawMistakes(rows.truth, labels.size, rate, makeRandom(seed, `mistakes ${g}`)),
  );
  const votes = names.map((_, j) => drawVotes(recipe, j, rows, mistakes[groups.groupOf[j] ?? -1]));
  for (const copy of copies) copyVotes(votes, copy, makeRandom(seed, `copies of ${names[copy.copier]}`));
  return { rows, votes };
}
