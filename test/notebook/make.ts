// Usage: make.ts FOLDER. Writes the README's API block as block.ipynb, and as block.mjs to compare with.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiBlock } from "../docs/code-blocks.ts";
import { asModule } from "../packed/module-forms.ts";
import { notebook, splitIntoCells } from "./cells.ts";

const [folder = "."] = process.argv.slice(2);
const { code } = apiBlock();
// One error for each entry point, if the notebook's compiler sees the types of the package. In one cell, the last:
// tslab drops the cells that wait behind a failed one.
const mistakes = `import { LabelingError } from "labelwright";
import * as cli from "labelwright/cli";
const first: number = new LabelingError("empty", { where: "here", got: "nothing" });
const second: number = cli;`;
writeFileSync(join(folder, "block.mjs"), asModule(code));
writeFileSync(join(folder, "block.ipynb"), JSON.stringify(notebook(splitIntoCells(code), mistakes), undefined, 1));
