import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

import { applyLabelingFunctions } from "../../../src/apply/apply.ts";
import { loadPack } from "../../../src/packs/load-pack.ts";
import { cacheKeyOf, packOriginOf } from "../../../src/packs/origin.ts";
import { isPack } from "../../../src/packs/pack.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { rejection } from "../../util/caught.ts";

const folder = mkdtempSync(join(tmpdir(), "labelwright-json-packs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const document = {
  $schema: "./node_modules/labelwright/dist/pack.schema.json",
  schema: "labelwright.pack/1",
  name: "spam-rules",
  version: "1.0.0",
  task: { labels: ["ham", "spam"], columns: { text: "utf8" } },
  functions: [
    { kind: "keywords", name: "money", column: "text", any: ["cash"], label: "spam" },
    { kind: "pattern", name: "thanks", column: "text", pattern: "^thanks?\\b", flags: "i", label: "ham" },
  ],
};
const text = JSON.stringify(document, null, 2);

describe("loadPack of a JSON file", () => {
  test("gives the pack", async () => {
    const pack = await loadPack(write("pack.json", text));
    expect(isPack(pack)).toBe(true);
    const votes = await applyLabelingFunctions(
      pack.functions,
      tableFromRows([{ text: "cash" }, { text: "Thanks a lot" }]),
    );
    expect(votes.vote(0, "money")).toBe("spam");
    expect(votes.vote(1, "thanks")).toBe("ham");
  });

  test("passes over a byte order mark", async () => {
    expect((await loadPack(write("mark.json", `\ufeff${text}`))).name).toBe("spam-rules");
  });

  test("its functions vote in worker threads, under the limits they were loaded with", async () => {
    const terms = Array.from({ length: 300 }, (_, i) => `word ${i}`);
    const large = { ...document, functions: [{ ...document.functions[0], any: [...terms, "cash"] }] };
    const path = write("large.json", JSON.stringify(large));
    const pack = await loadPack(path, { limits: { terms: 301 } });
    const table = tableFromRows(
      Array.from({ length: 5_000 }, (_, i) => ({ text: i % 3 === 0 ? "win cash" : `word ${i}` })),
    );
    const [one, two] = [
      await applyLabelingFunctions(pack.functions, table),
      await applyLabelingFunctions(pack.functions, table, { workers: 2 }),
    ];
    expect(two.votes).toEqual(one.votes);
    expect(packOriginOf(pack.functions[0] as never)?.limits).toEqual({ terms: 301 });
  });

  test("the hash of its functions changes with the file, their keys in a cache with their terms", async () => {
    const [first] = (await loadPack(write("a.json", text))).functions;
    const [second] = (await loadPack(write("b.json", text.replace('"1.0.0"', '"1.0.1"')))).functions;
    if (first === undefined || second === undefined) throw new Error("no functions");
    expect(packOriginOf(first)?.hash).not.toBe(packOriginOf(second)?.hash);
    expect(cacheKeyOf(first)).toBe(cacheKeyOf(second));
  });

  test.each<[string, string | Uint8Array, string]>([
    ["cut.json", text.slice(0, 200), "~/cut.json: the text ends too early, at line 9, column 13; expected a rule pack in JSON. Check the end of the file, commas and quotes."],
    ["empty.json", "", "~/empty.json: the text ends too early, at line 1, column 1; expected a rule pack in JSON. Check the end of the file, commas and quotes."],
    ["comma.json", text.replace('"1.0.0",', '"1.0.0"'), "~/comma.json: it cannot be read at line 6, column 3; expected a rule pack in JSON. Check the end of the file, commas and quotes."],
    ["utf-16.json", Buffer.from(text, "utf16le"), "~/utf-16.json: it cannot be read at line 1, column 2; expected a rule pack in JSON. Check the end of the file, commas and quotes."],
    ["latin1.json", Buffer.from(text.replace("cash", "\u00e9"), "latin1"), "~/latin1.json: bytes that are not UTF-8; expected a rule pack as JSON text in UTF-8. The file is damaged or cut short: make or copy it again."],
    ["kind.json", text.replace('"keywords"', '"keyword"'), '~/kind.json, labeling function "money", $.functions[0].kind: "keyword"; expected one of "keywords", "pattern", "expression", "lookup", "pairs", "ontology". Did you mean "keywords"?'],
  ])("%s is refused", async (name, content, message) => {
    const path = write(name, content);
    expect((await rejection(loadPack(path))).message.replaceAll(folder, "~")).toBe(message);
  }); // prettier-ignore

  test("a file that is not there, or a folder, is refused as with modules", async () => {
    expect((await rejection(loadPack(join(folder, "no.json")))).code).toBe("file_not_found");
    expect((await rejection(loadPack(folder + "/.json"))).code).toBe("unsupported_format");
  });
});
