import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";
import { runCommandLine } from "../../src/cli.ts";
import { readTable, type ReadTableOptions } from "../../src/index.ts";

/** What a command left: exit code and what it printed. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What Node runs to be the command itself, from the sources: its first arguments. */
export const binArguments: readonly string[] = [resolve("node_modules/jiti/lib/jiti-cli.mjs"), resolve("src/bin.ts")];

/** Runs the command line inside this process. */
export async function labelwright(args: readonly string[], signal?: AbortSignal): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  const code = await runCommandLine(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal,
  });
  return { code, stdout, stderr };
}

/** A scratch folder, removed at the end. */
export interface Scratch {
  readonly path: string;
  /** The path of a file in it. */
  readonly at: (name: string) => string;
  /** Writes a file, and returns its path. */
  readonly write: (name: string, text: string | Uint8Array) => string;
  readonly read: (name: string) => string;
  readonly json: (name: string) => unknown;
  /** A table as plain rows. */
  readonly rows: (name: string, options?: ReadTableOptions) => Promise<Record<string, unknown>[]>;
}

export function scratchFolder(): Scratch {
  const path = mkdtempSync(join(tmpdir(), "labelwright-cli-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  const at = (name: string): string => join(path, name);
  const read = (name: string): string => readFileSync(at(name), "utf8");
  return {
    path,
    at,
    read,
    write: (name, text) => {
      writeFileSync(at(name), text);
      return at(name);
    },
    json: (name) => JSON.parse(read(name)) as unknown,
    rows: async (name, options) => {
      const table = await readTable(at(name), options);
      const names = table.schema.fields.map((field) => field.name);
      return Array.from({ length: table.numRows }, (_, row) =>
        Object.fromEntries(names.map((column) => [column, table.getChild(column)?.get(row) as unknown])),
      );
    },
  };
}

/** A rule pack over a column `text`, as its author would write it. */
export const spamPack = `
import { definePack, defineTask, labelingFunction } from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const has = (name: string, pattern: RegExp, label: "ham" | "spam") =>
  labelingFunction(task, { name, columns: ["text"], vote: ({ text }) => (pattern.test(text) ? label : null) });

export default definePack({
  name: "spam-rules",
  version: "1.2.0",
  task,
  functions: [has("link", /http/, "spam"), has("money", /cash|prize/, "spam"), has("thanks", /thanks|great/, "ham")],
});
`;

/** Rows for the pack, with ids that are no numbers, and gold. */
export const spamRows = `id,text,split,gold
007,win cash now,train,spam
008,"thanks, great song",train,ham
009,http://x.example cash,train,spam
010,nothing here,valid,ham
011,great prize http://y.example,test,spam
`;
