import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform, release, totalmem } from "node:os";

/** When, where and with what a benchmark ran. */
export interface Machine {
  /** ISO date and time. */
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  /** Versions of packages, this one first. */
  readonly packages: Readonly<Record<string, string>>;
}

/** The version in a package.json; benchmarks run in the project's folder. */
function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { version: string }).version;
}

/** Describes this machine. */
export function describeMachine(): Machine {
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    packages: { labelwright: versionOf("."), "apache-arrow": versionOf("node_modules/apache-arrow") },
  };
}

/** The machine in two lines. */
export function formatMachine(machine: Machine): string {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  return [
    `${machine.date.slice(0, 16).replace("T", " ")} UTC · ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.system}`,
    `node ${machine.node} (V8 ${machine.v8}) · ${packages.join(", ")}`,
  ].join("\n");
}
