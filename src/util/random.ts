import seedrandom from "seedrandom";

/** A source of numbers in [0, 1). */
export type Random = () => number;

/**
 * The only source of randomness: a generator for one named use of a seed. Different names give independent streams,
 * and neighboring seeds do too: the seed and name pass through ARC4 first, and `alea` is started from its output.
 */
export function makeRandom(seed: number | string, use: string): Random {
  const start = seedrandom(`${seed}/${use}`);
  const random = seedrandom.alea(`${start.int32()}.${start.int32()}.${start.int32()}`);
  for (let i = 0; i < 16; i++) random(); // the first draws still show the start
  return random;
}
