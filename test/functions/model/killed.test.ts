import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { applyLabelingFunctions } from "labelwright";
import { expect, test } from "vitest";
import { completion, startModelServer } from "./model-server.ts";
import { judge, judgeAt, manyTexts, scratch } from "./setting.ts";

const rows = 400;
const concurrency = 8;

/** Starts a process that asks about all rows, and is killed once the server says so. */
function start(url: string, cache: string): ReturnType<typeof spawn> {
  const folder = resolve(".cache/model-killed"); // inside the repository, so that its modules are found
  mkdirSync(folder, { recursive: true });
  const script = join(folder, `${process.pid}.ts`);
  const source = (path: string): string => JSON.stringify(resolve(path));
  writeFileSync(
    script,
    `import { applyLabelingFunctions } from ${source("src/apply/apply.ts")};
     import { defineTask } from ${source("src/labels/task.ts")};
     import { chatModel } from ${source("src/functions/model/chat/chat-model.ts")};
     import { modelClient } from ${source("src/functions/model/client/model-client.ts")};
     import { modelFunction } from ${source("src/functions/model/model-function.ts")};
     import { tableFromRows } from ${source("src/tables/from-rows.ts")};
     const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
     const client = modelClient({ cache: ${JSON.stringify(cache)}, concurrency: ${concurrency} });
     const ask = chatModel({ url: ${JSON.stringify(url)}, model: "m", client });
     const func = modelFunction(task, { name: "judge", columns: ["text"], ask, prompt: "Spam?\\n{text}" });
     const table = tableFromRows(Array.from({ length: ${rows} }, (_, i) => ({ text: i % 3 === 0 ? "win cash " + i : "see you " + i })));
     await applyLabelingFunctions([func], table);`,
  );
  return spawn(process.execPath, ["node_modules/jiti/lib/jiti-cli.mjs", script], { stdio: "inherit" });
}

test("a run that is killed half-way goes on without paying twice for more than the calls under way", async () => {
  const cache = scratch();
  let child: ReturnType<typeof spawn> | null = null;
  let underWay = 0;
  let lost = 0;
  const server = await startModelServer(async ({ prompt, number }) => {
    underWay++;
    await new Promise((resolve) => setTimeout(resolve, 3));
    if (number === rows / 2 && child !== null) {
      lost = underWay;
      child.kill("SIGKILL");
    }
    underWay--;
    return completion(judge(prompt));
  });
  child = start(server.url, cache);
  const running = child;
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    running.on("exit", (...end) => {
      resolve(end);
    });
  });
  expect([code, signal]).toEqual([null, "SIGKILL"]);
  const asked = server.requests.length;
  expect(asked).toBeGreaterThan(rows / 2);
  expect(asked).toBeLessThan(rows);
  const kept = readdirSync(cache).flatMap((name) => readFileSync(join(cache, name), "utf8").split("\n").slice(0, -1));
  expect(kept.length).toBeGreaterThanOrEqual(asked - concurrency);

  const { func, client } = judgeAt(server.url, { cache });
  const votes = await applyLabelingFunctions([func], manyTexts(rows));
  expect(Array.from(votes.votes[0] ?? []).every((code, i) => code === (i % 3 === 0 ? 1 : 0))).toBe(true);
  expect([client.usage.cached, client.usage.calls]).toEqual([kept.length, rows - kept.length]);
  // Asked twice: those whose answer was on its way when the process died, and no other.
  const counts = new Map<string, number>();
  for (const { prompt } of server.requests) counts.set(prompt, (counts.get(prompt) ?? 0) + 1);
  const twice = [...counts.values()].filter((count) => count > 1).length;
  expect(counts.size).toBe(rows);
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
  expect(twice).toBe(asked - kept.length);
  expect(twice).toBeLessThanOrEqual(concurrency);
  expect(lost).toBeGreaterThan(0);
});
