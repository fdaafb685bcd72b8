import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { expect } from "vitest";

/** The root of the repository. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** What an example prints, as one text. */
export async function printedBy(example: (say: (piece: unknown) => void) => Promise<void>): Promise<string> {
  const pieces: unknown[] = [];
  await example((piece) => pieces.push(piece));
  return pieces.map((piece) => (typeof piece === "string" ? piece : inspect(piece))).join("\n");
}

/** A page shows an excerpt of what is printed: its lines, in order, must be among those printed. */
export function checkExcerpt(page: string, printed: string): void {
  const excerpt = /An\s+excerpt:\n\n```text\n([^]*?)```/.exec(readFileSync(join(root, page), "utf8"))?.[1] ?? "";
  const lines = excerpt.split("\n").filter((line) => line !== "");
  expect(lines.length).toBeGreaterThan(30);
  const all = printed.split("\n");
  let from = 0;
  for (const line of lines) {
    const at = all.indexOf(line, from);
    if (at < 0) expect.fail(`${page} shows a line that is not printed there any more: ${line}`);
    from = at + 1;
  }
}
