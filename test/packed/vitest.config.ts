import { defineConfig, type ViteUserConfig } from "vitest/config";

// The packed tarball in an empty folder. Apart from the other tests, because it needs dist and installs packages.
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/packed/**/*.test.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});

export default config;
