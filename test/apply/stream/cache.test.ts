import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { beforeEach, describe, expect, test } from "vitest";

import {
  applyLabelingFunctionsToStream,
  type ApplyToStreamOptions,
} from "../../../src/apply/stream/apply-to-stream.ts";
import type { StreamedVotes } from "../../../src/apply/stream/streamed-votes.ts";
import { keywords } from "../../../src/functions/keywords.ts";
import type { LabelingFunction } from "../../../src/functions/labeling-function.ts";
import { labelingFunction } from "../../../src/functions/row.ts";
import { defineTask } from "../../../src/labels/task.ts";
import type { LabelMatrix } from "../../../src/matrix/label-matrix.ts";
import { loadPack } from "../../../src/packs/load-pack.ts";
import { rememberOrigin } from "../../../src/packs/origin.ts";
import { definePack } from "../../../src/packs/pack.ts";
import { openParts } from "../../../src/tables/parts/open-parts.ts";
import type { OpenPart } from "../../../src/tables/parts/part.ts";
import { temporaryFolder } from "../../tables/expect-error.ts";
import { rejection } from "../../util/caught.ts";
import * as labelwright from "../../../src/index.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
type TextFunction = LabelingFunction<"ham" | "spam", { readonly text: string }>;
const folder = temporaryFolder();
let cache = "";
let runs = 0;
beforeEach(() => {
  cache = join(folder, `cache ${runs++}`);
});

const words = (name: string, ...any: string[]): TextFunction =>
  keywords(task, { name, column: "text", any, label: "spam" });

/** A closure that counts its calls, and is known by a version, as a module that `loadPack` loaded would be. */
function counted(version: string, failsOn = "") {
  const calls = { count: 0 };
  const func = labelingFunction(task, {
    name: "counted",
    columns: ["text"],
    vote: ({ text }) => {
      calls.count++;
      if (failsOn !== "" && text.includes(failsOn)) throw new Error(`cannot read ${text}`);
      return text.length % 3 === 0 ? "spam" : text.length % 3 === 1 ? { label: "ham", confidence: 0.5 } : null;
    },
  });
  const pack = definePack({ name: "counting", version: "1.0.0", task, functions: [func] });
  rememberOrigin(pack, { path: "/pack.ts", export: "default", hash: version });
  return { func: func, calls };
}

function dataOf(rows: readonly string[], name = "rows.csv"): string {
  const file = join(folder, name);
  writeFileSync(file, `text\n${rows.map((row) => `"${row}"\n`).join("")}`);
  return file;
}

interface Outcome {
  readonly streamed: StreamedVotes;
  readonly codes: readonly (readonly number[])[];
  readonly confidences: readonly (readonly number[])[];
  readonly batchFaults: readonly LabelMatrix["faults"][];
}

/** What a run leaves, as plain values: equal for equal runs. */
async function run(
  functions: readonly TextFunction[],
  files: string | string[],
  options: ApplyToStreamOptions & { partRows?: number } = {},
): Promise<Outcome> {
  const codes = functions.map((): number[] => []);
  const confidences = functions.map((): number[] => []);
  const batchFaults: LabelMatrix["faults"][] = [];
  const { partRows = 3, ...others } = options;
  const streamed = await applyLabelingFunctionsToStream(functions, openParts(files, { partRows }), {
    cache,
    ...others,
    onVotes: (votes) => {
      votes.votes.forEach((column, j) => codes[j]?.push(...column));
      votes.confidences.forEach((column, j) => confidences[j]?.push(...(column ?? Array(votes.rows).fill(1))));
      batchFaults.push(votes.faults);
    },
  });
  return { streamed, codes, confidences, batchFaults };
}

/** An outcome without how it was come by. */
const facts = ({ streamed, ...others }: Outcome): object => ({
  ...others,
  rows: streamed.rows,
  faults: streamed.faults,
  counts: [...streamed.patterns.counts],
  votes: streamed.patterns.votes,
});

/** The parts of a file; how many were read is counted. */
async function* countReads(file: string, reads: { count: number }, partRows = 3): AsyncGenerator<OpenPart> {
  for await (const { part, read } of openParts(file, { partRows })) {
    const counting = (): ReturnType<typeof read> => {
      reads.count++;
      return read();
    };
    yield { part, read: counting };
  }
}

const filesIn = (at: string): string[] =>
  readdirSync(at, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const tenRows = ["cash", "hello", "free cash", "", "a", "ab", "abc", "prize", "cash prize", "nothing at all"];

describe("the cache of votes", () => {
  test("spares a second run the rows and the votes", async () => {
    const { func, calls } = counted("1");
    const functions = [words("money", "cash"), func];
    const file = dataOf(tenRows);
    const reads = { count: 0 };
    const first = await applyLabelingFunctionsToStream(functions, countReads(file, reads), { cache });
    expect([reads.count, calls.count, first.cache]).toEqual([4, 10, { read: 0, computed: 20 }]);
    const second = await applyLabelingFunctionsToStream(functions, countReads(file, reads), { cache });
    expect([reads.count, calls.count, second.cache]).toEqual([4, 10, { read: 20, computed: 0 }]);
    expect(second.patterns.counts).toEqual(first.patterns.counts);
    expect(second.patterns.votes).toEqual(first.patterns.votes);
    expect([second.rows, second.batches]).toEqual([10, 4]);
  });

  test("an edited function alone votes again, and the one before the edit is still known", async () => {
    const { func, calls } = counted("1");
    const file = dataOf(tenRows);
    await run([words("money", "cash"), func], file);
    const edited = await run([words("money", "cash", "prize"), func], file);
    expect([calls.count, edited.streamed.cache]).toEqual([10, { read: 10, computed: 10 }]);
    expect(facts(edited)).toEqual(
      facts(await run([words("money", "cash", "prize"), func], file, { cache: undefined })),
    );
    expect((await run([words("money", "cash"), func], file)).streamed.cache.computed).toBe(0);
  });

  test("a function that is new votes, beside others that are known, in any order", async () => {
    const file = dataOf(tenRows);
    const [a, b, c] = [words("a", "cash"), words("b", "prize"), words("c", "free")];
    await run([a, c], file);
    const wider = await run([c, b, a], file);
    expect(wider.streamed.cache).toEqual({ read: 20, computed: 10 });
    expect(facts(wider)).toEqual(facts(await run([c, b, a], file, { cache: undefined })));
  });

  test("rows that are added to a file are voted on, the parts before them are known", async () => {
    const { func, calls } = counted("1");
    await run([func], dataOf(tenRows.slice(0, 6)));
    calls.count = 0;
    await run([func], dataOf(tenRows));
    expect(calls.count).toBe(4);
  });

  test("closures that came from no pack vote in every run", async () => {
    const closure = labelingFunction(task, {
      name: "closure",
      columns: ["text"],
      vote: () => "ham",
    });
    const file = dataOf(tenRows);
    await run([closure, words("money", "cash")], file);
    expect((await run([closure, words("money", "cash")], file)).streamed.cache).toEqual({ read: 10, computed: 10 });
  });

  test("closures of a pack are known until one of its modules changes", async () => {
    const pack = join(folder, "pack.ts");
    const helper = join(folder, "helper.ts");
    writeFileSync(helper, 'export const isIt = (text: string) => text.includes("cash");\n');
    writeFileSync(
      pack,
      `import { definePack, defineTask, labelingFunction } from "labelwright";
      import { isIt } from "./helper.ts";
      const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
      const f = labelingFunction(task, { name: "f", columns: ["text"], vote: ({ text }) => (isIt(text) ? "spam" : null) });
      export default definePack({ name: "p", version: "1", task, functions: [f] });`,
    );
    const file = dataOf(tenRows);
    const load = async (): Promise<readonly TextFunction[]> =>
      (await loadPack(pack, { modules: { labelwright } })).functions as readonly TextFunction[];
    const votes = await run(await load(), file);
    expect((await run(await load(), file)).streamed.cache.computed).toBe(0);
    writeFileSync(helper, 'export const isIt = (text: string) => text.includes("prize");\n');
    const edited = await run(await load(), file);
    expect(edited.streamed.cache.read).toBe(0);
    expect(edited.codes).not.toEqual(votes.codes);
  });

  property.prop([
    fc.array(fc.constantFrom("cash", "x", "no", "free", "abcd"), { maxLength: 30 }),
    fc.integer({ min: 1, max: 7 }),
  ])("gives back votes, confidences and faults as they were cast", async (rows, partRows) => {
    cache = join(folder, `cache ${runs++}`);
    const functions = (): TextFunction[] => [words("money", "cash"), counted("1", "o").func];
    const file = dataOf(rows, `property ${runs}.csv`);
    const options = { faults: "abstain", partRows } as const;
    const plain = await run(functions(), file, { ...options, cache: undefined });
    expect(facts(await run(functions(), file, options))).toEqual(facts(plain));
    const kept = await run(functions(), file, options);
    expect(facts(kept)).toEqual(facts(plain));
    expect(kept.streamed.cache.computed).toBe(0);
  });

  test("votes with fewer failures kept than are wanted now are cast anew", async () => {
    const functions = (): TextFunction[] => [counted("1", "o").func];
    const file = dataOf(["o", "so", "no", "x"]);
    const some = { faults: "abstain", keptFaults: 1, partRows: 4 } as const;
    expect((await run(functions(), file, some)).streamed.faults).toMatchObject({ count: 3, kept: [{ row: 0 }] });
    const all = { ...some, keptFaults: Infinity };
    const again = await run(functions(), file, all);
    expect(again.streamed.cache).toEqual({ read: 0, computed: 4 });
    expect(again.streamed.faults.kept.map(({ row }) => row)).toEqual([0, 1, 2]);
    const fewer = await run(functions(), file, some);
    expect(fewer.streamed.cache).toEqual({ read: 4, computed: 0 });
    expect(fewer.streamed.faults.kept.map(({ row }) => row)).toEqual([0]);
  });

  test("faults are told with the rows they have now, when a file has come before theirs", async () => {
    const functions = (): TextFunction[] => [counted("1", "o").func];
    const file = dataOf(tenRows);
    const options = { faults: "abstain" } as const;
    await run(functions(), file, options);
    const before = dataOf(["x", "y"], "before.csv");
    const now = await run(functions(), [before, file], options);
    expect(now.streamed.cache).toEqual({ read: 10, computed: 2 });
    expect(now.streamed.faults.kept.map(({ row, message }) => `${row}: ${message.slice(0, 70)}`)).toEqual([
      '3: labeling function "counted", row 3: it threw Error: cannot read hello.',
      '11: labeling function "counted", row 11: it threw Error: cannot read nothi',
    ]);
    expect(facts(now)).toEqual(facts(await run(functions(), [before, file], { ...options, cache: undefined })));
  });

  test.each([
    ["to stop at faults", { faults: "throw" } as const],
    ["to stop beyond a number of faults", { faults: "abstain", faultLimit: 2 } as const],
  ])("a run that is %s ends as if no vote were known", async (_, options) => {
    const functions = (): TextFunction[] => [words("money", "cash"), counted("1", "a").func];
    const file = dataOf(tenRows);
    const plain = await rejection(run(functions(), file, { ...options, cache: undefined }));
    await run(functions(), file, { faults: "abstain" });
    const kept = await rejection(run(functions(), file, options));
    expect([kept.code, kept.message, kept.details]).toEqual([plain.code, plain.message, plain.details]);
  });

  test("a run that failed has kept the parts before", async () => {
    const file = dataOf(tenRows);
    await rejection(run([counted("1", "prize").func], file));
    const { func, calls } = counted("1");
    await run([func], file);
    expect(calls.count).toBe(4);
  });

  test("rows in memory are refused, as they are known by nothing", async () => {
    const table = labelwright.tableFromRows([{ text: "a" }]);
    expect((await rejection(applyLabelingFunctionsToStream([words("a", "b")], [table], { cache }))).message).toBe(
      "applyLabelingFunctionsToStream, batch 1: rows in memory, and the option cache; expected parts of a data set, " +
        "which are known by a hash. Read the data with openParts, or leave out the cache.",
    );
  });

  test("a path that is a file is refused", async () => {
    writeFileSync(cache, "");
    const error = await rejection(run([words("a", "b")], dataOf(tenRows)));
    expect([error.code, error.message.startsWith(`${cache}: cannot write: `)]).toEqual(["file_failed", true]);
  });
});

describe("a damaged file of the cache", () => {
  const functions = (): TextFunction[] => [words("money", "cash"), counted("1", "o").func];
  const options = { faults: "abstain" } as const;

  property.prop([fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean()])(
    "is never used, whatever its bytes: the votes are cast anew, with a warning, and the file is mended",
    async (which, at, flip, isCut) => {
      cache = join(folder, `cache ${runs++}`);
      const file = dataOf(tenRows);
      const plain = await run(functions(), file, options);
      const files = filesIn(cache);
      const damaged = files[which % files.length] ?? "";
      const bytes = readFileSync(damaged);
      const place = at % bytes.length;
      if (isCut) truncateSync(damaged, place);
      else {
        bytes[place] = (bytes[place] ?? 0) ^ flip;
        writeFileSync(damaged, bytes);
      }
      const warnings: string[] = [];
      const again = await run(functions(), file, { ...options, onWarning: (message) => warnings.push(message) });
      expect(facts(again)).toEqual(facts(plain));
      expect(warnings).toEqual([`${damaged} is damaged: its votes are cast anew`]);
      expect((await run(functions(), file, options)).streamed.cache.computed).toBe(0);
    },
  );

  test("a file of other votes in its place is not used either", async () => {
    const file = dataOf(tenRows);
    const plain = await run(functions(), file, options);
    const files = filesIn(cache);
    const [first = "", ...others] = files.map((each) => readFileSync(each));
    [...others, first].forEach((bytes, i) => writeFileSync(files[i] ?? "", bytes));
    const again = await run(functions(), file, options);
    expect(facts(again)).toEqual(facts(plain));
    expect(again.streamed.cache.read).toBe(0);
  });

  test("what a killed run has left half-written disturbs nothing", async () => {
    const file = dataOf(tenRows);
    const plain = await run(functions(), file, options);
    for (const each of filesIn(cache)) {
      writeFileSync(join(each, "..", `.${each.slice(-8)}.writing-1-abc`), readFileSync(each).subarray(0, 50));
      rmSync(each);
    }
    expect(facts(await run(functions(), file, options))).toEqual(facts(plain));
  });
});
