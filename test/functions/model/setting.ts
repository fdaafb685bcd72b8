import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Table } from "apache-arrow";
import {
  chatModel,
  defineTask,
  modelClient,
  modelFunction,
  tableFromRows,
  type ChatModelSpec,
  type LabelingFunction,
  type ModelClientOptions,
  type ModelClock,
} from "labelwright";
import { onTestFinished } from "vitest";

export const task = defineTask({
  labels: ["ham", "spam"],
  columns: { text: "utf8", likes: "float64", at: "timestamp" },
});

/** Rows of texts. */
export const texts = (...all: (string | null)[]): Table => tableFromRows(all.map((text) => ({ text })));

/** Many rows, every third of them spam. */
export const manyTexts = (rows: number): Table =>
  tableFromRows(Array.from({ length: rows }, (_, i) => ({ text: i % 3 === 0 ? `win cash ${i}` : `see you ${i}` })));

/** What a well-behaved judge answers. */
export const judge = (prompt: string): string => (prompt.includes("cash") ? "spam" : "ham");

/** A clock on which waiting takes no time. `waits` has how long each wait would have been. */
export function quickClock(): ModelClock & { readonly waits: readonly number[] } {
  let now = Date.UTC(2026, 0, 1);
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    sleep: (milliseconds, signal) => {
      waits.push(milliseconds);
      now += milliseconds;
      return signal.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve();
    },
  };
}

type Function = LabelingFunction<
  "ham" | "spam",
  { readonly text: string; readonly likes: number; readonly at: number },
  "judge"
>;

/** A judge behind a URL, with a client of its own. */
export function judgeAt(
  url: string,
  client: ModelClientOptions = {},
  model: Partial<ChatModelSpec> = {},
): { readonly func: Function; readonly client: ReturnType<typeof modelClient> } {
  const shared = modelClient({ clock: quickClock(), ...client });
  const ask = chatModel({ url, model: "m", client: shared, ...model });
  return {
    func: modelFunction(task, { name: "judge", columns: ["text"], ask, prompt: "Spam?\n{text}" }),
    client: shared,
  };
}

/** An empty folder, which ends with the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-models-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
