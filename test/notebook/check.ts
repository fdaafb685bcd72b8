// Usage: check.ts FOLDER. Compares the executed notebook with what the same code printed in plain Node, and ends with 1
// where they differ. FOLDER holds executed.ipynb and printed.txt.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string | readonly string[];
  readonly data?: Readonly<Record<string, string | readonly string[]>>;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}
interface Executed {
  readonly cells: readonly {
    readonly source: string | readonly string[];
    readonly metadata: { readonly labelwright: { readonly mustFail: boolean } };
    readonly outputs: readonly Output[];
  }[];
}

const [folder = "."] = process.argv.slice(2);
const { cells } = JSON.parse(readFileSync(join(folder, "executed.ipynb"), "utf8")) as Executed;
const problems: string[] = [];
let shown = "";

cells.forEach(({ source, metadata, outputs }, index) => {
  const where = `cell ${index + 1} (${joined(source).split("\n")[0] ?? ""})`;
  const errors = outputs.filter((output) => output.output_type === "error" || output.name === "stderr");
  const message = stripVTControlCharacters(errors.map(errorText).join("\n"));
  if (metadata.labelwright.mustFail) {
    const found = message.match(/is not assignable to type 'number'/g)?.length ?? 0;
    if (found !== 2) {
      problems.push(`${where}: ${found} of 2 planted type mistakes found: the notebook misses types\n${message}`);
    }
  } else if (errors.length > 0) {
    problems.push(`${where}: ${message}`);
  } else {
    shown += outputs.map((output) => joined(output.text ?? output.data?.["text/plain"] ?? "")).join("");
  }
});

const seen = new Set(lines(shown));
const expected = lines(readFileSync(join(folder, "printed.txt"), "utf8"));
if (expected.length === 0) problems.push("the block printed nothing in plain Node");
const missing = expected.filter((line) => !seen.has(line));
if (missing.length > 0) problems.push(`printed in plain Node, and not in the notebook:\n${missing.join("\n")}`);

if (problems.length > 0) {
  console.error(`notebook: FAILED\n${problems.join("\n")}\nThe notebook printed:\n${shown}`);
  process.exitCode = 1;
} else {
  console.log(`notebook: ok, ${cells.length} cells, ${expected.length} printed lines the same as in plain Node`);
}

function errorText({ text, evalue, traceback }: Output): string {
  return joined(text ?? traceback ?? evalue ?? "");
}

function joined(text: string | readonly string[]): string {
  return typeof text === "string" ? text : text.join("");
}

function lines(text: string): readonly string[] {
  return stripVTControlCharacters(text)
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
}
