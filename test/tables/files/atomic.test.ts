import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

import { LabelingError } from "../../../src/errors.ts";
import { writeFileAtomically, writeFolderAtomically } from "../../../src/tables/files/atomic.ts";
import { failureOf, temporaryFolder } from "../expect-error.ts";

const root = temporaryFolder();
const fresh = (): string => mkdtempSync(join(root, "case-"));
const diskFull = (): Error => Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });

/** Runs a program that loads the module from its source, and gives what it prints before `stop` is called. */
async function runUntil(folder: string, code: string, stop: string): Promise<void> {
  const script = join(folder, "program.mts");
  writeFileSync(script, `import * as atomic from ${JSON.stringify(resolve("src/tables/files/atomic.ts"))};\n${code}`);
  const child = spawn(process.execPath, ["--import", "jiti/register", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  for await (const piece of child.stdout) {
    printed += String(piece);
    if (printed.includes(stop)) break;
  }
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect(printed).toContain(stop);
}

describe("writeFileAtomically", () => {
  test("writes text, bytes and pieces of both, and leaves nothing else behind", async () => {
    const folder = fresh();
    const file = join(folder, "a.txt");
    await writeFileAtomically(file, "héllo");
    expect(readFileSync(file, "utf8")).toBe("héllo");
    await writeFileAtomically(file, Uint8Array.of(104, 105));
    expect(readFileSync(file, "utf8")).toBe("hi");
    const long = "x".repeat(700_000);
    await writeFileAtomically(file, [long, Uint8Array.of(104), long]);
    expect(readFileSync(file, "utf8")).toBe(`${long}h${long}`);
    await writeFileAtomically(
      file,
      (async function* () {
        yield "one ";
        yield await Promise.resolve("two");
      })(),
    );
    expect(readFileSync(file, "utf8")).toBe("one two");
    await writeFileAtomically(file, []);
    expect(readFileSync(file, "utf8")).toBe("");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  test("keeps the permissions of the file it replaces, and follows a symbolic link", async () => {
    const folder = fresh();
    const file = join(folder, "a.txt");
    writeFileSync(file, "old");
    chmodSync(file, 0o640);
    symlinkSync("a.txt", join(folder, "link.txt"));
    await writeFileAtomically(join(folder, "link.txt"), "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["a.txt", "link.txt"]);
  });

  test("refuses to overwrite where it is told to", async () => {
    const folder = fresh();
    const file = join(folder, "a.txt");
    await writeFileAtomically(file, "old", { overwrite: false });
    expect(await failureOf(() => writeFileAtomically(file, "new", { overwrite: false }), folder)).toEqual([
      "file_exists",
      "~/a.txt: the file is already there. Choose another name, or allow overwriting: { overwrite: true }.",
    ]);
    expect(readFileSync(file, "utf8")).toBe("old");
  });

  test("refuses a file that someone else made while it was writing", async () => {
    const folder = fresh();
    const file = join(folder, "a.txt");
    function* pieces(): Generator<string> {
      yield "mine";
      writeFileSync(file, "theirs");
    }
    expect((await failureOf(() => writeFileAtomically(file, pieces(), { overwrite: false })))[0]).toBe("file_exists");
    expect(readFileSync(file, "utf8")).toBe("theirs");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  test("names a folder that does not exist, a path through a file, and a path that is a folder", async () => {
    const folder = fresh();
    expect(await failureOf(() => writeFileAtomically(join(folder, "no", "a.txt"), "x"), folder)).toEqual([
      "file_failed",
      "~/no/a.txt: cannot write: the folder to write into does not exist. Make the folder first.",
    ]);
    writeFileSync(join(folder, "f"), "");
    expect(await failureOf(() => writeFileAtomically(join(folder, "f", "a.txt"), "x"), folder)).toEqual([
      "file_failed",
      "~/f/a.txt: cannot write: a part of the path is a file, not a folder. Check the path.",
    ]);
    expect(await failureOf(() => writeFileAtomically(folder, "x"), folder)).toEqual([
      "file_failed",
      "~: cannot write: the path is a folder. Give the path of a file.",
    ]);
    expect((await failureOf(() => writeFileAtomically("/dev/null", "x")))[1]).toBe(
      "/dev/null: cannot write: the path is not a regular file. Give the path of a file.",
    );
  });

  test("leaves the old file and no new one where the contents fail half-way, and passes their error on", async () => {
    const folder = fresh();
    const file = join(folder, "a.txt");
    writeFileSync(file, "old");
    const cause = new Error("no more");
    function* pieces(): Generator<string> {
      yield "x".repeat(2_000_000);
      throw cause;
    }
    await expect(writeFileAtomically(file, pieces())).rejects.toBe(cause);
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  test("stops when it is aborted, before and while writing", async () => {
    const folder = fresh();
    const file = join(folder, "a.txt");
    const controller = new AbortController();
    function* pieces(): Generator<string> {
      yield "x".repeat(2_000_000);
      controller.abort();
      yield "y";
    }
    const { signal } = controller;
    expect(await failureOf(() => writeFileAtomically(file, pieces(), { signal }), folder)).toEqual([
      "aborted",
      "~/a.txt: the writing was aborted.",
    ]);
    expect((await failureOf(() => writeFileAtomically(file, "x", { signal })))[0]).toBe("aborted");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("lets two writers write the same file; one of them wins whole", async () => {
    const folder = fresh();
    const file = join(folder, "a.txt");
    const texts = ["a", "b", "c", "d"].map((letter) => letter.repeat(1_500_000));
    await Promise.all(texts.map((text) => writeFileAtomically(file, [text.slice(0, 10), text.slice(10)])));
    expect(texts).toContain(readFileSync(file, "utf8"));
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  test("a process that is killed half-way leaves the old file whole, and what it leaves blocks nothing", async () => {
    const folder = fresh();
    const file = join(folder, "a.txt");
    writeFileSync(file, "old");
    const code = `
      async function* pieces() {
        for (let i = 0; ; i++) {
          yield "x".repeat(1 << 20);
          if (i === 2) console.log("half-way");
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
      await atomic.writeFileAtomically(${JSON.stringify(file)}, pieces());`;
    await runUntil(folder, code, "half-way");
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(folder).filter((name) => name.startsWith(".a.txt.writing-")).length).toBe(1);
    await writeFileAtomically(file, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
  });
});

describe("writeFolderAtomically", () => {
  const build = async (folder: string): Promise<number> => {
    mkdirSync(join(folder, "inner"));
    await writeFile(join(folder, "a.txt"), "new");
    await writeFile(join(folder, "inner", "b.txt"), "new");
    return 7;
  };

  test("makes a folder and gives back what was built", async () => {
    const folder = fresh();
    const target = join(folder, "out");
    expect(await writeFolderAtomically(target, {}, build)).toBe(7);
    expect(readdirSync(target)).toEqual(["a.txt", "inner"]);
    expect(readdirSync(folder)).toEqual(["out"]);
  });

  test("builds beside its place, out of sight", async () => {
    const folder = fresh();
    await writeFolderAtomically(join(folder, "out"), {}, (temporary) => {
      expect(readdirSync(folder)).toEqual([temporary.slice(folder.length + 1)]);
      expect(temporary).toMatch(/\/\.out\.writing-\d+-[0-9a-f]{12}$/);
      return Promise.resolve();
    });
    expect(readdirSync(folder)).toEqual(["out"]);
  });

  test("refuses a folder that is there, and replaces it where it is told to", async () => {
    const folder = fresh();
    const target = join(folder, "out");
    mkdirSync(target);
    writeFileSync(join(target, "old.txt"), "old");
    expect(await failureOf(() => writeFolderAtomically(target, {}, build), folder)).toEqual([
      "file_exists",
      "~/out: the folder is already there. Choose another folder, or replace this one with --force.",
    ]);
    expect(readdirSync(target)).toEqual(["old.txt"]);
    await writeFolderAtomically(target, { force: true }, build);
    expect(readdirSync(target)).toEqual(["a.txt", "inner"]);
    expect(readdirSync(folder)).toEqual(["out"]);
  });

  test("refuses a file in its place even where it may replace folders, and a missing parent", async () => {
    const folder = fresh();
    writeFileSync(join(folder, "out"), "");
    expect(await failureOf(() => writeFolderAtomically(join(folder, "out"), { force: true }, build), folder)).toEqual([
      "file_exists",
      "~/out: the file is already there. Choose another name for the folder.",
    ]);
    expect(await failureOf(() => writeFolderAtomically(join(folder, "no", "out"), {}, build), folder)).toEqual([
      "file_failed",
      "~/no/out: cannot write: the folder to write into does not exist. Make the folder first.",
    ]);
  });

  test("leaves the old folder and no new one where building fails, and passes the error on", async () => {
    const folder = fresh();
    const target = join(folder, "out");
    await writeFolderAtomically(target, {}, build);
    const cause = diskFull();
    const failing = async (temporary: string): Promise<void> => {
      await writeFile(join(temporary, "half.txt"), "x");
      throw cause;
    };
    await expect(writeFolderAtomically(target, { force: true }, failing)).rejects.toBe(cause);
    expect(readdirSync(target)).toEqual(["a.txt", "inner"]);
    expect(readdirSync(folder)).toEqual(["out"]);
  });

  test("refuses a folder that someone else made while it was building", async () => {
    const folder = fresh();
    const target = join(folder, "out");
    const racing = (): Promise<void> => {
      mkdirSync(target);
      return Promise.resolve();
    };
    expect((await failureOf(() => writeFolderAtomically(target, {}, racing)))[0]).toBe("file_exists");
    expect(readdirSync(folder)).toEqual(["out"]);
  });

  test("stops when it is aborted", async () => {
    const folder = fresh();
    const controller = new AbortController();
    const aborting = (): Promise<void> => {
      controller.abort();
      return Promise.resolve();
    };
    const { signal } = controller;
    expect(await failureOf(() => writeFolderAtomically(join(folder, "out"), { signal }, aborting), folder)).toEqual([
      "aborted",
      "~/out: the writing was aborted.",
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a process that is killed half-way leaves the old folder whole, and what it leaves blocks nothing", async () => {
    const folder = fresh();
    const target = join(folder, "out");
    await writeFolderAtomically(target, {}, build);
    const code = `
      import { writeFileSync } from "node:fs";
      await atomic.writeFolderAtomically(${JSON.stringify(target)}, { force: true }, async (temporary) => {
        writeFileSync(temporary + "/half.txt", "x");
        console.log("half-way");
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      });`;
    await runUntil(folder, code, "half-way");
    expect(readdirSync(target)).toEqual(["a.txt", "inner"]);
    await writeFolderAtomically(target, { force: true }, () => Promise.resolve());
    expect(readdirSync(target)).toEqual([]);
  });

  test("a process that is killed at any moment leaves the folder absent or whole", async () => {
    const folder = fresh();
    const target = join(folder, "out");
    const code = `
      import { writeFileSync } from "node:fs";
      for (let round = 0; ; round++) {
        await atomic.writeFolderAtomically(${JSON.stringify(target)}, { force: true }, async (temporary) => {
          for (const name of ["a", "b", "c"]) writeFileSync(temporary + "/" + name, String(round));
        });
        if (round % 10 === 9) console.log("round " + (round + 1));
      }`;
    for (const stop of ["round 10\n", "round 20\n", "round 30\n"]) {
      await runUntil(folder, code, stop);
      if (!existsSync(target)) continue; // killed between the two renames
      expect(readdirSync(target)).toEqual(["a", "b", "c"]);
      expect(new Set(["a", "b", "c"].map((name) => readFileSync(join(target, name), "utf8"))).size).toBe(1);
    }
    await writeFolderAtomically(target, { force: true }, build);
    expect(readdirSync(target)).toEqual(["a.txt", "inner"]);
  });
});

test("errors name the file and carry the system's own error", async () => {
  const path = join(root, "no", "a.txt");
  const error = await writeFileAtomically(path, "x").catch((each: unknown) => each);
  expect(LabelingError.is(error) && error.details).toEqual({ path, systemError: "ENOENT" });
  expect(((error as Error).cause as Error).message).toContain("ENOENT");
});
