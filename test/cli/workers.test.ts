import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const pack = scratch.write(
  "pack.ts",
  `
import { definePack, defineTask, keywords, labelingFunction } from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", n: "float64" } });
export default definePack({ name: "threads", version: "1", task, functions: [
  keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" }),
  labelingFunction(task, { name: "third", columns: ["n"], vote: ({ n }) => (n % 3 === 0 ? { label: "ham", confidence: 0.5 } : null) }),
  labelingFunction(task, { name: "failing", columns: ["n"], vote: ({ n }) => {
    if (n % 40 === 39) throw new Error("at " + n);
    return n % 2 === 0 ? "ham" : "spam";
  } }),
] });
`,
);
const rows = Array.from({ length: 200 }, (_, n) => `${n % 9 === 0 ? "cash" : "word"} ${n},${n}`);
const plain = scratch.write("plain.csv", `text,n\n${rows.join("\n")}\n`);
const named = scratch.write("named.csv", `id,text,n\n${rows.map((row, n) => `row ${n},${row}`).join("\n")}\n`);

describe("--workers", () => {
  test.each([
    ["rows that threads read", plain],
    ["rows whose names are carried along", named],
  ])("of apply changes no byte of what is written, nor what is said: %s", async (_, data) => {
    const apply = async (...more: string[]): Promise<readonly [string, string, Buffer]> => {
      const files = ["--out", scratch.at("votes.arrow"), "--patterns", scratch.at("patterns.csv")];
      const args = ["apply", pack, data, ...files, "--faults", "abstain", "--part-rows", "30", ...more];
      const { code, stdout, stderr } = await labelwright(args);
      expect([code, stderr.replaceAll(/warning: .*\n/g, "")]).toEqual([0, ""]);
      return [stdout, scratch.read("patterns.csv"), readFileSync(scratch.at("votes.arrow"))];
    };
    expect(await apply("--workers", "3")).toEqual(await apply());
  });

  test("of run gives the same votes and summary", async () => {
    for (const [folder, workers] of Object.entries({ one: "1", two: "2" })) {
      const args = ["run", pack, plain, "--out", scratch.at(folder), "--faults", "abstain", "--workers", workers];
      expect((await labelwright(args)).code).toBe(0);
    }
    for (const file of ["votes.arrow", "summary.json", "model.json"])
      expect(readFileSync(scratch.at(`two/${file}`))).toEqual(readFileSync(scratch.at(`one/${file}`)));
  });

  test("does not change the error of a function that fails", async () => {
    const apply = (workers: string): ReturnType<typeof labelwright> =>
      labelwright(["apply", pack, plain, "--out", scratch.at("x.csv"), "--part-rows", "30", "--workers", workers]);
    const alone = await apply("1");
    expect(alone.code).toBe(1);
    expect(alone.stderr).toContain('labeling function "failing", row 39');
    expect(await apply("3")).toEqual(alone);
  });

  test.each(["0", "two", "1.5"])("%s is bad usage", async (workers) => {
    const { code, stderr } = await labelwright([
      "apply",
      pack,
      plain,
      "--out",
      scratch.at("x.csv"),
      "--workers",
      workers,
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(`--workers: "${workers}"; expected a whole number of at least 1.`);
  });
});
