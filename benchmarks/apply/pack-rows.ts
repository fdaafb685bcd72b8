import { definePack } from "labelwright";
import { rowForm, task } from "./functions.ts";

/** Ten row functions, where worker threads find them. */
export default definePack({ name: "rows", version: "1", task, functions: rowForm() });
