import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ChangelogEntry } from "../../src/index.ts";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const packOf = (version: string, money: string, limit = 9, kept = true): string => `
import { definePack, defineTask, keywords, labelingFunction } from "labelwright";
${kept ? 'import changelog from "./changelog.json" with { type: "json" };' : "const changelog = undefined;"}

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
export default definePack({
  name: "rules",
  version: "${version}",
  task,
  functions: [
    keywords(task, { name: "money", column: "text", any: ["${money}"], label: "spam" }),
    labelingFunction(task, { name: "short", columns: ["text"], vote: ({ text }) => (text.length < ${limit} ? "ham" : null) }),
  ],
  changelog,
});
`;

let count = 0;
/** A pack in a folder of its own, with a changelog that has no entries. */
function start(
  text: string,
  changelog = "[]",
): { pack: string; edit: (text: string) => void; entries: () => ChangelogEntry[] } {
  const folder = `pack-${count++}`;
  mkdirSync(scratch.at(folder));
  scratch.write(`${folder}/changelog.json`, changelog);
  return {
    pack: scratch.write(`${folder}/pack.ts`, text),
    edit: (next) => void scratch.write(`${folder}/pack.ts`, next),
    entries: () => scratch.json(`${folder}/changelog.json`) as ChangelogEntry[],
  };
}

describe("labelwright changelog", () => {
  test("adds an entry for each version, with what changed", async () => {
    const { pack, edit, entries } = start(packOf("1.0.0", "cash"));
    const first = await labelwright(["changelog", pack, "--notes", "The first rules."]);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/changelog\.json: entry of version 1\.0\.0 added; added "money", "short"\n$/);
    edit(packOf("1.1.0", "loan"));
    const second = await labelwright(["changelog", pack, "--notes", "Loans.", "--json"]);
    expect(JSON.parse(second.stdout)).toMatchObject({
      entry: { version: "1.1.0", notes: "Loans." },
      changes: { added: [], removed: [], edited: ["money"] },
    });
    expect(entries().map(({ version, notes }) => [version, notes])).toEqual([
      ["1.0.0", "The first rules."],
      ["1.1.0", "Loans."],
    ]);
    expect(entries()[0]?.modules).toMatch(/^[0-9a-f]{32}$/);
    expect(entries()[0]?.functions["short"]).toBe(entries()[1]?.functions["short"]);
  });

  test("refuses a version that has an entry, until it is raised or the entry renewed", async () => {
    const { pack, edit, entries } = start(packOf("1.0.0", "cash"));
    await labelwright(["changelog", pack, "--notes", "First."]);
    const [before] = entries();
    edit(packOf("1.0.0", "cash", 10));
    const again = await labelwright(["changelog", pack, "--notes", "Again."]);
    expect([again.code, again.stderr]).toEqual([
      1,
      'error: pack "rules", changelog: version 1.0.0, after an entry of version 1.0.0; expected a version above it. Raise the version in definePack.\n',
    ]);
    const renewed = await labelwright(["changelog", pack, "--renew"]);
    expect(renewed.stdout).toMatch(/entry of version 1\.0\.0 renewed; functions as before\n$/);
    const [after, ...others] = entries();
    expect(others).toEqual([]);
    expect(after?.modules).not.toBe(before?.modules);
    expect({ ...after, modules: null }).toEqual({ ...before, modules: null });
    await labelwright(["changelog", pack, "--renew", "--notes", "Second thoughts."]);
    expect(entries()[0]?.notes).toBe("Second thoughts.");
  });

  test("says so where the pack does not read the file", async () => {
    const { pack } = start(packOf("1.0.0", "cash", 9, false));
    const { code, stdout } = await labelwright(["changelog", pack, "--notes", "First."]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'The pack does not read it yet: import changelog from "./changelog.json" and give it to definePack.',
    );
  });

  test.each([
    [[], "labelwright changelog: no --notes; expected what has changed, in words: --notes TEXT."],
    [["--notes", " "], '--notes: ""; expected what has changed, in words.'],
    [
      ["--renew"],
      "--renew: a changelog without entries; expected an entry of version 1.0.0. Without --renew one is added.",
    ],
  ])("refuses %j", async (more, message) => {
    const { pack, entries } = start(packOf("1.0.0", "cash"));
    expect(await labelwright(["changelog", pack, ...more])).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: ${message}\n`,
    });
    expect(entries()).toEqual([]);
  });

  test("leaves a damaged file as it is", async () => {
    const { pack } = start(packOf("1.0.0", "cash", 9, false), "[{");
    const { code, stderr } = await labelwright(["changelog", pack, "--notes", "First."]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "changelog.json: text that is not JSON; expected the entries that labelwright changelog writes.",
    );
    const odd = start(packOf("1.0.0", "cash", 9, false), '[{ "version": 3 }]');
    expect((await labelwright(["changelog", odd.pack, "--notes", "First."])).stderr).toContain(
      "changelog.json, entry 1",
    );
  });
});
