/** A regular expression that no automaton can run: what it has that stands in the way, and what to write instead. */
export class NotLinear extends Error {
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** Part of a regular expression as messages show it. */
export const shown = (part: string): string => (part.length > 60 ? `${part.slice(0, 57)}...` : part);
