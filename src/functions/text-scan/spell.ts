/** Where a term must begin and end with a border between a word and what is no word. */
export interface TermEnds {
  readonly before: boolean;
  readonly after: boolean;
}

/** The symbols of a term, with the borders it must have and those within it. */
export function spell(
  symbols: readonly number[],
  { before, after }: TermEnds,
  border: number,
  isWord: (symbol: number) => boolean,
): readonly number[] {
  const spelled: number[] = before ? [border] : [];
  let last: number | null = null;
  for (const symbol of symbols) {
    if (last !== null && isWord(last) !== isWord(symbol)) spelled.push(border);
    spelled.push(symbol);
    last = symbol;
  }
  if (after) spelled.push(border);
  return spelled;
}
