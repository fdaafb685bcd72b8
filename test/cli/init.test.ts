import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check as isFormatted } from "prettier";
import { describe, expect, test } from "vitest";
import { loadPack } from "../../src/index.ts";
import { assertPack } from "../../src/testing.ts";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const folder = scratch.at("spam-rules");

/** The files of a folder, by their paths in it. */
const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(path.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();

describe("labelwright init", () => {
  test("writes a package, and says what to do next", async () => {
    const { code, stdout } = await labelwright(["init", folder]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Next:\n  cd ${folder}\n  npm install\n  npm test\n`);
    expect(filesIn(folder)).toEqual([
      ".github/workflows/check.yml",
      ".gitignore",
      "README.md",
      "changelog.json",
      "pack.test.ts",
      "pack.ts",
      "package.json",
      "sample/messages.csv",
      "tsconfig.json",
    ]);
    expect(readdirSync(scratch.path)).toEqual(["spam-rules"]);
  });

  test("names the package after the folder, and asks for this labelwright", () => {
    const own = JSON.parse(readFileSync("package.json", "utf8")) as {
      version: string;
      devDependencies: Record<string, string>;
      peerDependencies: Record<string, string>;
    };
    expect(scratch.json("spam-rules/package.json")).toMatchObject({
      name: "spam-rules",
      exports: { ".": "./pack.ts" },
      peerDependencies: { labelwright: `^${own.version}` },
      devDependencies: {
        labelwright: `^${own.version}`,
        vitest: own.devDependencies["vitest"],
        "apache-arrow": own.peerDependencies["apache-arrow"],
      },
    });
  });

  test("publishes all that the pack loads", async () => {
    const { files } = scratch.json("spam-rules/package.json") as { files: string[] };
    const imported = [...scratch.read("spam-rules/pack.ts").matchAll(/from "(\.[^"]+)"/g)].map((match) => match[1]);
    expect(imported).toEqual(["./changelog.json"]);
    expect(files).toEqual(["pack.ts", "changelog.json"]);
    expect((await loadPack(join(folder, "pack.ts"))).name).toBe("spam-rules");
  });

  test("has a function of each kind, each with examples", async () => {
    const pack = await loadPack(join(folder, "pack.ts"));
    const kinds = new Set(pack.functions.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["batch", "expression", "keywords", "lookup", "ontology", "pattern", "row"]);
    expect(Object.keys(pack.examples)).toEqual(pack.functions.map(({ name }) => name));
    expect(pack.parameters).toEqual({ minStars: 4, longMessage: 140 });
  });

  test("holds the laws, its examples and its changelog", async () => {
    const report = await assertPack(await loadPack(join(folder, "pack.ts")));
    expect(report.warnings).toEqual([]);
    expect((await labelwright(["check", join(folder, "pack.ts")])).code).toBe(0);
  });

  test("labels its sample", async () => {
    const [pack, data] = [join(folder, "pack.ts"), join(folder, "sample", "messages.csv")];
    const { code } = await labelwright(["run", pack, data, "--out", scratch.at("out"), "--set", "minStars=5"]);
    expect(code).toBe(0);
    expect(scratch.json("out/summary.json")).toMatchObject({
      pack: { name: "spam-rules", parameters: { minStars: 5 } },
    });
  });

  test("is formatted as prettier does by itself", async () => {
    for (const file of filesIn(folder).filter((name) => /\.(ts|json|md|yml)$/.test(name))) {
      const text = scratch.read(join("spam-rules", file));
      expect([file, await isFormatted(text, { filepath: file })]).toEqual([file, true]);
    }
  });

  test("takes a name, and an empty folder", async () => {
    mkdirSync(scratch.at("empty"));
    const { code, stdout } = await labelwright(["init", scratch.at("empty"), "--name", "@team/rules", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: "@team/rules", out: scratch.at("empty") });
    expect(scratch.json("empty/package.json")).toMatchObject({ name: "@team/rules" });
    expect((await loadPack(scratch.at("empty/pack.ts"))).name).toBe("@team/rules");
  });
});

describe("labelwright init refuses", () => {
  test("a folder that is not empty, and leaves it as it is", async () => {
    mkdirSync(scratch.at("full"));
    scratch.write("full/notes.txt", "mine");
    const { code, stderr } = await labelwright(["init", scratch.at("full")]);
    expect([code, stderr]).toEqual([
      1,
      `error: ${scratch.at("full")}: the folder is not empty: "notes.txt"; expected an empty folder, or none. Choose another folder.\n`,
    ]);
    expect(filesIn(scratch.at("full"))).toEqual(["notes.txt"]);
  });

  test("a file, and a folder in none", async () => {
    scratch.write("file", "mine");
    const file = await labelwright(["init", scratch.at("file")]);
    expect(file.code).toBe(1);
    expect(file.stderr).toContain("the file is already there");
    const nowhere = await labelwright(["init", scratch.at("nowhere/rules")]);
    expect(nowhere.code).toBe(1);
    expect(existsSync(scratch.at("nowhere"))).toBe(false);
  });

  test("the folder it runs in", async () => {
    const { code, stderr } = await labelwright(["init", ".", "--name", "here"]);
    expect([code, stderr]).toEqual([
      2,
      "error: labelwright init: ., the folder you are in; expected a folder to make. Go to the folder around it, and name it there.\n",
    ]);
  });

  test.each(["Spam Rules", "@team", "../rules", "", "a".repeat(215)])("the name %j", async (name) => {
    const { code, stderr } = await labelwright(["init", scratch.at("named"), "--name", name]);
    expect(code).toBe(2);
    expect(stderr).toContain("which cannot be the name of a package; expected small letters, digits, - and _");
    expect(existsSync(scratch.at("named"))).toBe(false);
  });

  test("a folder that is called as no package may be, until a name is given", async () => {
    const { code, stderr } = await labelwright(["init", scratch.at("Spam Rules")]);
    expect(code).toBe(2);
    expect(stderr).toContain('"Spam Rules", which cannot be the name of a package');
    expect(stderr).toContain("Give another name with --name.");
    expect((await labelwright(["init", scratch.at("Spam Rules"), "--name", "spam"])).code).toBe(0);
  });

  test("to write anything once it was stopped", async () => {
    const { code } = await labelwright(["init", scratch.at("stopped")], AbortSignal.abort());
    expect(code).toBe(130);
    expect(readdirSync(scratch.path).filter((name) => name.includes("stopped"))).toEqual([]);
  });
});
