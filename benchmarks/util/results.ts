import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Machine } from "./machine.ts";

/** Fractions with six digits: more is noise, and a result file is read by people. */
const shorter = (_key: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;

/** Writes what a benchmark found, with the machine it ran on, as JSON. */
export function writeResults(file: string, machine: Machine, results: Readonly<Record<string, unknown>>): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine, ...results }, shorter, 2)}\n`);
}
