import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { projectBlocks, type CodeBlock } from "./code-blocks.ts";

// Inside the repository, so that `labelwright` means the sources and packages are found; ignored by git.
const folder = resolve(".cache/docs");
const blocks = projectBlocks();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const files = blocks.map(writeBlock);
const home = process.cwd();

describe("documentation", () => {
  let scratch: string;
  let printed: string[];
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), "labelwright-docs-"));
    process.chdir(scratch);
    printed = [];
    for (const method of ["log", "info", "warn", "error", "table", "dir"] as const) {
      vi.spyOn(console, method).mockImplementation((...values: unknown[]) => printed.push(format(...values)));
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.chdir(home);
    rmSync(scratch, { recursive: true, force: true });
  });

  blocks.forEach((block, index) => {
    if (block.tags.includes("no-run")) return;
    test(`${block.title} runs${block.prints === null ? "" : " and prints what the page shows"}`, async () => {
      // It is enough that the module ends without throwing; the compiler looks at the rest below.
      await expect(import(pathToFileURL(files[index] ?? "").href)).resolves.toBeDefined();
      if (block.prints !== null) expect(printed.join("\n")).toBe(block.prints);
    });
  });
});

test("every documented block compiles under strict settings", { timeout: 120_000 }, () => {
  const config = join(folder, "tsconfig.json");
  const settings = {
    extends: "../../tsconfig.json",
    // An example may leave a value unused.
    compilerOptions: { noUnusedLocals: false },
    files: files.map((file) => file.slice(folder.length + 1)),
    include: [],
  };
  writeFileSync(config, JSON.stringify(settings));
  const compiler = resolve("node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", config, "--pretty", "false"], { encoding: "utf8" });
  expect(stdout).toBe("");
});

test("documentation has examples to run", () => {
  expect(blocks.length).toBeGreaterThan(0);
});

/** Writes a block as a module whose line numbers are those of the page it stands in, and returns the path. */
function writeBlock({ line, code, title }: CodeBlock, index: number): string {
  const path = join(folder, `${title.replaceAll(/\W+/g, "-")}.${index}.ts`);
  writeFileSync(path, `${"\n".repeat(line - 1)}${code}\nexport {};\n`);
  return path;
}
