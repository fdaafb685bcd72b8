import { defineConfig, type UserConfig } from "tsdown";

const shared: UserConfig = {
  platform: "node",
  target: "node20.19",
  outDir: "dist",
  clean: false, // .ci/prepare.mjs empties dist; two builds share it.
  hash: false,
  tsconfig: "src/tsconfig.json",
  // Every package stays outside: apache-arrow above all, since two copies of it in one process give wrong data.
  deps: { neverBundle: [/^[^./]/] },
  checks: { legacyCjs: false }, // The CommonJS build is on purpose: notebooks load it.
};

const library: Record<string, string> = { index: "src/index.ts", cli: "src/cli.ts", testing: "src/testing.ts" };

const builds: UserConfig[] = defineConfig([
  {
    ...shared,
    format: "esm",
    entry: { ...library, bin: "src/bin.ts", worker: "src/worker.ts" }, // either build starts this one worker
    dts: { entry: Object.values(library) },
    copy: "src/packs/json/pack.schema.json",
  },
  { ...shared, format: "cjs", entry: library, dts: true },
]);

export default builds;
