import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

/** The rank of every folder and file directly under src. A file imports only from its own folder and from lower ranks. */
const ranks: Readonly<Record<string, number>> = {
  "errors.ts": 0,
  util: 0.5,
  tables: 1,
  labels: 2,
  matrix: 3,
  probabilities: 4,
  ontologies: 4.5,
  functions: 5,
  packs: 6,
  synthesis: 6,
  apply: 7,
  "label-models": 8,
  analysis: 9,
  training: 10,
  quality: 11,
  store: 12,
  report: 13,
  cli: 14,
  api: 14.5, // Lists of what the package exports, a stage each.
  "index.ts": 15,
  "testing.ts": 15,
  "store.ts": 15,
  "worker.ts": 15,
  "cli.ts": 16, // Hands the whole of index.ts to rule packs.
  "bin.ts": 17,
};
const wall = 300;

/** Source texts by path under src, such as `tables/csv.ts`. */
type Sources = Readonly<Record<string, string>>;

const sources: Sources = Object.fromEntries(
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file, readFileSync(`src/${file}`, "utf8")]),
);

describe("src", () => {
  test("imports only lower ranks", () => {
    expect(brokenRanks(sources)).toEqual([]);
  });
  test("has no import cycle", () => {
    expect(cycles(sources)).toEqual([]);
  });
  test("imports only files that exist, with their ending", () => {
    expect(missingImports(sources)).toEqual([]);
  });
  test(`has no file over ${wall} lines`, () => {
    expect(longFiles(sources)).toEqual([]);
  });
  test("has no `export *` but the lists of index.ts, no `any` and no Math.random", () => {
    expect(forbiddenWords(sources).filter((found) => !/^index\.ts line \d+: export \*$/.test(found))).toEqual([]);
    expect(imports(sources)["index.ts"]?.filter((target) => top(target) !== "api")).toEqual([]);
  });
  test("holds only folders and files that have a rank", () => {
    expect(readdirSync("src").filter((name) => ranks[name] === undefined && name !== "tsconfig.json")).toEqual([]);
    expect(Object.keys(sources)).toContain("errors.ts");
  });
});

describe("the rules notice", () => {
  test("an import of a higher rank, type imports and re-exports too", () => {
    const planted = {
      "errors.ts": 'import { a } from "./util/a.ts";',
      "util/a.ts": 'import { e } from "../errors.ts";',
      "tables/a.ts": 'import type { L } from "../labels/a.ts";\nexport { f } from "../functions/a.ts";',
      "labels/a.ts": 'import { b } from "../tables/a.ts"; import { c } from "./b.ts";',
      "labels/b.ts": 'const x = await import("../matrix/a.ts"); type T = import("../cli/a.ts").T;',
      "packs/a.ts": 'import { s } from "../synthesis/a.ts";',
      "new-folder/a.ts": "",
    };
    expect(brokenRanks(planted)).toEqual([
      "errors.ts imports util/a.ts",
      "tables/a.ts imports labels/a.ts",
      "tables/a.ts imports functions/a.ts",
      "labels/b.ts imports matrix/a.ts",
      "labels/b.ts imports cli/a.ts",
      "packs/a.ts imports synthesis/a.ts",
      "new-folder/a.ts has no rank: add new-folder to the table",
    ]);
  });

  test("a cycle inside a folder, once", () => {
    const planted = {
      "util/a.ts": 'import { b } from "./b.ts";',
      "util/b.ts": 'import type { c } from "./c.ts";',
      "util/c.ts": 'export { a } from "./a.ts";',
      "util/d.ts": 'import { a } from "./a.ts";',
    };
    expect(cycles(planted)).toEqual(["util/a.ts -> util/b.ts -> util/c.ts -> util/a.ts"]);
  });

  test("an import without its ending", () => {
    expect(missingImports({ "util/a.ts": 'import { b } from "./b";', "util/b.ts": "" })).toEqual([
      "util/a.ts imports util/b, which is not there",
    ]);
  });

  test("a file one line over the wall, and none at the wall", () => {
    const text = (lines: number): string => "// line\n".repeat(lines);
    expect(longFiles({ "util/a.ts": text(wall), "util/b.ts": text(wall + 1) })).toEqual(["util/b.ts has 301 lines"]);
  });

  test("forbidden words in code, and not in comments or text", () => {
    const planted = {
      "util/a.ts": [
        'export * from "./b.ts";',
        "const f = (x: any): number => Math.random();",
        "const g = { m: Array<any>() };",
        '// any, Math.random, export * from "x"',
        'const s = "any Math.random()";',
        'const h = Math["random"];',
        'export * as all from "./c.ts";',
      ].join("\n"),
    };
    expect(forbiddenWords(planted)).toEqual([
      "util/a.ts line 1: export *",
      "util/a.ts line 2: any",
      "util/a.ts line 2: Math.random",
      "util/a.ts line 3: any",
      "util/a.ts line 6: Math.random",
      "util/a.ts line 7: export *",
    ]);
  });
});

function brokenRanks(all: Sources): readonly string[] {
  return Object.entries(imports(all)).flatMap(([file, targets]) => {
    const rank = ranks[top(file)];
    if (rank === undefined) return [`${file} has no rank: add ${top(file)} to the table`];
    return targets
      .filter((target) => top(target) !== top(file) && (ranks[top(target)] ?? Infinity) >= rank)
      .map((target) => `${file} imports ${target}`);
  });
}

function cycles(all: Sources): readonly string[] {
  const graph = imports(all);
  const done = new Set<string>();
  const path: string[] = [];
  const found: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(" -> "));
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    graph[file]?.forEach(visit);
    path.pop();
    done.add(file);
  };
  Object.keys(graph).forEach(visit);
  return found;
}

function missingImports(all: Sources): readonly string[] {
  return Object.entries(imports(all)).flatMap(([file, targets]) =>
    targets
      .filter((target) => all[target] === undefined)
      .map((target) => `${file} imports ${target}, which is not there`),
  );
}

function longFiles(all: Sources): readonly string[] {
  return Object.entries(all)
    .map(([file, text]) => ({ file, lines: text.replace(/\n$/, "").split("\n").length }))
    .filter(({ lines }) => lines > wall)
    .map(({ file, lines }) => `${file} has ${lines} lines`);
}

function forbiddenWords(all: Sources): readonly string[] {
  return Object.entries(all).flatMap(([file, text]) => {
    const found: string[] = [];
    const tree = parse(file, text);
    walk(tree, (node) => {
      const word = forbidden(node);
      if (word === undefined) return;
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${file} line ${line + 1}: ${word}`);
    });
    return found;
  });
}

function forbidden(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return "any";
  if (ts.isExportDeclaration(node) && (node.exportClause === undefined || ts.isNamespaceExport(node.exportClause))) {
    return "export *";
  }
  const isMath = (object: ts.Node): boolean => ts.isIdentifier(object) && object.text === "Math";
  if (ts.isPropertyAccessExpression(node) && isMath(node.expression) && node.name.text === "random") {
    return "Math.random";
  }
  if (ts.isElementAccessExpression(node) && isMath(node.expression)) {
    const key = node.argumentExpression;
    if (ts.isStringLiteralLike(key) && key.text === "random") return "Math.random";
  }
  return undefined;
}

/** The files under src each file imports: values, types, re-exports and `import()`. Packages and JSON are left out. */
function imports(all: Sources): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(all).map(([file, text]) => {
      const found: string[] = [];
      walk(parse(file, text), (node) => {
        const name = importedName(node);
        if (name?.startsWith(".") !== true) return;
        const target = posix.join(posix.dirname(file), name);
        if (!target.endsWith(".json")) found.push(target); // data: package.json, JSON Schemas
      });
      return [file, found];
    }),
  );
}

function importedName(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return literal(node.arguments[0]);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
  return undefined;
}

function literal(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The folder or file directly under src. */
function top(file: string): string {
  return file.split("/")[0] ?? file;
}
