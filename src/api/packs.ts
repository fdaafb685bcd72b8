export { loadPack } from "../packs/load-pack.ts";
export type { LoadPackOptions } from "../packs/load-pack.ts";
export { definePack, isPack } from "../packs/pack.ts";
export type { AnyPack, Pack, PackSpec } from "../packs/pack.ts";
export type { ExampleRow, FunctionExamples } from "../packs/examples.ts";
