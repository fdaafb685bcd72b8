import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  labelMatrixFromTable,
  labelSet,
  readTable,
  tableFromRows,
  takeRows,
  type LabelMatrix,
  type LabelSet,
} from "labelwright";
import { readIndex } from "../accuracy/sets.ts";

type Table = ReturnType<typeof tableFromRows>;

/** Texts with votes, gold and splits. */
export interface TextSet {
  readonly name: string;
  readonly labels: LabelSet;
  /** Scored by the F1 of this label; null: by accuracy. */
  readonly positive: string | null;
  /** The texts, in the column `text`. */
  readonly table: Table;
  /** All votes as a table: `takeRows` and `votesOf` make matrices of parts of it. */
  readonly voteTable: Table;
  /** The code of each row's true label. */
  readonly truth: Int32Array;
  /** Rows to train on and to score on. Null where the set has no test split whose votes belong to its gold. */
  readonly split: { readonly train: Int32Array; readonly test: Int32Array } | null;
}

/** Sets of which only the train split counts: their other votes do not belong to their gold. */
const trainOnly: ReadonlySet<string> = new Set(["sms"]);
const names = ["youtube", "sms", "trec"];

/** Reads the sets of a data folder that have texts. */
export async function readTextSets(folder: string, only: readonly string[] | null): Promise<TextSet[]> {
  const wanted = readIndex(folder).filter(([name]) => names.includes(name) && (only?.includes(name) ?? true));
  return Promise.all(
    wanted.map(([name, { classes, positive }]) => readTextSet(folder, name, classes, positive ?? null)),
  );
}

async function readTextSet(
  folder: string,
  name: string,
  classes: readonly string[],
  positive: string | null,
): Promise<TextSet> {
  const all = await readTable(join(folder, `${name}.votes.csv`), { inferTypes: false });
  const splits = Array.from(all.getChild("split") ?? [], String);
  const kept = Int32Array.from(splits.keys()).filter((row) => !trainOnly.has(name) || splits[row] === "train");
  const voteTable = takeRows(all, kept);
  const texts = new Map(
    readFileSync(join(folder, `${name}.text.jsonl`), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { readonly id: string; readonly text: string })
      .map(({ id, text }) => [id, text]),
  );
  const ids = Array.from(voteTable.getChild("id") ?? [], String);
  const labels = labelSet(classes);
  const rows = Int32Array.from(ids.keys());
  const inSplit = (split: string): Int32Array => rows.filter((row) => splits[kept[row] ?? 0] === split);
  return {
    name,
    labels,
    positive,
    table: tableFromRows(
      ids.map((id) => ({ text: texts.get(id) ?? null })),
      { columns: { text: "utf8" } },
    ),
    voteTable,
    truth: Int32Array.from(voteTable.getChild("gold") ?? [], (label) => labels.code(String(label))),
    split: trainOnly.has(name) ? null : { train: inSplit("train"), test: inSplit("test") },
  };
}

/** The votes on some rows. */
export function votesOn(set: TextSet, rows: Int32Array): LabelMatrix {
  return labelMatrixFromTable(takeRows(set.voteTable, rows), {
    labels: set.labels,
    ignore: ["id", "split", "gold"],
  });
}
