// Loads packs that may try to take much time or memory, and votes with them; prints what that took. Run by
// hostile.test.ts in a process of its own, whose heap is limited and which may make no code of text.
import dns from "node:dns";
import fs from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Table } from "apache-arrow";

import { applyLabelingFunctions } from "../../../../src/apply/apply.ts";
import { loadPack } from "../../../../src/packs/load-pack.ts";
import type { AnyPack } from "../../../../src/packs/pack.ts";
import { tableFromRows } from "../../../../src/tables/from-rows.ts";
import { withFunction } from "./documents.ts";
import { harmless, tooMuch } from "./harmless.ts";

const folder = fs.mkdtempSync(join(tmpdir(), "labelwright-hostile-child-"));
const path = join(folder, "pack.json");
const { writeFileSync, rmSync } = fs;

/** A table with the columns of a pack, all of which hold the texts. */
function tableFor(pack: AnyPack, texts: readonly string[]): Table {
  const columns = Object.entries(pack.task.columns);
  const rows = texts.map((text) =>
    Object.fromEntries(columns.map(([name, type]) => [name, type === "utf8" ? text : 0])),
  );
  return tableFromRows(rows, { columns: pack.task.columns });
}

const shared = [Object, Array, Function, String, Number, RegExp, Map, Set, Promise].flatMap((each) => [each, each.prototype as object]); // prettier-ignore
/** All that is in the global object and in the prototypes of all values. */
const keep = (): readonly unknown[] =>
  [globalThis, ...shared].flatMap((each) =>
    Reflect.ownKeys(each).flatMap((key) => [key, Reflect.getOwnPropertyDescriptor(each, key)?.value as unknown]),
  );

/** Whatever a pack might reach that is no business of its: files other than its own, and the network. */
const reached: string[] = [];
function watch(): void {
  const trap = (holder: object, name: string): void => {
    const original = Reflect.get(holder, name) as (...args: unknown[]) => unknown;
    const replacement = function (this: unknown, ...args: unknown[]): unknown {
      if (args[0] !== path) reached.push(`${name} ${String(args[0])}`);
      return Reflect.apply(original, this, args);
    };
    Object.defineProperty(holder, name, { value: replacement, configurable: true, writable: true });
  };
  for (const name of ["open", "openSync", "readFileSync", "writeFileSync", "createReadStream"]) trap(fs, name);
  for (const name of ["open", "readFile", "writeFile"]) trap(fs.promises, name);
  trap(net.Socket.prototype, "connect");
  trap(dns, "lookup");
  trap(globalThis, "fetch");
}

async function measure(what: string, content: string | Uint8Array, texts: readonly string[]): Promise<void> {
  writeFileSync(path, content);
  const before = process.cpuUsage();
  let outcome: object;
  try {
    const pack = await loadPack(path);
    const votes = await applyLabelingFunctions(pack.functions, tableFor(pack, texts));
    outcome = { votes: votes.votes.reduce((sum, column) => sum + column.filter((code) => code >= 0).length, 0) };
  } catch (error) {
    outcome = { refusal: error instanceof Error ? error.message : String(error) };
  }
  const { user, system } = process.cpuUsage(before);
  const { maxRSS } = process.resourceUsage();
  console.log(
    JSON.stringify({ what, ...outcome, seconds: (user + system) / 1e6, megabytes: Math.round(maxRSS / 1024) }),
  );
}

try {
  // What is loaded when it is first needed is loaded now.
  writeFileSync(path, withFunction({ kind: "expression", name: "f", when: "likes > 3", label: "spam" }));
  const warm = await loadPack(path);
  await applyLabelingFunctions(warm.functions, tableFor(warm, ["a"]));
  watch();
  const kept = keep();
  for (const [what, content] of tooMuch) await measure(what, content(), []);
  for (const { what, content, texts } of harmless) await measure(what, content(), texts());
  const now = keep();
  const changed = now.length !== kept.length || now.some((each, i) => !Object.is(each, kept[i]));
  console.log(JSON.stringify({ what: "end", reached, changed }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
