import { definePack } from "labelwright";
import { keywordForm, task } from "./functions.ts";

/** Ten keyword functions, where worker threads find them. */
export default definePack({ name: "keywords", version: "1", task, functions: keywordForm() });
