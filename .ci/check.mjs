// The whole check, `npm test`: types, lint, format, tests, documentation, package. Every step runs even when an
// earlier one failed, prints its time, and the last line reads `N passed, N failed`: the tests of the two vitest
// runs, and one failure for every other step that failed.
// With names of steps as arguments, only those run: `node .ci/check.mjs lint packed`.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const node = process.execPath;
const results = ".cache/check";
const attw = "node_modules/@arethetypeswrong/cli/dist/index.js";

const steps = [
  { name: "typecheck", commands: [tsc("."), tsc("src")] },
  {
    name: "lint",
    commands: [
      ["node_modules/eslint/bin/eslint.js", "--max-warnings", "0", "."],
      ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."],
    ],
  },
  { name: "test:unit", report: "unit.json", commands: [vitest("unit.json")] },
  { name: "docs", commands: [["node_modules/typedoc/bin/typedoc", "--logLevel", "Warn"]] },
  {
    name: "build",
    commands: [
      [".ci/prepare.mjs", "--force-build"],
      ["node_modules/publint/src/cli.js", "--strict"],
      // The schema is data, for editors: no module is resolved by it.
      [attw, "--pack", ".", "--format", "ascii", "--exclude-entrypoints", "pack.schema.json"],
    ],
  },
  {
    name: "test:packed",
    needs: "build",
    report: "packed.json",
    commands: [vitest("packed.json", "--config", "test/packed/vitest.config.ts")],
  },
];

const only = process.argv.slice(2);
const unknown = only.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`check: no step ${unknown.join(", ")}; expected ${steps.map((step) => step.name).join(", ")}`);
  process.exit(2);
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const failedSteps = [];
const began = performance.now();

for (const step of steps) {
  if (only.length > 0 && !only.includes(step.name)) continue;
  console.log(`\n=== ${step.name}`);
  const start = performance.now();
  const ok = runStep(step);
  if (!ok) failedSteps.push(step.name);
  console.log(`=== ${step.name}: ${ok ? "ok" : "FAILED"} in ${seconds(start)}`);
}

console.log(`\nchecked in ${seconds(began)}${failedSteps.length > 0 ? `; FAILED: ${failedSteps.join(", ")}` : ""}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
writeFileSync(`${results}/total.json`, JSON.stringify(total));
process.exitCode = failedSteps.length > 0 ? 1 : 0;

function runStep(step) {
  if (step.needs !== undefined && failedSteps.includes(step.needs)) {
    console.log(`not run: the step ${step.needs} failed`);
    total.failed++;
    return false;
  }
  const ok = step.commands.map(run).every(Boolean);
  if (step.report === undefined) {
    if (!ok) total.failed++;
    return ok;
  }
  return countTests(`${results}/${step.report}`, ok);
}

function run(args) {
  const { status, error, signal } = spawnSync(node, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) console.log(`${args[0]} failed: ${error ? error.message : (signal ?? `exit ${status}`)}`);
  return status === 0;
}

/** Adds the counts of a vitest report. A run that failed without a failed test (a file that does not load) counts as one. */
function countTests(file, ok) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    total.failed++;
    return false;
  }
  const brokenFiles = report.testResults.filter(
    (f) => f.status === "failed" && f.assertionResults.every((t) => t.status !== "failed"),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  total.passed += report.numPassedTests;
  total.skipped += report.numPendingTests + report.numTodoTests;
  total.failed += failed === 0 && !ok ? 1 : failed;
  if (report.numPassedTests + failed === 0) {
    console.log("no test ran");
    total.failed++;
    return false;
  }
  return ok && failed === 0;
}

function tsc(project) {
  return ["node_modules/typescript/bin/tsc", "-p", project];
}

function vitest(report, ...args) {
  return [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${results}/${report}`,
    ...args,
  ];
}

function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
