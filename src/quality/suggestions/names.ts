/** Text as part of a name: its letters and digits, of any script, with single underscores between. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{ID_Continue}]+/gu, "_")
    .replace(/_+/g, "_")
    .replace(/^_|_$/g, "");
}

/** Gives names that differ from each other and from some that are taken. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** `wanted`, shortened where it is long, with a number behind where it is taken. */
  give(wanted: string): string {
    const base = Array.from(wanted).slice(0, 48).join("").replace(/_+$/, "") || "suggested";
    let name = base;
    for (let n = 2; this.#taken.has(name); n++) name = `${base}_${n}`;
    this.#taken.add(name);
    return name;
  }
}

/** The name of a function as the name of a constant: `spam_check_out` gives `spamCheckOut`. */
export function constantName(name: string): string {
  const camel = name.replace(/_+(.)/gu, (_, letter: string) => letter.toUpperCase());
  return /^[\p{ID_Start}_$]/u.test(camel) ? camel : `_${camel}`;
}
