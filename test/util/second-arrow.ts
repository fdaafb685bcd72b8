import { createRequire } from "node:module";
import type * as Arrow from "apache-arrow";

/**
 * A second copy of apache-arrow in this process: the CommonJS build beside the ES modules that everything else
 * imports. Its classes are other classes, as in an application whose dependencies brought two versions.
 */
export const secondArrow = createRequire(import.meta.url)("apache-arrow") as typeof Arrow;
