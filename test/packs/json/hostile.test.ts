import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

import { loadPack } from "../../../src/packs/load-pack.ts";
import { rejection } from "../../util/caught.ts";
import { refused } from "./hostile/documents.ts";
import { harmless, tooMuch } from "./hostile/harmless.ts";

const folder = mkdtempSync(join(tmpdir(), "labelwright-hostile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "x.json");

describe("a hostile pack is refused, with the labeling function, the path and the reason:", () => {
  test.each(refused)("%s", async (_, content, sentence) => {
    writeFileSync(path, content);
    const { message } = await rejection(loadPack(path));
    const shown = message.replaceAll(path, "x.json");
    expect(shown.slice(0, sentence.length)).toBe(sentence);
    expect(shown.length).toBeLessThan(1_000); // a message does not repeat the document
  });
});

/** What the child process prints of a pack. */
interface Outcome {
  readonly what: string;
  readonly refusal?: string;
  readonly votes?: number;
  readonly seconds: number;
  readonly megabytes: number;
}

/** Seconds of the processor that a pack may take, on a text of 300,000 characters; a backtracking search takes years. */
const mostSeconds = 60;

/** Memory of the whole process, in which a heap of 700 MB is allowed. */
const mostMegabytes = 1_200;

describe("a hostile pack that may try to take time or memory, in a process that may make no code of text,", () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      "--max-old-space-size=700",
      "--disallow-code-generation-from-strings",
      "node_modules/jiti/lib/jiti-cli.mjs",
      "test/packs/json/hostile/child.ts",
    ],
    { encoding: "utf8", maxBuffer: 1 << 24 },
  );
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  const outcomes = lines.map((line) => JSON.parse(line) as Outcome);
  const outcomeOf = (what: string): Outcome | undefined => outcomes.find((each) => each.what === what);
  const isBounded = (outcome: Outcome | undefined): boolean =>
    outcome !== undefined && outcome.seconds < mostSeconds && outcome.megabytes < mostMegabytes;

  test("lets the process end well", () => {
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  });

  test("reaches no file but its own, no network, and changes nothing that all values share", () => {
    expect(outcomes.at(-1)).toEqual({ what: "end", reached: [], changed: false });
  });

  test.each(tooMuch)("is refused at once: %s", (what, _, sentence) => {
    expect(outcomeOf(what)?.refusal).toContain(sentence);
    expect(outcomeOf(what)).toSatisfy(isBounded);
  });

  test.each(harmless)("loads and does no harm: $what", ({ what, votes }) => {
    expect(outcomeOf(what)).toMatchObject({ votes });
    expect(outcomeOf(what)).toSatisfy(isBounded);
  });
});
