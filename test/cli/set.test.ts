import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const pack = scratch.write(
  "pack.ts",
  `
import { definePack, defineTask, keywords, labelingFunction } from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
export default definePack({
  name: "set-rules",
  version: "1.0.0",
  task,
  parameters: { limit: 3, words: ["cash"], sizes: [1, 2], strict: false, greeting: "hello" },
  functions: ({ limit, words, sizes, strict, greeting }) => [
    labelingFunction(task, { name: "long", columns: ["text"], vote: ({ text }) => (text.length > limit ? "ham" : null) }),
    keywords(task, { name: "money", column: "text", any: words, label: "spam" }),
    keywords(task, { name: "greets", column: "text", any: [greeting], label: strict ? "spam" : "ham" }),
    labelingFunction(task, { name: "sized", columns: ["text"], vote: ({ text }) => (sizes.includes(text.length) ? "ham" : null) }),
  ],
});
`,
);
const data = scratch.write("rows.csv", "text\nwin cash now\na loan now\nhello\nhi\n");
const out = scratch.at("votes.csv");
const apply = (...more: string[]): ReturnType<typeof labelwright> =>
  labelwright(["apply", pack, data, "--out", out, ...more]);

describe("--set", () => {
  test("sets parameters of every kind", async () => {
    const settings = ["limit=11", "words=loan,cash", "sizes= 2", "strict=true", "greeting=hi"];
    const { code, stdout } = await apply("--json", ...settings.flatMap((each) => ["--set", each]));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      pack: { parameters: { limit: 11, words: ["loan", "cash"], sizes: [2], strict: true, greeting: "hi" } },
    });
    expect(await scratch.rows("votes.csv")).toEqual([
      { id: 0n, long: "ham", money: "spam", greets: null, sized: null },
      { id: 1n, long: null, money: "spam", greets: null, sized: null },
      { id: 2n, long: null, money: null, greets: null, sized: null },
      { id: 3n, long: null, money: null, greets: "spam", sized: "ham" },
    ]);
  });

  test("gives worker threads the same functions, and the cache other votes", async () => {
    const cache = scratch.at("cache");
    const usual = await apply("--cache", cache);
    expect(usual.code).toBe(0);
    const before = scratch.read("votes.csv");
    expect((await apply("--set", "limit=11", "--cache", cache)).code).toBe(0);
    const set = scratch.read("votes.csv");
    expect(set).not.toBe(before);
    expect((await apply("--set", "limit=11", "--workers", "2")).code).toBe(0);
    expect(scratch.read("votes.csv")).toBe(set);
    expect((await apply("--cache", cache)).stdout).toContain("100.0 % of the votes from the cache");
    expect(scratch.read("votes.csv")).toBe(before);
  });

  test("is an option of run, whose summary tells it", async () => {
    const { code } = await labelwright(["run", pack, data, "--out", scratch.at("out"), "--set", 'words="a, b"']);
    expect(code).toBe(0);
    expect(scratch.json("out/summary.json")).toMatchObject({ pack: { parameters: { limit: 3, words: ["a, b"] } } });
  });

  test.each([
    ["limit", '--set: "limit"; expected a parameter of the pack and its value: name=value.'],
    ["=3", '--set: "=3"; expected a parameter of the pack and its value: name=value.'],
    [
      "limits=3",
      '--set: "limits"; expected one of "limit", "words", "sizes", "strict", "greeting". Check the spelling.',
    ],
    [
      "toString=3",
      '--set: "toString"; expected one of "limit", "words", "sizes", "strict", "greeting". Check the spelling.',
    ],
    ["limit=many", '--set limit: "many"; expected a number.'],
    ["limit=", '--set limit: ""; expected a number.'],
    ["limit=NaN", '--set limit: "NaN"; expected a number.'],
    ["strict=yes", '--set strict: "yes"; expected true or false.'],
    ["sizes=1,two", '--set sizes: "two"; expected a number.'],
    ["words=a,,b", '--set words: "a,,b"; expected values separated by commas, none of them empty, such as a,"b, c".'],
  ])("refuses %s", async (setting, message) => {
    expect(await apply("--set", setting)).toEqual({ code: 2, stdout: "", stderr: `error: ${message}\n` });
  });

  test("refuses a name that is given twice, and a value the functions refuse", async () => {
    const { code, stderr } = await apply("--set", "limit=1", "--set", "limit=2");
    expect([code, stderr]).toEqual([2, 'error: --set: "limit" more than once; expected each name once.\n']);
    const none = await apply("--set", "words=");
    expect(none.code).toBe(2);
    expect(none.stderr).toBe(
      'error: labeling function "money", any: an empty array; expected at least one term. Leave the option out instead.\n',
    );
  });
});

test("a pack is found by the name of its installed package", async () => {
  const { code, stderr } = await labelwright(["apply", "no-such-rules", data, "--out", out]);
  expect(code).toBe(1);
  expect(stderr).toContain("no-such-rules: no such file, and no installed package of that name in ");
});
