import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  batchLabelingFunction,
  changelogEntry,
  definePack,
  defineTask,
  keywords,
  labelingFunction,
  pattern,
  type AnyLabelingFunction,
  type AnyPack,
  type Pack,
} from "../../../src/index.ts";
import { assertPack, checkPack, testPack, type CheckOptions, type PackReport } from "../../../src/testing.ts";
import { rejection } from "../../util/caught.ts";

const task = defineTask({
  labels: ["ham", "spam"],
  columns: { text: "utf8", likes: "float64", codes: "list<float64>", day: "date" },
});
const money = keywords(task, { name: "money", column: "text", any: ["cash prize"], label: "spam" });

const packOf = (functions: readonly AnyLabelingFunction[], parts: object = {}): AnyPack =>
  definePack({ name: "rules", version: "1.0.0", task, functions: functions as Pack["functions"], ...parts } as never);

const check = (
  functions: readonly AnyLabelingFunction[],
  options: CheckOptions = {},
  parts = {},
): Promise<PackReport> => checkPack(packOf(functions, parts), { onProgress: () => undefined, ...options });

/** A function of texts. */
const ofText = (name: string, vote: (text: string) => "ham" | "spam" | null): AnyLabelingFunction =>
  labelingFunction(task, { name, columns: ["text"], vote: ({ text }) => vote(text) });

const fails = (): never => {
  throw new Error("not here");
};

describe("checkPack", () => {
  test("finds what fails only near a word that another function looks for, and shrinks it to that word", async () => {
    const rare = ofText("rare", (text) => (text.includes("cash prize") ? fails() : null));
    const report = await check([money, rare]);
    expect(report.passed).toBe(false);
    expect(report.failures).toMatchObject([
      { function: "rare", law: "total", rows: [{ text: "cash prize", likes: null }], came: "it threw Error: not here" },
    ]);
  });

  test("makes texts that patterns match", async () => {
    const code = pattern(task, { name: "code", column: "text", pattern: /\b[QX]{2}-\d{4}\b/, label: "ham" });
    const careless = ofText("careless", (text) => (/[QX]{2}-\d{4}/.test(text) ? fails() : null));
    const { failures } = await check([code, careless]);
    expect(failures.map(({ function: name, law }) => [name, law])).toEqual([["careless", "total"]]);
    expect(failures[0]?.rows[0]).toMatchObject({ text: expect.stringMatching(/^[QX]{2}-\d{4}$/) as string });
  });

  test("varies the pack's example rows: what a closure looks for shows in them alone", async () => {
    const hidden = ofText("hidden", (text) =>
      text === "XYZZY PLUGH" ? fails() : text === "xyzzy plugh" ? "ham" : null,
    );
    const examples = { hidden: { votes: { ham: [{ text: "xyzzy plugh" }] } } };
    const { failures } = await check([hidden], {}, { examples });
    expect(failures).toMatchObject([{ law: "total", rows: [{ text: "XYZZY PLUGH", likes: null, day: null }] }]);
  });

  test("gives the same report for the same seed, other rows for another", async () => {
    const random = ofText("long", (text) => (text.length > 300 ? fails() : null));
    const [a, b, other] = [await check([random]), await check([random]), await check([random], { seed: 5 })];
    expect(JSON.stringify(a)).toBe(JSON.stringify(b));
    expect(JSON.stringify(a)).not.toBe(JSON.stringify(other));
    expect(a.failures[0]?.rows[0]).toMatchObject({ likes: null });
    expect((a.failures[0]?.rows[0] as { text: string }).text).toHaveLength(301);
  });

  test("goes straight to the smallest rows by seed and path", async () => {
    const careless = ofText("careless", (text) => (text.includes("prize") ? fails() : null));
    const { failures } = await check([money, careless]);
    const [{ seed, path, rows } = { seed: 0, path: "", rows: [] }] = failures;
    const again = await check([money, careless], { seed, path: path ?? "", functions: ["careless"], laws: ["total"] });
    expect(again.rows).toBe(1);
    expect(again.failures[0]).toMatchObject({ rows, shrinks: 0 });
  });

  test("skips functions whose votes are awaited, says so, and asks them on as many rows as it is told", async () => {
    let asked = 0;
    const later = labelingFunction(task, {
      name: "later",
      columns: ["text"],
      async: true,
      vote: async ({ text }) => {
        asked++;
        return Promise.resolve(text === "" ? fails() : null);
      },
    });
    const skipped = await check([later], {}, { examples: { later: { abstains: [{ text: "a" }] } } });
    expect([skipped.passed, asked]).toEqual([true, 0]);
    expect(new Set(skipped.functions[0]?.laws.map(({ outcome }) => outcome))).toEqual(new Set(["skipped"]));
    expect(inspect(skipped)).toContain("skipped  later: its votes are awaited, and each may cost a call");
    const tried = await check([later], { awaited: 4 });
    expect(tried.failures).toMatchObject([{ law: "total", rows: [{ text: "" }] }]);
    expect(asked).toBeLessThan(200);
  });

  test("warns of functions that look for the same, and of those that never vote", async () => {
    const twin = keywords(task, { name: "twin", column: "text", any: ["Cash  Prize"], label: "spam" });
    const silent = ofText("silent", () => null);
    const { warnings, passed } = await check([money, twin, silent]);
    expect(passed).toBe(true);
    expect(warnings.map(({ kind, functions }) => [kind, functions])).toEqual([
      ["never-votes", ["silent"]],
      ["equal-terms", ["money", "twin"]],
    ]);
    expect(warnings[1]?.message).toContain('"money", "twin" look for the same');
  });

  test("tells of examples that do not hold, that throw, and that no table can hold", async () => {
    const shouts = ofText("shouts", (text) => (text === "no" ? fails() : text === text.toUpperCase() ? "spam" : null));
    const examples = {
      shouts: {
        votes: { spam: [{ text: "FREE" }, { text: "free" }] },
        abstains: [{ text: "no" }, { text: "a", likes: "many" }],
      },
    };
    const { failures } = await check([shouts], { laws: ["examples-hold"] }, { examples });
    expect(failures.map(({ rows, came, expected }) => [(rows[0] as { text: string }).text, came, expected])).toEqual([
      ["free", "null (it abstains)", '"spam"'],
      ["no", "it threw Error: not here", "null (it abstains)"],
      [
        "a",
        expect.stringContaining("a row that no table of the task can hold") as string,
        "values of the task's columns",
      ],
    ]);
  });

  test("holds a pack to its changelog", async () => {
    const first = packOf([money]);
    const changelog = [changelogEntry(first, "The first rules.")];
    const kept = await check([money], { laws: ["changelog-kept"] }, { changelog });
    expect(kept.passed).toBe(true);
    const edited = keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" });
    const { failures, passed } = await check([edited], { laws: ["changelog-kept"] }, { changelog });
    expect(passed).toBe(false);
    expect(failures).toMatchObject([
      { function: null, law: "changelog-kept", came: expect.stringContaining('edited "money"') as string },
    ]);
    expect(failures[0]?.mend).toMatch(/^Raise the pack's version/);
  });

  test("lets one function that writes into the table's memory not disturb the others", async () => {
    const writes = batchLabelingFunction(task, {
      name: "writes",
      columns: ["likes"],
      vote: ({ likes }) => {
        (likes.values as Float64Array).fill(-5);
      },
    });
    const reads = labelingFunction(task, {
      name: "reads",
      columns: ["likes"],
      vote: ({ likes }) => (likes > 3 ? "ham" : null),
    });
    const { failures, functions } = await check([writes, reads]);
    expect(failures.map(({ function: name, law }) => [name, law])).toEqual([["writes", "input-unchanged"]]);
    expect(functions[1]?.votes).toBeGreaterThan(10);
  });

  test("finds lists and dates that trip a function", async () => {
    const sums = labelingFunction(task, {
      name: "sums",
      columns: ["codes"],
      vote: ({ codes }) => (Array.from(codes).reduce((a, b) => a + b) > 3 ? "ham" : null), // none: no initial value
    });
    const days = labelingFunction(task, {
      name: "days",
      columns: ["day"],
      vote: ({ day }) => (new Date(day).getUTCFullYear() < 1970 ? fails() : null),
    });
    const { failures } = await check([sums, days]);
    expect(failures.map(({ law, rows }) => [law, rows])).toEqual([
      ["total", [expect.objectContaining({ codes: [], text: null })]],
      ["total", [expect.objectContaining({ day: expect.any(Number) as number, codes: null })]],
    ]);
  });

  test("is frozen, and prints as text", async () => {
    const report = await check([money], { runs: 5 });
    expect([report, report.functions, report.functions[0]?.laws, report.pack].every(Object.isFrozen)).toBe(true);
    expect(inspect(report)).toMatch(
      /^Pack "rules" 1\.0\.0: 1 function on 7 rows, seed 0, [\d.]+ s\n\npassed: 9 checks hold$/,
    );
  });

  test("tells how far it is, and stops when told", async () => {
    const told: number[] = [];
    await check([money, ofText("b", () => null)], { runs: 5, onProgress: ({ done }) => void told.push(done) });
    expect(told).toEqual([0, 1, 2]);
    const gone = AbortSignal.abort(new Error("enough"));
    expect((await rejection(check([money], { signal: gone }))).code).toBe("aborted");
    const controller = new AbortController();
    const stop = (): void => {
      controller.abort();
    };
    const running = check([money], { signal: controller.signal, onProgress: stop });
    expect((await rejection(running)).message).toBe("checkPack: the signal to stop.");
  });

  test.each<[CheckOptions, string]>([
    [{ runs: 0 }, "checkPack, runs: 0; expected a whole number from 1 to 1000000."],
    [{ seed: 1.5 }, "checkPack, seed: 1.5; expected a whole number from -2147483648 to 2147483647."],
    [{ functions: ["mony"] }, 'checkPack, functions: "mony"; expected an array of "money".'],
    [{ functions: [] }, 'checkPack, functions: no names; expected an array of "money".'],
    [
      { laws: ["totl" as never] },
      'checkPack, laws: "totl"; expected an array of "bounded-time", "input-unchanged", "total"',
    ],
    [{ path: "a" }, 'checkPack, path: "a"; expected a path such as "0:3:1".'],
    [{ awaited: -1 }, "checkPack, awaited: -1; expected a whole number of at least 0."],
    [{ timeLimit: NaN }, "checkPack, timeLimit: NaN; expected a number of at least 0."],
    [{ shrinks: "3" as never }, 'checkPack, shrinks: "3"; expected a whole number of at least 0.'],
  ])("refuses %j", async (options, message) => {
    const error = await rejection(check([money], options));
    expect([error.code, error.message.slice(0, message.length)]).toEqual(["bad_option", message]);
  });

  test("refuses what is no pack", async () => {
    expect((await rejection(checkPack({ functions: [] } as unknown as AnyPack))).message).toBe(
      "checkPack: an object with functions; expected a rule pack. Make it with definePack, or load it with loadPack.",
    );
  });
});

describe("assertPack", () => {
  test("passes a sound pack, and throws the printed report of another", async () => {
    const quiet = { onProgress: () => undefined, runs: 20 };
    expect((await assertPack(packOf([money]), quiet)).passed).toBe(true);
    const error = await rejection(assertPack(packOf([ofText("broken", fails)]), quiet));
    expect(error.code).toBe("check_failed");
    expect(error.message).toContain('pack "rules": checks are broken');
    expect(error.message).toContain("BROKEN  broken: total");
    expect(error.details).toMatchObject({ report: { passed: false } });
  });
});

describe("testPack", () => {
  const register = (pack: AnyPack, options: CheckOptions = {}): Map<string, () => void | Promise<void>> => {
    const registered = new Map<string, () => void | Promise<void>>();
    const names: string[] = [];
    testPack(
      pack,
      {
        describe: (name, body) => {
          names.push(name);
          body();
          names.pop();
        },
        test: (name, body) => void registered.set([...names, name].join(" > "), body),
      },
      { onProgress: () => undefined, runs: 30, ...options },
    );
    return registered;
  };

  test("registers a test for each function and law, which passes or throws what is broken", async () => {
    const tests = register(
      packOf([money, ofText("broken", fails)], { examples: { money: { abstains: [{ text: "a" }] } } }),
    );
    const ofMoney = [...tests.keys()].filter((name) => name.includes('"money"'));
    expect(ofMoney).toHaveLength(10);
    expect(ofMoney[0]).toMatch(
      /^rule pack "rules" 1\.0\.0 > labeling function "money" > bounded-time: its time for a row/,
    );
    for (const name of ofMoney) await tests.get(name)?.();
    const find = (law: string) => [...tests].find(([name]) => name.includes(`"broken" > ${law}:`))?.[1];
    const error = await rejection((async () => find("total")?.())());
    expect(error.message).toContain('pack "rules", total: broken');
    expect(error.message).toContain("it threw Error: not here");
    await find("deterministic")?.();
  });

  test("fails laws that cannot be judged, with the reason", async () => {
    let n = 0;
    const tests = register(packOf([ofText("random", () => (n++ % 2 === 0 ? "ham" : null))]));
    const [, body] = [...tests].find(([name]) => name.includes("independent-of-neighbors")) ?? [];
    const error = await rejection((async () => body?.())());
    expect(error.message).toBe(
      'pack "rules", function "random", independent-of-neighbors: not tried: independent-of-neighbors cannot be judged while deterministic is broken.',
    );
  });

  test("has one test for a function that is not tried, which says so", () => {
    const later = labelingFunction(task, {
      name: "later",
      columns: ["text"],
      async: true,
      vote: () => Promise.resolve(null),
    });
    expect([...register(packOf([later])).keys()]).toEqual([
      'rule pack "rules" 1.0.0 > labeling function "later" > is not tried: its votes are awaited, and each may cost a call (option awaited)',
    ]);
  });

  test("tests the changelog of a pack that keeps one", async () => {
    const changelog = [changelogEntry(packOf([money]), "First.")];
    const tests = register(packOf([money], { changelog }), { laws: ["changelog-kept"] });
    expect([...tests.keys()]).toEqual([
      'rule pack "rules" 1.0.0 > changelog-kept: its changelog tells what its functions are in every version',
    ]);
    for (const body of tests.values()) await body();
  });

  test("refuses wrong options and frameworks at once", () => {
    expect(() => register(packOf([money]), { runs: 0 })).toThrow("testPack, runs: 0;");
    expect(() => {
      testPack(packOf([money]), { describe } as never);
    }).toThrow(
      "testPack, framework: an object with describe; expected an object with the functions describe and test.",
    );
  });
});
