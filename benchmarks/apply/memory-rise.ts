import { fileURLToPath } from "node:url";
import { runFresh, type MemoryRise } from "../util/memory.ts";
import { integer } from "../util/rates.ts";
import { terminalTable, type TableFormat } from "../util/tables.ts";
import type { TextSpec } from "./text.ts";

const forms = ["row", "batch", "declarative", "50 keywords"] as const;

/** Memory beyond the table, MB, for each form in a fresh process. */
export type MemoryByForm = Readonly<Record<(typeof forms)[number], MemoryRise>>;

export function measureMemory(spec: TextSpec): MemoryByForm {
  const script = fileURLToPath(new URL("apply-memory.mjs", import.meta.url));
  const measure = (form: string): MemoryRise =>
    runFresh(script, [form, ...[spec.rows, spec.nonAscii, spec.seed].map(String)]) as MemoryRise;
  return Object.fromEntries(forms.map((form) => [form, measure(form)])) as MemoryByForm;
}

/** The figures as text. */
export function formatMemory(memory: MemoryByForm, table: TableFormat = terminalTable): string {
  const titles = ["process (RSS), peak", "heap and buffers, peak", "kept: the votes"];
  return table(
    ["form", ...titles],
    Object.entries(memory).map(([form, rise]) => [form, ...[rise.rss, rise.heapAndBuffers, rise.kept].map(integer)]),
  );
}
