import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const pack = scratch.write(
  "pack.ts",
  `import { definePack, defineTask, keywords } from "labelwright";
  const task = defineTask({ labels: ["ham", "spam"], columns: { id: "utf8", text: "utf8", links: "float64" }, id: "id" });
  const money = keywords(task, { name: "spam_cash", column: "text", any: ["cash"], label: "spam" });
  export default definePack({ name: "p", version: "1", task, functions: [money] });`,
);
const texts = [
  "win cash now",
  "cash prize 12345",
  "claim your prize 99999",
  "see you at nine",
  "you are late",
  "see my cat",
];
const lines = Array.from({ length: 60 }, (_, i) => {
  const spam = i % 6 < 3;
  return `r${i},${texts[i % 6]},${spam ? 3 : i % 2},${i % 4 === 0 ? "" : spam ? "spam" : "ham"}`;
});
const data = scratch.write("data.csv", `id,text,links,gold\n${lines.join("\n")}\n`);

describe("labelwright suggest", () => {
  test("prints what goes with a label, kind by kind, and the functions as TypeScript", async () => {
    const { code, stdout, stderr } = await labelwright(["suggest", pack, data]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Words in text: ");
    expect(stdout).toContain("Patterns in text: ");
    expect(stdout).toContain("Numbers: 2 suggested functions, from 45 labeled of 60 rows");
    expect(stdout).toContain('when: "links > 2", label: "spam" });');
    expect(stdout).not.toContain('name: "spam_cash"'); // the pack has that name
  });

  test("writes a module whose functions a pack can take", async () => {
    const out = scratch.at("suggested.ts");
    const { code, stdout } = await labelwright(["suggest", pack, data, "--kinds", "keywords,thresholds", "--out", out]);
    expect([code, stdout.trimEnd().split("\n").at(-1)]).toEqual([0, `Functions written to ${out}`]);
    const text = scratch.read("suggested.ts");
    expect(text.split("\n")[0]).toBe('import { expression, keywords } from "labelwright";');
    const made = Array.from(text.matchAll(/^const (\w+)/gm), ([, name]) => name ?? "");
    const rest = text.split("\n").slice(1).join("\n");
    const next = scratch.write(
      "next.ts",
      `import { definePack, defineTask, expression, keywords } from "labelwright";
      const task = defineTask({ labels: ["ham", "spam"], columns: { id: "utf8", text: "utf8", links: "float64" }, id: "id" });
      ${rest}
      export default definePack({ name: "next", version: "1", task, functions: [${made.join(", ")}] });`,
    );
    expect(await labelwright(["apply", next, data, "--out", scratch.at("votes.csv")])).toMatchObject({ code: 0 });
  });

  test("gives the same facts as JSON, and counts uncovered rows alone where asked", async () => {
    const { stdout } = await labelwright(["suggest", pack, data, "--uncovered", "--kinds", "keywords", "--json"]);
    const { rows, suggestions } = JSON.parse(stdout) as {
      readonly rows: number;
      readonly suggestions: readonly { readonly name: string; readonly newRows: number; readonly rows: number }[];
    };
    expect(rows).toBe(60);
    expect(suggestions.find(({ name }) => name === "spam_prize")).toMatchObject({
      kind: "keywords",
      label: "spam",
      rows: 20,
      newRows: 10,
    });
  });

  test("goes by the labels of a run in place of gold", async () => {
    const bare = scratch.write(
      "bare.csv",
      `id,text,links\n${lines.map((line) => line.split(",").slice(0, 3).join(",")).join("\n")}\n`,
    );
    const labels = scratch.write(
      "labels.csv",
      `id,label,covered,p_ham,p_spam\n${lines.map((_, i) => `r${i},${i % 6 < 3 ? "spam,true,0,1" : "ham,true,1,0"}`).join("\n")}\n`,
    );
    const { code, stdout } = await labelwright(["suggest", pack, bare, "--labels", labels, "--kinds", "keywords"]);
    expect([code, stdout.split("\n")[0]]).toEqual([
      0,
      expect.stringMatching(/^Words in text: \d+ suggested functions, from 60 labeled of 60 rows$/),
    ]);
  });

  test.each<[string, readonly string[], number, string]>([
    [
      "rows without labels",
      [scratch.write("none.csv", "id,text,links\na,hi,1\n")],
      2,
      "no labels to go by; expected --gold, --gold-file or --labels. Label some rows by hand",
    ],
    [
      "labels of one kind",
      [scratch.write("one.csv", "id,text,links,gold\na,hi,1,ham\n")],
      1,
      "1 rows with a label, all of them of one label",
    ],
    ["another kind", [data, "--kinds", "words"], 2, "Some of keywords, patterns, thresholds were expected."],
    ["odds below 1", [data, "--min-odds", "0"], 2, '--min-odds: "0"; expected a number of at least 1.'],
    [
      "a file that is no module",
      [data, "--out", "x.csv"],
      2,
      "--out: x.csv; expected a file ending in .ts, .mts or .cts.",
    ],
    ["its own pack as the file to write", [data, "--out", pack], 2, "which is read from; expected another file."],
  ])("refuses %s", async (_, args, exit, message) => {
    const { code, stderr } = await labelwright(["suggest", pack, ...args]);
    expect(code).toBe(exit);
    expect(stderr).toContain(message);
  });
});
