// `npm run example:training`: the example of train.ts. Loaded as start.mjs loads the walk-through.
import { createJiti } from "jiti";
import * as labelwright from "../../dist/index.mjs";

const jiti = createJiti(import.meta.url, { virtualModules: { labelwright } });
const { training } = await jiti.import("./train.ts");
await training();
