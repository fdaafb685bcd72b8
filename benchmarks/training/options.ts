/** What `npm run benchmark:training` is asked for. */
export interface Options {
  readonly data: string | null;
  readonly only: readonly string[] | null;
  readonly splits: number;
  readonly sections: readonly Section[];
  readonly json: string | null;
  /** Tables in Markdown. */
  readonly markdown: boolean;
}

export const sections = ["accuracy", "active", "speed"] as const;
export type Section = (typeof sections)[number];

export const usage = `usage: npm run benchmark:training -- [DATA] [options]

DATA holds index.json, NAME.votes.csv and NAME.text.jsonl for youtube, sms and trec; without it only the speed is measured.

  --sections a,b   of ${sections.join(", ")} (default: all)
  --only a,b       these sets only
  --splits N       random splits beside the test split (default 10)
  --json FILE      writes all figures
  --markdown       tables in Markdown
  --help`;

/** Reads the arguments; null where they make no sense or help is asked for. */
export function parseOptions(args: readonly string[]): Options | null {
  const options = {
    data: null as string | null,
    only: null as string[] | null,
    splits: 10,
    json: null as string | null,
    markdown: false,
  };
  let wanted: readonly Section[] = sections;
  for (let i = 0; i < args.length; i++) {
    const [name = "", value] = [args[i], args[i + 1]];
    if (name === "--markdown") {
      options.markdown = true;
      continue;
    }
    if (!name.startsWith("--")) {
      if (options.data !== null) return null;
      options.data = name;
      continue;
    }
    if (value === undefined) return null;
    i++;
    if (name === "--only") options.only = value.split(",");
    else if (name === "--json") options.json = value;
    else if (name === "--splits" && /^\d+$/.test(value)) options.splits = Number(value);
    else if (name === "--sections") {
      const names = value.split(",");
      wanted = sections.filter((section) => names.includes(section));
      if (wanted.length !== names.length) return null;
    } else return null;
  }
  return { ...options, sections: options.data === null ? wanted.filter((section) => section === "speed") : wanted };
}
