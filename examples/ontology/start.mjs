// `node examples/ontology/start.mjs` runs the example, after `npm run build`.
// Node 20 does not read TypeScript, so jiti loads it; `labelwright` is the package as built in dist.
import { createJiti } from "jiti";
import * as labelwright from "../../dist/index.mjs";

const jiti = createJiti(import.meta.url, { virtualModules: { labelwright } });
const { example } = await jiti.import("./example.ts");
await example();
