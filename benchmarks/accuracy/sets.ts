import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  labelMatrixFromTable,
  labelSet,
  readTable,
  takeRows,
  votesFromAnswers,
  type LabelMatrix,
  type VotePatterns,
} from "labelwright";

/** An entry of a data folder's `index.json`. */
interface IndexEntry {
  readonly kind: "labeling functions" | "crowd";
  readonly classes: readonly string[];
  readonly metric: "accuracy" | "f1";
  readonly positive?: string | null;
  /** Of generated sets: the accuracy of the best rule that knows how votes were made, and the accuracy to reach. */
  readonly truth?: number;
  readonly target?: number;
}

/** Votes with gold to score them against. */
export interface VoteSet extends IndexEntry {
  readonly name: string;
  readonly votes: LabelMatrix | VotePatterns;
  /** The true label of each row, null where it is not known. */
  readonly gold: readonly (string | null)[];
}

/** Sets of which only the train split counts: their other votes do not belong to their gold. */
const trainOnly: ReadonlySet<string> = new Set(["sms"]);

/** All columns as text: labels spelled 0 and 1 are names like any other. */
const readText = (file: string): ReturnType<typeof readTable> => readTable(file, { inferTypes: false });

type TextTable = Awaited<ReturnType<typeof readText>>;

function textColumn(table: TextTable, name: string): (string | null)[] {
  const column = table.getChild(name);
  if (column === null) throw new Error(`no column "${name}" among ${table.schema.names.join(", ")}`);
  return Array.from(column as Iterable<string | null>, (cell) => (cell === "" ? null : cell));
}

async function readVotes(folder: string, name: string, entry: IndexEntry): Promise<VoteSet> {
  let table: TextTable = await readText(join(folder, `${name}.votes.csv`));
  if (trainOnly.has(name)) {
    const rows = textColumn(table, "split").flatMap((split, row) => (split === "train" ? [row] : []));
    table = takeRows(table, rows);
  }
  const votes = labelMatrixFromTable(table, { labels: labelSet(entry.classes) });
  return { ...entry, name, votes, gold: textColumn(table, "gold") };
}

async function readAnswers(folder: string, name: string, entry: IndexEntry): Promise<VoteSet> {
  const votes = votesFromAnswers(await readText(join(folder, `${name}.answers.csv`)), {
    labels: labelSet(entry.classes),
  });
  const table = await readText(join(folder, `${name}.gold.csv`));
  const labels = textColumn(table, "gold");
  const known = new Map(textColumn(table, "item").map((item, i) => [item, labels[i] ?? null]));
  return { ...entry, name, votes, gold: (votes.ids ?? []).map((item) => known.get(item) ?? null) };
}

/** Names and entries of a data folder, in the order of its index. */
export function readIndex(folder: string): readonly (readonly [string, IndexEntry])[] {
  return Object.entries(JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as Record<string, IndexEntry>);
}

/** Reads one set: `NAME.votes.csv`, or `NAME.answers.csv` with `NAME.gold.csv`. Gold and split are never votes. */
export function readSet(folder: string, name: string, entry: IndexEntry): Promise<VoteSet> {
  return entry.kind === "crowd" ? readAnswers(folder, name, entry) : readVotes(folder, name, entry);
}
