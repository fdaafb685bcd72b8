import { existsSync, readFileSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiBlock } from "../docs/code-blocks.ts";
import { asModule, asScript, inFunction } from "./module-forms.ts";
import { installPacked, type Outcome, type Sandbox } from "./sandbox.ts";

const { code } = apiBlock();
let sandbox: Sandbox;

beforeAll(() => {
  // TypeScript 5.0 is what tslab compiles notebook cells with.
  sandbox = installPacked("@types/node@20", "typescript-5.0@npm:typescript@5.0");
});
afterAll(() => sandbox.remove());

describe("the tarball", () => {
  test("holds the build, the licence and the pages, and nothing else", () => {
    const others = sandbox.packed.filter((path) => !path.startsWith("dist/")).sort();
    expect(others).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
    const endings = new Set(sandbox.packed.map((path) => /\.(d\.)?[^.]+$/.exec(path)?.[0]));
    expect(
      [...endings].filter(
        (ending) => ![".mjs", ".cjs", ".d.mts", ".d.cts", ".md", ".json", undefined].includes(ending),
      ),
    ).toEqual([]);
  });

  test("leaves one copy of apache-arrow in the application", () => {
    expect(existsSync(join(sandbox.folder, "node_modules/apache-arrow"))).toBe(true);
    expect(existsSync(join(sandbox.folder, "node_modules/labelwright/node_modules"))).toBe(false);
  });
});

describe("the README's API block", () => {
  let printed: string;

  test("runs as a module", () => {
    const { status, stdout, stderr } = sandbox.node(sandbox.write("block.mjs", asModule(code)));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).not.toBe("");
    printed = stdout;
  });

  test("runs as a CommonJS script and prints the same", () => {
    const { status, stdout, stderr } = sandbox.node(sandbox.write("block.cjs", asScript(code)));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe(printed);
  });
});

/** A mistake in each entry point: a compiler that does not see our types lets all pass. */
const mistakes = `
import { LabelingError } from "labelwright";
import * as cli from "labelwright/cli";
import { functionLaws } from "labelwright/testing";
export const first: number = new LabelingError("empty", { where: "here", got: "nothing" });
export const second: number = cli;
export const third: number = functionLaws.length === 0 ? 0 : functionLaws;
`;
const settings = {
  strict: true,
  target: "ES2022",
  lib: ["ES2022"],
  types: ["node"],
  noEmit: true,
  skipLibCheck: false,
};
const tsc = resolve("node_modules/typescript/bin/tsc");
const oldTsc = "node_modules/typescript-5.0/bin/tsc";

describe.each([
  { name: "nodenext, module", file: "mts", compiler: tsc, options: { module: "nodenext" }, form: code },
  { name: "nodenext, CommonJS", file: "cts", compiler: tsc, options: { module: "nodenext" }, form: inFunction(code) },
  {
    name: "bundler",
    file: "ts",
    compiler: tsc,
    options: { module: "esnext", moduleResolution: "bundler" },
    form: code,
  },
  {
    name: "node10",
    file: "ts",
    compiler: tsc,
    options: { module: "esnext", moduleResolution: "node10", ignoreDeprecations: "6.0" },
    form: code,
  },
  {
    name: "node10 of TypeScript 5.0, CommonJS, not strict, as in a tslab notebook",
    file: "ts",
    compiler: oldTsc,
    options: { module: "commonjs", moduleResolution: "node10", strict: false },
    form: inFunction(code),
  },
])("TypeScript with $name", ({ file, compiler, options, form }) => {
  let messages: readonly string[];

  beforeAll(() => {
    sandbox.write(`block.${file}`, form);
    sandbox.write(`mistakes.${file}`, mistakes);
    const project = { compilerOptions: { ...settings, ...options }, files: [`block.${file}`, `mistakes.${file}`] };
    const { stdout } = sandbox.node(
      compiler,
      "-p",
      sandbox.write("tsconfig.json", JSON.stringify(project)),
      "--pretty",
      "false",
    );
    messages = stdout.split("\n").filter((line) => line !== "" && !line.startsWith(" "));
  });

  test("compiles the block and every declaration of the package", () => {
    // Declarations of other packages may not suit every compiler; ours and the block must.
    const others = /^(mistakes\.|node_modules\/(?!labelwright\/))/;
    expect(messages.filter((line) => !others.test(line))).toEqual([]);
  });

  test("finds planted mistakes in all entry points", () => {
    expect(messages.filter((line) => line.startsWith("mistakes."))).toEqual([
      `mistakes.${file}(5,14): error TS2322: Type 'LabelingError' is not assignable to type 'number'.`,
      expect.stringMatching(/^mistakes\.\w+\(6,14\): error TS2322: Type '.*' is not assignable to type 'number'\.$/),
      expect.stringMatching(/^mistakes\.\w+\(7,14\): error TS2322: Type '.*' is not assignable to type 'number'\.$/),
    ]);
  });
});

describe("importing the package", () => {
  test("needs no top-level await anywhere", () => {
    // `require` of a module graph fails on a top-level await.
    const script = 'for (const e of ["index", "cli", "testing"]) require(`./node_modules/labelwright/dist/${e}.mjs`);';
    const { status, stderr } = sandbox.node("--no-warnings", "-e", script);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("gives the same names from the module and from the script", () => {
    const require = createRequire(join(sandbox.folder, "main.cjs"));
    for (const entry of ["labelwright", "labelwright/cli", "labelwright/testing"]) {
      const script = require(entry) as object;
      const names = sandbox.node(
        "--input-type=module",
        "-e",
        `console.log(Object.keys(await import("${entry}")).join())`,
      );
      expect(names.stdout.trim().split(",").sort()).toEqual(Object.keys(script).sort());
    }
  });
});

describe("labelwright/testing", () => {
  const code = `
import { describe, test } from "node:test";
import { definePack, defineTask, labelingFunction } from "labelwright";
import { testPack } from "labelwright/testing";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const first = labelingFunction(task, {
  name: "first",
  columns: ["text"],
  vote: ({ text }) => (text[0].toUpperCase() === text[0] ? "spam" : null),
});
testPack(definePack({ name: "rules", version: "1.0.0", task, functions: [first] }), { describe, test }, { runs: 50 });
`;

  test.each([
    ["a module", "first.test.mjs", asModule],
    ["a CommonJS script", "first.test.cjs", asScript],
  ])("tests a pack with node:test, from %s: no test framework is installed", (_, file, form) => {
    const { status, stdout } = sandbox.node("--test", sandbox.write(file, form(code)));
    expect(status).toBe(1);
    expect(stdout).toContain("BROKEN  first: total");
    expect(stdout).toContain('row      { text: "" }');
    expect(stdout).toMatch(/# fail [1-9]/);
    expect(existsSync(join(sandbox.folder, "node_modules/vitest"))).toBe(false);
  });
});

describe("worker threads", () => {
  const code = `
import { applyLabelingFunctions, loadPack, tableFromRows } from "labelwright";

const pack = await loadPack("threads.ts");
const table = tableFromRows(Array.from({ length: 20_000 }, (_, n) => ({ text: n % 3 === 0 ? "cash" : "text " + n })));
const sums: number[][] = [];
for (const workers of [1, 2]) {
  const { votes } = await applyLabelingFunctions(pack.functions, table, { workers });
  sums.push(votes.map((column) => column.reduce((sum, code, row) => (sum + (code + 2) * (row % 97)) % 9973, 0)));
}
console.log(JSON.stringify(sums));
`;
  const outcomes = (): Readonly<Record<string, Outcome>> => ({
    module: sandbox.node(sandbox.write("threads.mjs", asModule(code))),
    script: sandbox.node(sandbox.write("threads.cjs", asScript(code))),
  });

  beforeAll(() => {
    sandbox.write(
      "threads.ts",
      `import { definePack, defineTask, keywords, labelingFunction } from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
export default definePack({
  name: "threads",
  version: "1.0.0",
  task,
  functions: [
    keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" }),
    labelingFunction(task, { name: "odd", columns: ["text"], vote: ({ text }) => (/[13579]$/.test(text) ? "ham" : null) }),
  ],
});
`,
    );
  });

  test("vote as one thread does, started by a module and by a CommonJS script", () => {
    const { module, script } = outcomes();
    expect({ status: module?.status, stderr: module?.stderr }).toEqual({ status: 0, stderr: "" });
    const [one, two] = JSON.parse(module?.stdout ?? "") as unknown[];
    expect(two).toEqual(one);
    expect(script).toEqual(module);
  });

  test("are refused with the remedy where their file is missing, as in a bundle", () => {
    const file = join(sandbox.folder, "node_modules/labelwright/dist/worker.mjs");
    renameSync(file, `${file}.away`);
    try {
      for (const { status, stderr } of Object.values(outcomes())) {
        expect(status).toBe(1);
        expect(stderr).toContain(
          `${file}: the file that worker threads run is not there. Where labelwright is bundled into an application, ` +
            "leave it out of the bundle (as an external package), or leave workers at 1.",
        );
      }
    } finally {
      renameSync(`${file}.away`, file);
    }
  });
});

describe("the command", () => {
  const pack = `
import { definePack, defineTask, keywords } from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const money: unknown = null; // A type, so that the pack is truly TypeScript.

export default definePack({
  name: "tiny",
  version: "1.0.0",
  task,
  functions: [
    keywords(task, { name: "money", column: "text", any: ["cash", "prize"], label: "spam" }),
    keywords(task, { name: "thanks", column: "text", any: ["thanks", "great"], label: "ham" }),
    keywords(task, { name: "offer", column: "text", any: ["win", "cash"], label: "spam" }),
  ],
});
`;
  const rows = ["win cash now", "thanks a lot", "great song", "a prize for you", "nothing here", "win a prize, cash"];
  const run = (...args: readonly string[]): Outcome =>
    sandbox.npx("labelwright", "run", "pack.ts", "rows.csv", "--out", "out", ...args);

  test("--help lists the commands", () => {
    const { status, stdout } = sandbox.npx("labelwright", "--help");
    expect(status).toBe(0);
    for (const command of ["run", "apply", "analyze", "fit", "predict"])
      expect(stdout).toMatch(new RegExp(`^ +${command}\\b`, "m"));
  });

  test("--version prints the version of the package", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(sandbox.npx("labelwright", "--version").stdout.trim()).toBe(version);
  });

  test("run turns a TypeScript pack and a CSV file into votes, labels, model and summary", () => {
    sandbox.write("pack.ts", pack);
    sandbox.write("rows.csv", `text\n${rows.map((row) => `"${row}"`).join("\n")}\n`);
    const { status, stderr } = run();
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
    const made = ["votes.arrow", "labels.arrow", "model.json", "summary.json"];
    expect(made.filter((file) => !existsSync(join(sandbox.folder, "out", file)))).toEqual([]);
    const script =
      'const { tableFromIPC } = require("apache-arrow");' +
      'const table = tableFromIPC(require("node:fs").readFileSync("out/labels.arrow"));' +
      "console.log(JSON.stringify([...table].map(({ label }) => label)));";
    expect(JSON.parse(sandbox.node("-e", script).stdout)).toEqual(["spam", "ham", "ham", "spam", null, "spam"]);
  });

  test("run refuses an output folder that is there, and replaces it with --force", () => {
    const refused = run();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("--force");
    expect(run("--force").status).toBe(0);
  });

  test("--json prints one JSON document on stdout", () => {
    const { status, stdout } = run("--force", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toBeTypeOf("object");
  });

  test("bad usage ends with 2", () => {
    expect(sandbox.npx("labelwright", "no-such-command").status).toBe(2);
  });
});
