import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import pack from "../../examples/testing/rules.ts";
import { checkPack } from "../../src/testing.ts";
import { root } from "./excerpt.ts";

// Registers the tests of the example: it is a file of tests, as a user would write it.
import "../../examples/testing/rules.properties.ts";

const page = readFileSync(join(root, "examples/guides/testing.md"), "utf8");

test.each(["rules.ts", "rules.properties.ts"])("the guide to testing shows examples/testing/%s as it is", (file) => {
  expect(page).toContain(readFileSync(join(root, "examples/testing", file), "utf8").trimEnd());
});

test("the guide shows what checking the example finds, line by line", async () => {
  const report = await checkPack(pack, { onProgress: () => undefined });
  const printed = inspect(report)
    .replaceAll(" PACK ", " rules.ts ")
    .replace(/, [\d.]+ s\n/, ", 0.6 s\n");
  const [, shown = ""] = /labelwright check rules\.ts\n```\n\n```text\n([^]*?)\n```/.exec(page) ?? [];
  expect(shown).toBe(printed);
});
