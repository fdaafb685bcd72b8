// `node examples/learners/start.mjs http-service` or `... onnx`: runs one of the examples, after `npm run build`.
// Node 20 does not read TypeScript, so jiti loads it; `labelwright` is the package as built in dist.
import { createJiti } from "jiti";
import * as labelwright from "../../dist/index.mjs";

const [name] = process.argv.slice(2);
if (name !== "http-service" && name !== "onnx") {
  console.error("usage: node start.mjs http-service|onnx");
  process.exitCode = 2;
} else {
  const jiti = createJiti(import.meta.url, { virtualModules: { labelwright } });
  const { example } = await jiti.import(`./${name}.ts`);
  await example();
}
