import { createHash } from "node:crypto";
import { Dictionary, Float64, Int32, Table, Utf8, vectorFromArray } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyLabelingFunctions, type ApplyOptions } from "../../../src/apply/apply.ts";
import type { LabelingError } from "../../../src/errors.ts";
import type { LabelMatrix } from "../../../src/matrix/label-matrix.ts";
import type { AnyPack } from "../../../src/packs/pack.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { rejection } from "../../util/caught.ts";
import { secondArrow } from "../../util/second-arrow.ts";
import { PackFolder } from "./packs.ts";

const folder = new PackFolder();
afterAll(() => folder.remove());

/** Rows in batches of the given sizes; `n` counts them. One in seven cells is null. */
function rowsOf(sizes: readonly number[]): Table {
  const random = makeRandom(5, "rows of the workers' tests");
  const words = ["cash", "prize", "hello", "Straße", "наличные", "http://x.example", "3 €"];
  const cell = <T>(value: T): T | null => (random() < 1 / 7 ? null : value);
  const text = (): string => Array.from({ length: 4 }, () => words[Math.floor(random() * words.length)]).join(" ");
  let n = 0;
  const tables = sizes.map((size) => {
    const times = <T>(make: () => T): T[] => Array.from({ length: size }, make);
    return new Table({
      text: vectorFromArray(
        times(() => cell(text())),
        new Utf8(),
      ),
      n: vectorFromArray(
        times(() => n++),
        new Float64(),
      ),
      kind: vectorFromArray(
        times(() => cell(`kind ${Math.floor(9 * random())}`)),
        new Dictionary(new Utf8(), new Int32()),
      ),
    });
  });
  const [first, ...others] = tables;
  if (first === undefined) throw new Error("no batches");
  return first.concat(...others);
}

/** What votes and confidences come to: comparing them value by value would take seconds. */
const digest = (arrays: LabelMatrix["confidences"] | LabelMatrix["votes"]): readonly string[] =>
  arrays.map((array) =>
    array === null ? "none" : `${array.constructor.name} ${createHash("sha256").update(array).digest("hex")}`,
  );

/** All that can be told of a run. */
const facts = ({ votes, confidences, faults, functions, rows }: LabelMatrix): object => ({
  votes: digest(votes),
  confidences: digest(confidences),
  faults,
  functions,
  rows,
});

const tables: readonly (readonly [string, Table])[] = [
  ["one long batch", rowsOf([34_000])],
  ["batches longer and shorter than windows", rowsOf([9000, 5, 0, 8193, 1, 8192])],
  ["a slice that begins inside a byte", rowsOf([18_000, 10_000]).slice(13, 25_001)],
  ["three rows", rowsOf([3])],
  ["no rows", rowsOf([3]).slice(0, 0)],
];

describe("in two or three worker threads", () => {
  let pack: AnyPack;
  beforeAll(async () => {
    pack = await folder.load(
      "all-kinds",
      `keywords(task, { name: "money", column: "text", any: ["cash", "STRASSE", "straße"], none: ["prize"], label: "spam" }),
       keywords(task, { name: "sure", column: "text", any: ["наличные"], label: "spam", confidence: 0.75 }),
       pattern(task, { name: "link", column: "text", pattern: /https?:/, label: "spam" }),
       expression(task, { name: "even", when: "n % 2 == 0", label: "ham" }),
       lookup(task, { name: "kind", column: "kind", in: { "kind 1": "ham", "kind 2": "spam" } }),
       labelingFunction(task, { name: "pair", columns: ["text", "n"], vote: ({ text, n }) => (text.length > 20 && n > 9 ? "ham" : null) }),
       onN("later", async (n) => (n % 3 === 0 ? { label: "ham", confidence: (n % 8 + 1) / 8 } : null), { async: true }),
       batchLabelingFunction(task, { name: "batch", columns: ["n"], vote: ({ n }, ballot) => {
         for (let i = 0; i < ballot.length; i++) if (Number(n.values[i]) % 5 === 0) ballot.cast(i, "spam");
       } }),
       onN("faulty", (n) => { if (n % 1000 === 7) throw new RangeError("at " + n); return n % 11 === 0 ? "ham" : null; }),
       onN("rarely", (n) => (n === 21_000 ? "nonsense" : null)),`,
    );
  });

  test.each(tables)("votes, confidences and faults are those of this thread: %s", async (_, table) => {
    const run = (workers?: number): Promise<LabelMatrix> =>
      applyLabelingFunctions(pack.functions, table, { faults: "abstain", keptFaults: 25, workers });
    const alone = facts(await run());
    expect(facts(await run(2))).toEqual(alone);
    expect(facts(await run(3))).toEqual(alone);
  });

  test("votes on a table of another copy of apache-arrow are the same", async () => {
    const table = new secondArrow.Table({
      text: secondArrow.vectorFromArray(["cash", null, "hello"]),
      n: secondArrow.vectorFromArray([1, 2, 3]),
      kind: secondArrow.vectorFromArray(["kind 1", "kind 2", null]),
    });
    const [alone, together] = [
      await applyLabelingFunctions(pack.functions, table),
      await applyLabelingFunctions(pack.functions, table, { workers: 2 }),
    ];
    expect(facts(together)).toEqual(facts(alone));
  });

  test("functions may come from several packs, in any order", async () => {
    const other = await folder.load("other", 'onN("tens", (n) => (n % 10 === 0 ? "spam" : null))');
    const functions = [pack.functions[3], other.functions[0], pack.functions[0]].filter((func) => func !== undefined);
    const table = rowsOf([500, 700]);
    const votes = await applyLabelingFunctions(functions, table, { workers: 2 });
    expect(facts(votes)).toEqual(facts(await applyLabelingFunctions(functions, table)));
    expect(votes.functions.map(({ name }) => name)).toEqual(["even", "tens", "money"]);
  });

  test("progress goes up to the number of rows", async () => {
    const seen: number[] = [];
    const table = rowsOf([34_000]);
    await applyLabelingFunctions(pack.functions, table, {
      faults: "abstain",
      workers: 2,
      onProgress: ({ done, total }) => seen.push(done, total ?? -1),
    });
    const done = seen.filter((_, i) => i % 2 === 0);
    expect(done).toEqual([...new Set(done)].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(34_000);
    expect(seen.filter((_, i) => i % 2 === 1).every((total) => total === 34_000)).toBe(true);
  });
});

describe("the error that ends a run is the one of this thread:", () => {
  const table = rowsOf([60_000]);
  const slow = "if (n < 8192) for (const end = Date.now() + 2; n % 1000 === 0 && Date.now() < end;);";
  test.each<readonly [string, string, ApplyOptions]>([
    [
      "the first row's, even where a later one fails sooner",
      `onN("a", (n) => { ${slow} if (n === 8000 || n === 20_000) throw new Error("at " + n); return null; }),
       onN("b", (n) => { if (n >= 12_000) throw new Error("at " + n); return null; })`,
      {},
    ],
    [
      "the first function's among those that fail in a window",
      `onN("a", (n) => { if (n === 30_010) throw new Error("late"); return null; }),
       onN("b", (n) => { if (n === 30_000) throw new Error("early"); return null; })`,
      {},
    ],
    ["of a wrong vote", 'onN("a", (n) => (n === 50_000 ? "eggs" : null))', {}],
    [
      "of more faults than the limit",
      `onN("a", (n) => { if (n % 10_000 === 5) throw new Error("at " + n); return null; }),
       onN("b", (n) => { if (n % 2000 === 9) throw new Error("at " + n); return null; })`,
      { faults: "abstain", faultLimit: 14 },
    ],
    [
      "of more faults than the limit of one function",
      `onN("a", (n) => { if (n % 10 === 5) throw new Error("at " + n); return null; }),
       onN("b", (n) => { if (n % 2000 === 9) throw new Error("at " + n); return null; })`,
      { faults: "abstain", faultLimit: { b: 14 } },
    ],
    [
      "of any fault, with a limit of none",
      'onN("a", (n) => { if (n >= 33_333) throw new Error("at " + n); return null; })',
      { faults: "abstain", faultLimit: 0 },
    ],
  ])("%s", async (title, functions, options) => {
    const pack = await folder.load(title.replaceAll(/\W/g, "-"), functions);
    const failing = (workers: number): Promise<LabelingError> =>
      rejection(applyLabelingFunctions(pack.functions, table, { ...options, workers }));
    const alone = await failing(1);
    const together = await failing(3);
    const told = ({ code, where, message, details, cause }: LabelingError): readonly unknown[] => [
      code,
      where,
      message,
      details,
      String(cause),
    ];
    expect(told(together)).toEqual(told(alone));
  });

  test("a number that cannot be read", async () => {
    const pack = await folder.load("numbers", 'onN("a", () => "ham")');
    const values = BigInt64Array.from({ length: 20_000 }, (_, i) => (i < 15_000 ? 1n : 2n ** 60n));
    const big = new Table({ n: vectorFromArray(values) });
    const failing = (workers: number): Promise<Error> =>
      rejection(applyLabelingFunctions(pack.functions, big, { workers }));
    expect((await failing(2)).message).toBe((await failing(1)).message);
  });

  test("more faults in the threads than the limit, though not here, is an error that says so", async () => {
    const pack = await folder.load(
      "moody",
      'onN("a", (n) => { if (globalThis.isOther) return null; throw new Error("never here"); })',
    );
    Object.assign(globalThis, { isOther: true });
    const run = applyLabelingFunctions(pack.functions, table, { faults: "abstain", faultLimit: 5, workers: 2 });
    const error = await rejection(run).finally(() => Reflect.deleteProperty(globalThis, "isOther"));
    expect(error.code).toBe("function_failed");
    expect(error.message).toMatch(
      /^applyLabelingFunctions, rows 0 to \d+: functions failed on more rows than faultLimit allows, but not when they voted once more\. Labeling functions must be pure: the same row, the same vote\.$/,
    );
  });
});
