import { existsSync, readdirSync, readFileSync } from "node:fs";

/** A fenced TypeScript block of a page or a docstring. */
export interface CodeBlock {
  /** Where it stands, for titles: `README.md line 12`, `src/errors.ts LabelingError`. */
  readonly title: string;
  /** The file, relative to the root of the repository. */
  readonly file: string;
  /** Line of the first line of code, from 1. */
  readonly line: number;
  /** The words behind `ts` in the fence: `api`, `no-run`, `continued`, `prints`. */
  readonly tags: readonly string[];
  /** The code. A block tagged `continued` starts with the code of the blocks it continues. */
  readonly code: string;
  /** What the code must print, where a page shows it: the `text` block behind one tagged `prints`; else null. */
  readonly prints: string | null;
}

/** The TypeScript blocks of a Markdown text, in order. */
export function markdownBlocks(file: string, text: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const all = fences(text.split("\n"));
  for (const [at, { language, line, tags, lines }] of all.entries()) {
    if (!isTypeScript(language)) continue;
    const before = tags.includes("continued") ? blocks.at(-1) : undefined;
    // Blank lines keep the line numbers of the page, so that a compiler message points into it.
    const padding = before === undefined ? "" : "\n".repeat(line - before.line - before.code.split("\n").length);
    const code = before === undefined ? lines.join("\n") : `${before.code}\n${padding}${lines.join("\n")}`;
    const output = tags.includes("prints") ? (all[at + 1]?.lines.join("\n") ?? null) : null;
    const prints = [before?.prints ?? null, output].filter((each) => each !== null).join("\n") || null;
    blocks.push({ title: `${file} line ${line}`, file, line: before?.line ?? line, tags, code, prints });
  }
  return blocks;
}

/** The TypeScript blocks in the docstrings of a source text, named after the symbol that follows. */
export function docstringBlocks(file: string, text: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (const comment of text.matchAll(/^[ \t]*\/\*\*[^]*?\*\//gm)) {
    const first = text.slice(0, comment.index).split("\n").length;
    const lines = comment[0].split("\n").map((line) => line.replace(/^\s*\*(?!\/) ?/, ""));
    const symbol = symbolAfter(text.slice(comment.index + comment[0].length));
    const found = fences(lines).filter(({ language }) => isTypeScript(language));
    found.forEach((fence, index) => {
      const count = found.length > 1 ? ` (${index + 1})` : "";
      const code = fence.lines.join("\n");
      const line = first + fence.line - 1;
      blocks.push({ title: `${file} ${symbol}${count}`, file, line, tags: fence.tags, code, prints: null });
    });
  }
  return blocks;
}

/** Every TypeScript block of the README, the pages under examples and the docstrings of the sources. */
export function projectBlocks(): readonly CodeBlock[] {
  const pages = ["README.md", ...list("examples", ".md")].filter((file) => existsSync(file));
  return [
    ...pages.flatMap((file) => markdownBlocks(file, readFileSync(file, "utf8"))),
    ...list("src", ".ts").flatMap((file) => docstringBlocks(file, readFileSync(file, "utf8"))),
  ];
}

/** The block of the README tagged `ts api`: the one the packed package and the notebook must run as well. */
export function apiBlock(): CodeBlock {
  const found = projectBlocks().filter(({ file, tags }) => file === "README.md" && tags.includes("api"));
  const [block] = found;
  if (block === undefined || found.length > 1)
    throw new Error(`README.md: expected one block "ts api", found ${found.length}`);
  return block;
}

interface Fence {
  readonly language: string;
  readonly line: number;
  readonly tags: readonly string[];
  readonly lines: readonly string[];
}

const isTypeScript = (language: string): boolean => language === "ts" || language === "typescript";

/** The fences among lines; `line` is that of the first line inside, from 1. */
function fences(lines: readonly string[]): readonly Fence[] {
  const found: Fence[] = [];
  let open: { indent: number; fence: string; info: string; start: number } | undefined;
  lines.forEach((line, index) => {
    if (open === undefined) {
      const [, indent = "", fence, info = ""] = /^(\s*)(```+|~~~+)\s*(.*)$/.exec(line) ?? [];
      if (fence !== undefined) open = { indent: indent.length, fence, info: info.trim(), start: index + 1 };
      return;
    }
    if (line.trim() !== open.fence) return;
    const { indent, info, start } = open;
    const [language = "", ...tags] = info.split(/\s+/);
    const inside = lines.slice(start, index).map((text) => text.slice(Math.min(indent, text.search(/\S|$/))));
    found.push({ language, line: start + 1, tags, lines: inside });
    open = undefined;
  });
  return found;
}

/** The name declared by the code behind a docstring. */
function symbolAfter(code: string): string {
  const declared =
    /^\s*(?:export\s+)?(?:declare\s+)?(?:async\s+)?(?:function\*?|const|class|interface|type|let)\s+([\w$]+)/.exec(
      code,
    );
  const member = /^\s*(?:(?:static|readonly|async|get|set|override)\s+)*([\w$]+)/.exec(code);
  return declared?.[1] ?? member?.[1] ?? "module";
}

function list(folder: string, ending: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(ending))
    .sort();
}
