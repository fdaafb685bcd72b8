import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPack } from "../../../src/packs/load-pack.ts";
import type { AnyPack } from "../../../src/packs/pack.ts";

/** A folder for the packs of a test file. */
export class PackFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), "labelwright-workers-"));

  write(name: string, text: string): string {
    writeFileSync(join(this.path, name), text);
    return join(this.path, name);
  }

  /** Loads a pack of functions that are given as source text. Its task has the columns `text`, `n` and `kind`. */
  load(name: string, functions: string): Promise<AnyPack> {
    const text = `
import { batchLabelingFunction, definePack, defineTask, expression, keywords, labelingFunction, lookup, pattern } from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", n: "float64", kind: "utf8" } });
const onN = (name: string, vote: (n: number) => any, more = {}) =>
  labelingFunction(task, { name, columns: ["n"], vote: ({ n }) => vote(n), ...more });
export default definePack({ name: "pack", version: "1", task, functions: [${functions}] });
`;
    return loadPack(this.write(`${name}.ts`, text));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
