import { setFlagsFromString } from "node:v8";
import { Table, vectorFromArray } from "apache-arrow";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { applyLabelingFunctions, type ApplyOptions } from "../../../src/apply/apply.ts";
import { labelingFunction } from "../../../src/functions/row.ts";
import { keywords } from "../../../src/functions/keywords.ts";
import { defineTask } from "../../../src/labels/task.ts";
import type { LabelMatrix } from "../../../src/matrix/label-matrix.ts";
import type { AnyPack } from "../../../src/packs/pack.ts";
import { rejection } from "../../util/caught.ts";
import { PackFolder } from "./packs.ts";

const folder = new PackFolder();
afterAll(() => folder.remove());

const rows = 40_000;
const table = new Table({ n: vectorFromArray(Float64Array.from({ length: rows }, (_, i) => i)) });
const apply = (pack: AnyPack, options: ApplyOptions = {}): Promise<LabelMatrix> =>
  applyLabelingFunctions(pack.functions, table, { workers: 2, ...options });

/** Threads and pipes that keep this process alive. */
const openThreads = (): number => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
const before = openThreads();
afterEach(() => expect(openThreads()).toBe(before));

describe("a signal to stop", () => {
  test("ends functions that would never end", async () => {
    const pack = await folder.load("endless", 'onN("endless", (n) => { while (n >= 0); return null; })');
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 1500);
    const error = await rejection(apply(pack, { signal: controller.signal }));
    expect(error).toMatchObject({
      code: "aborted",
      message: "applyLabelingFunctions: the signal to stop, at row 0.",
      details: { row: 0 },
      cause: new Error("enough"),
    });
  });

  test("says up to which row the votes were complete", async () => {
    const pack = await folder.load("halfway", 'onN("endless", (n) => { while (n >= 20_000); return null; })');
    const controller = new AbortController();
    const onProgress = ({ done }: { readonly done: number }): void => {
      if (done === 16_384) controller.abort();
    };
    const error = await rejection(apply(pack, { signal: controller.signal, onProgress }));
    expect(error.message).toBe("applyLabelingFunctions: the signal to stop, at row 16384.");
  });

  test("that has come before starts nothing", async () => {
    const pack = await folder.load("never", 'onN("never", () => null)');
    expect((await rejection(apply(pack, { signal: AbortSignal.abort() }))).code).toBe("aborted");
  });
});

describe("a thread that ends by itself stops the run with an error that names function and rows:", () => {
  const remedy = "A failure of this kind cannot be kept as a fault: mend the function.";
  const options = { faults: "abstain" } as const;

  test("process.exit", async () => {
    const pack = await folder.load(
      "exits",
      'onN("fine", () => null), onN("exits", (n) => { if (n === 20_000) process.exit(3); return "ham"; })',
    );
    const error = await rejection(apply(pack, options));
    expect(error.code).toBe("function_failed");
    expect(error.message).toBe(
      `labeling function "exits", rows 16384 to 24575: the worker thread has ended: something in it called process.exit(3). ${remedy}`,
    );
    expect(error.details).toEqual({ function: "exits" });
  });

  test("an error in a callback that nobody waits for", async () => {
    const pack = await folder.load(
      "uncaught",
      `onN("later", async (n) => {
         if (n === 9000) await new Promise(() => setTimeout(() => { throw new TypeError("nobody hears"); }));
         return null;
       }, { async: true })`,
    );
    const error = await rejection(apply(pack, options));
    expect(error.message).toMatch(
      /^labeling function "later", rows \d+ to \d+: the worker thread has ended: uncaught TypeError: nobody hears\. /,
    );
    expect(error.cause).toMatchObject({ message: "nobody hears" });
  });

  test("more memory than a thread may have", async () => {
    const pack = await folder.load(
      "memory",
      'onN("greedy", (n) => { if (n > 30_000) for (const all: unknown[] = []; ;) all.push(new Array(1e4).fill(n)); return null; })',
    );
    setFlagsFromString("--max-old-space-size=128"); // of the threads that are started from here on
    const error = await rejection(apply(pack, options)).finally(() => setFlagsFromString("--max-old-space-size=4096"));
    expect(error.message).toBe(
      `labeling function "greedy", rows 24576 to 32767: the worker thread has ended: it ran out of memory. ${remedy}`,
    );
  });

  test("while the pack is loading", async () => {
    const pack = await folder.load(
      "at-load",
      'onN("a", () => null, { name: require("node:worker_threads").isMainThread ? "a" : process.exit(4) })',
    );
    const error = await rejection(apply(pack, options));
    expect(error.message).toMatch(/^a worker thread, rows 0 to \d+: the worker thread has ended: .*process\.exit\(4\)/);
  });
});

test("what onProgress throws ends the run", async () => {
  const pack = await folder.load("plain", 'onN("plain", () => null)');
  const onProgress = (): never => {
    throw new Error("no more");
  };
  await expect(apply(pack, { onProgress })).rejects.toThrow("no more");
});

describe("threads that cannot vote with the functions that were given are an error:", () => {
  test.each([[0], [-1], [1.5], [NaN], [Infinity], [1025], ["2" as unknown as number]])(
    "workers: %s",
    async (workers) => {
      const pack = await folder.load("plain", 'onN("plain", () => null)');
      const error = await rejection(apply(pack, { workers }));
      expect(error.message).toBe(
        `applyLabelingFunctions, workers: ${JSON.stringify(workers).replace("null", String(workers))}; expected a whole number from 1 to 1024.`,
      );
    },
  );

  const task = defineTask({ labels: ["ham", "spam"], columns: { n: "float64", text: "utf8" } });
  const made = [
    labelingFunction(task, { name: "made_here", columns: ["n"], vote: () => null }),
    keywords(task, { name: "made_here", column: "text", any: ["cash"], label: "spam" }),
  ];
  test.each(made.map((func) => [func.kind, func] as const))(
    "a function made in this thread, of kind %s",
    async (_, func) => {
      const error = await rejection(
        applyLabelingFunctions([func], new Table({ n: vectorFromArray([1]), text: vectorFromArray(["a"]) }), {
          workers: 2,
        }),
      );
      expect(error.message).toBe(
        'applyLabelingFunctions, workers: labeling function "made_here", which was made in this thread; expected functions ' +
          "of packs that loadPack has loaded. A function cannot be sent to another thread: put it into a module whose " +
          "default export is definePack({...}) and load that with loadPack, or leave workers at 1.",
      );
      expect(error.code).toBe("bad_option");
    },
  );

  test("a pack that has been edited since it was loaded", async () => {
    const pack = await folder.load("edited", 'onN("a", () => "ham")');
    await folder.load("edited", 'onN("a", () => "spam")');
    const error = await rejection(apply(pack));
    expect(error.code).toBe("incompatible");
    expect(error.message).toBe(
      `${folder.path}/edited.ts: the pack has been edited since it was loaded: "a" may be another function now. ` +
        "Load the pack again with loadPack, and apply its functions.",
    );
  });

  test("a pack that is another one each time", async () => {
    const pack = await folder.load(
      "moody",
      'onN("a", () => "ham", { version: String(require("node:worker_threads").threadId) })',
    );
    expect((await rejection(apply(pack))).message).toBe(
      `${folder.path}/moody.ts: labeling function "a" is another one each time the pack is loaded. ` +
        "A pack must make the same functions in every thread: without times, random numbers and the like.",
    );
  });

  test("a pack that is broken now", async () => {
    const pack = await folder.load("broken", 'onN("a", () => "ham")');
    folder.write("broken.ts", "export default ;");
    expect((await rejection(apply(pack))).code).toBe("pack");
  });
});
