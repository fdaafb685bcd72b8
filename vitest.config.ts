import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";

const source = (file: string): string => fileURLToPath(new URL(`src/${file}`, import.meta.url));

/** Tests that change what their whole process shares: mocked modules, registries, the working folder, the environment. */
const alone = [
  "test/apply/running.test.ts",
  "test/docs/documentation.test.ts",
  "test/label-models/em/co-firing.test.ts",
  "test/label-models/fit.test.ts",
  "test/ontologies/read-ontology.test.ts",
  "test/packs/package-names.test.ts",
  "test/tables/files/compression.test.ts",
  "test/util/progress.test.ts",
];

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
    setupFiles: ["test/setup.ts"],
    // Processes, not threads: some tests change the working folder or end a process half-way.
    pool: "forks",
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, "test/packed/**", ...alone],
          isolate: false, // half of the time would go into loading the same modules for each file
        },
      },
      { extends: true, test: { name: "alone", include: alone } },
    ],
    coverage: { provider: "v8", include: ["src/**/*.ts"], reporter: ["text", "html"], reportsDirectory: "coverage" },
  },
});

export default config;
