/** Names longer than this are not compared: the time grows with the square of the length. */
const longest = 64;

/** How many characters must be put in, left out, changed, or swapped with the next to make one text of the other. */
function editDistance(a: string, b: string): number {
  const [first, second] = [Array.from(a), Array.from(b)];
  let older: readonly number[] = [];
  let last: readonly number[] = second.map((_, k) => k).concat(second.length);
  first.forEach((character, i) => {
    const row = [i + 1];
    second.forEach((other, k) => {
      const changed = (last[k] ?? 0) + (character === other ? 0 : 1);
      const isSwap = i > 0 && k > 0 && character === second[k - 1] && first[i - 1] === other;
      const swapped = isSwap ? (older[k - 1] ?? 0) + 1 : Infinity;
      row.push(Math.min(changed, swapped, (last[k + 1] ?? 0) + 1, (row[k] ?? 0) + 1));
    });
    older = last;
    last = row;
  });
  return last.at(-1) ?? 0;
}

/** The name that was probably meant: the nearest one, at most a third of its characters away; null where there is none. */
export function closestName(name: string, names: readonly string[]): string | null {
  if (name.length > longest) return null;
  let closest: string | null = null;
  let least = Infinity;
  for (const each of names) {
    const distance = each.length > longest ? Infinity : editDistance(name.toLowerCase(), each.toLowerCase());
    if (distance < least && distance <= Math.max(1, each.length / 3)) [closest, least] = [each, distance];
  }
  return closest;
}
