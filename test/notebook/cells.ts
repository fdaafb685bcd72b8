import ts from "typescript";

/** A code cell of a Jupyter notebook, with what the check of the executed notebook needs to know about it. */
export interface Cell {
  readonly cell_type: "code";
  readonly execution_count: null;
  readonly id: string;
  readonly metadata: { readonly labelwright: { readonly mustFail: boolean } };
  readonly outputs: readonly never[];
  readonly source: string;
}

/** A notebook for the tslab kernel. The cell `mistakes` comes last and must end with compile errors. */
export function notebook(cells: readonly string[], mistakes: string): object {
  const all = [...cells.map((source) => ({ source, mustFail: false })), { source: mistakes, mustFail: true }];
  return {
    cells: all.map(({ source, mustFail }, index): Cell => ({
      cell_type: "code",
      execution_count: null,
      id: `cell-${index}`,
      metadata: { labelwright: { mustFail } },
      outputs: [],
      source,
    })),
    metadata: { kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/**
 * Cuts a module into cells where a person would: at blank lines between statements. Not in front of a statement with a
 * shorthand property, `{ table }`: tslab 1.0.22 cannot find that name in an earlier cell (`{ table: table }` it can).
 */
export function splitIntoCells(code: string): readonly string[] {
  const tree = ts.createSourceFile("block.ts", code, ts.ScriptTarget.Latest, true);
  const cells: string[] = [];
  for (const statement of tree.statements) {
    // The text begins behind the statement before: a comment at the end of that line comes with it.
    const text = statement.getFullText();
    const blankLineBefore = /^[^\S\n]*(\/\/[^\n]*)?\n[^\S\n]*\n/.test(text);
    const previous = cells.at(-1);
    if (previous === undefined || (blankLineBefore && !hasShorthand(statement))) cells.push(text);
    else cells[cells.length - 1] = previous + text;
  }
  return cells.map((cell) => cell.trim());
}

function hasShorthand(node: ts.Node): boolean {
  return ts.isShorthandPropertyAssignment(node) || (ts.forEachChild(node, hasShorthand) ?? false);
}
