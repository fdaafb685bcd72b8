import ts from "typescript";

/** The imports of a module, and what follows them. */
interface Parts {
  readonly imports: readonly ts.ImportDeclaration[];
  readonly body: string;
}

/** A TypeScript module as a JavaScript module: types taken out, nothing else changed. */
export function asModule(code: string): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}

/** A TypeScript module as a CommonJS script: each import a `require`, the rest in an async function. */
export function asScript(code: string): string {
  const { imports, body } = split(asModule(code));
  return `"use strict";\n${imports.map(requireLine).join("\n")}\n${inMain(body)}`;
}

/** A TypeScript module whose statements stand in an async function, for compilers that know no top-level await. */
export function inFunction(code: string): string {
  const { imports, body } = split(code);
  return `${imports.map((node) => node.getText()).join("\n")}\n${inMain(body)}`;
}

function split(code: string): Parts {
  const tree = ts.createSourceFile("block.ts", code, ts.ScriptTarget.Latest, true);
  const imports = tree.statements.filter(ts.isImportDeclaration);
  const rest = tree.statements.filter((node) => !ts.isImportDeclaration(node));
  return { imports, body: rest.map((node) => node.getFullText()).join("") };
}

function inMain(body: string): string {
  return `async function main() {${body}\n}\nmain().catch((error) => { console.error(error); process.exitCode = 1; });\n`;
}

function requireLine({ importClause, moduleSpecifier }: ts.ImportDeclaration): string {
  const from = `require(${moduleSpecifier.getText()})`;
  const names = importClause?.namedBindings;
  if (importClause === undefined) return `${from};`;
  if (importClause.name !== undefined)
    throw new Error(`a default import has no mechanical require: ${importClause.getText()}`);
  if (names === undefined) return `${from};`;
  if (ts.isNamespaceImport(names)) return `const ${names.name.text} = ${from};`;
  const fields = names.elements.map(({ name, propertyName }) =>
    propertyName ? `${propertyName.text}: ${name.text}` : name.text,
  );
  return `const { ${fields.join(", ")} } = ${from};`;
}
