// Usage: make.ts FOLDER. Writes the README's API block and a run in worker threads as block.ipynb, and as block.mjs to
// compare with.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiBlock } from "../docs/code-blocks.ts";
import { asModule } from "../packed/module-forms.ts";
import { notebook, splitIntoCells } from "./cells.ts";

const [folder = "."] = process.argv.slice(2);
const threads = `
import { writeFileSync } from "node:fs";
import * as inThreads from "labelwright";

writeFileSync(
  "threads.ts",
  'import { definePack, defineTask, keywords } from "labelwright";' +
    'const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });' +
    'const money = keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" });' +
    'export default definePack({ name: "threads", version: "1", task, functions: [money] });',
);
const threadPack = await inThreads.loadPack("threads.ts");
const threadTable = inThreads.tableFromRows([{ text: "cash" }, { text: "hello" }]);
const threadVotes = await inThreads.applyLabelingFunctions(threadPack.functions, threadTable, { workers: 2 });
console.log("in two threads:", JSON.stringify([0, 1].map((row) => threadVotes.vote(row, "money"))));
`;
const code = `${apiBlock().code}\n${threads}`;
// One error for each entry point, if the notebook's compiler sees the types of the package. In one cell, the last:
// tslab drops the cells that wait behind a failed one.
const mistakes = `import { LabelingError } from "labelwright";
import * as cli from "labelwright/cli";
const first: number = new LabelingError("empty", { where: "here", got: "nothing" });
const second: number = cli;`;
writeFileSync(join(folder, "block.mjs"), asModule(code));
writeFileSync(join(folder, "block.ipynb"), JSON.stringify(notebook(splitIntoCells(code), mistakes), undefined, 1));
