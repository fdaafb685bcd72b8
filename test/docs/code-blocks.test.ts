import { describe, expect, test } from "vitest";
import { docstringBlocks, markdownBlocks } from "./code-blocks.ts";

const page = [
  "# Page",
  "```ts api",
  "const a = 1;",
  "```",
  "```sh",
  "```not a fence",
  "```",
  "",
  "- in a list",
  "  ```ts continued",
  "  const b =",
  "    a;",
  "  ```",
].join("\n");

describe("markdownBlocks", () => {
  test("finds ts fences with their tags and the line of their code", () => {
    const [first] = markdownBlocks("page.md", page);
    expect(first).toEqual({
      title: "page.md line 3",
      file: "page.md",
      line: 3,
      tags: ["api"],
      code: "const a = 1;",
      prints: null,
    });
  });

  test("puts the blocks before a continued one in front of it and keeps the page's line numbers", () => {
    const second = markdownBlocks("page.md", page)[1];
    expect(second?.line).toBe(3);
    expect(second?.code.split("\n")).toEqual(["const a = 1;", "", "", "", "", "", "", "", "const b =", "  a;"]);
    expect(page.split("\n").indexOf("  const b =")).toBe(3 - 1 + 8);
  });

  test("knows what a block prints, after what those it continues print", () => {
    const text = "```ts prints\na\n```\n```text\n1\n2\n```\n```ts continued prints\nb\n```\n\n```text\n3\n```";
    expect(markdownBlocks("page.md", text).map(({ prints }) => prints)).toEqual(["1\n2", "1\n2\n3"]);
  });

  test("steps over fences of other languages", () => {
    expect(markdownBlocks("page.md", "```js\n1\n```\n```sh\nls\n```")).toEqual([]);
  });
});

describe("docstringBlocks", () => {
  const source = [
    "/** No example. */",
    "const x = 1;",
    "",
    "/**",
    " * Adds.",
    " *",
    " * @example",
    " * ```ts",
    " * add(1, 2); // 3",
    " *",
    " * ```",
    " */",
    "export async function add(): Promise<void> {}",
    "interface I {",
    "  /**",
    "   * ```ts no-run",
    "   * i.left();",
    "   * ```",
    "   * ```ts",
    "   * i.right();",
    "   * ```",
    "   */",
    "  readonly left: () => void;",
    "}",
  ].join("\n");

  test("names a block after the symbol that follows the comment", () => {
    const titles = docstringBlocks("src/a.ts", source).map(({ title }) => title);
    expect(titles).toEqual(["src/a.ts add", "src/a.ts left (1)", "src/a.ts left (2)"]);
  });

  test("strips the comment's stars and knows the line of the code", () => {
    const blocks = docstringBlocks("src/a.ts", source);
    expect(blocks.map(({ code }) => code)).toEqual(["add(1, 2); // 3\n", "i.left();", "i.right();"]);
    expect(blocks.map(({ line }) => source.split("\n")[line - 1]?.replace(/^\s*\* /, ""))).toEqual([
      "add(1, 2); // 3",
      "i.left();",
      "i.right();",
    ]);
    expect(blocks[1]?.tags).toEqual(["no-run"]);
  });
});
