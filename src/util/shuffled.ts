import type { Random } from "./random.ts";

/** Numbers in random order (Fisher and Yates). */
export function shuffled(values: ArrayLike<number>, random: Random): Int32Array {
  const out = Int32Array.from(values);
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] ?? 0, out[i] ?? 0];
  }
  return out;
}

/** The numbers from 0 to `count - 1` in random order. */
export const shuffledRange = (count: number, random: Random): Int32Array =>
  shuffled(
    Int32Array.from({ length: count }, (_, i) => i),
    random,
  );
