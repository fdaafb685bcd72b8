import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";

const source = (file: string): string => fileURLToPath(new URL(`src/${file}`, import.meta.url));

const config: ViteUserConfig = defineConfig({
  resolve: {
    // The same as `paths` in tsconfig.json: examples and documentation import the package by its name.
    alias: [
      { find: /^labelwright$/, replacement: source("index.ts") },
      { find: /^labelwright\/cli$/, replacement: source("cli.ts") },
      { find: /^labelwright\/testing$/, replacement: source("testing.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    exclude: [...configDefaults.exclude, "test/packed/**"],
    // Processes, not threads: some tests change the working folder or end a process half-way.
    pool: "forks",
    testTimeout: 60_000,
    coverage: { provider: "v8", include: ["src/**/*.ts"], reporter: ["text", "html"], reportsDirectory: "coverage" },
  },
});

export default config;
