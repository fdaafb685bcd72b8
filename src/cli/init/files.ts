import { devDependencies, peerDependencies, version } from "../../../package.json";
import { labelwrightRange } from "./labelwright-range.ts";
import { ignoreText, readmeText, sampleText, testText, tsconfigText, workflowText } from "./other-texts.ts";
import { packText } from "./pack-text.ts";

function manifestOf(name: string, folder: string): string {
  const manifest = {
    name,
    version: "0.1.0",
    description: "Labeling rules: complaints and praise in messages of customers.",
    keywords: ["labelwright", "labeling functions", "weak supervision"],
    license: "UNLICENSED",
    type: "module",
    exports: { ".": "./pack.ts", "./package.json": "./package.json" },
    files: ["pack.ts", "changelog.json"],
    scripts: {
      test: "vitest run",
      check: "labelwright check pack.ts",
      label: "labelwright run pack.ts sample/messages.csv --out out --force",
      changelog: "labelwright changelog pack.ts",
    },
    peerDependencies: { labelwright: `^${version}` },
    devDependencies: {
      "apache-arrow": peerDependencies["apache-arrow"],
      labelwright: labelwrightRange(folder),
      vitest: devDependencies.vitest,
    },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The files of a new pack by their paths, its changelog aside. */
export function filesOf(name: string, folder: string): Readonly<Record<string, string>> {
  return {
    "package.json": manifestOf(name, folder),
    "pack.ts": packText(name),
    "pack.test.ts": testText,
    "sample/messages.csv": sampleText,
    "tsconfig.json": tsconfigText,
    "README.md": readmeText(name),
    ".gitignore": ignoreText,
    ".github/workflows/check.yml": workflowText,
  };
}
