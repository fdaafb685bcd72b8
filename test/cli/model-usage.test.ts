import { expect, test } from "vitest";
import { completion, startModelServer } from "../functions/model/model-server.ts";
import { judge } from "../functions/model/setting.ts";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();

/** A pack of a rule and a judge. */
const pack = (url: string, calls: number): string => `
import { chatModel, definePack, defineTask, keywords, modelClient, modelFunction } from "labelwright";
const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const client = modelClient({ cache: ${JSON.stringify(scratch.at("answers"))}, budget: { calls: ${calls} } });
const ask = chatModel({ url: ${JSON.stringify(url)}, model: "m", client });
export default definePack({
  name: "judged",
  version: "1.0.0",
  task,
  functions: [
    keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" }),
    keywords(task, { name: "link", column: "text", any: ["http"], label: "spam" }),
    modelFunction(task, { name: "judge", columns: ["text"], ask, prompt: "Spam? {text}" }),
  ],
});
`;

test("commands that vote print what models were asked, and what that came to; at the end of a failed run too", async () => {
  const server = await startModelServer(({ prompt }) => completion(judge(prompt)));
  const [enough, little] = [100, 4].map((calls) => scratch.write(`pack${calls}.ts`, pack(server.url, calls)));
  const rows = scratch.write(
    "rows.csv",
    `text\n${Array.from({ length: 9 }, (_, i) => (i % 2 ? `cash ${i}` : `hi ${i}`)).join("\n")}\n`,
  );
  const out = scratch.at("votes.csv");

  const failed = await labelwright(["apply", little ?? "", rows, "--out", out]);
  expect([failed.code, server.requests.length]).toEqual([1, 4]);
  expect(failed.stderr).toContain("ModelUsage: 4 calls (0 of them retries)");
  expect(failed.stderr).toContain("the budget of 4 calls has no room for another call, and 5 rows have no answer");

  const applied = await labelwright(["apply", enough ?? "", rows, "--out", out, "--json"]);
  const { models } = JSON.parse(applied.stdout) as { models: readonly object[] };
  expect(models).toMatchObject([{ calls: 5, cached: 4, functions: [{ function: "judge", rows: 9, asked: 5 }] }]);

  const folder = scratch.at("result");
  const run = await labelwright(["run", enough ?? "", rows, "--out", folder]);
  expect([run.code, run.stderr]).toEqual([0, ""]);
  expect(run.stdout).toContain("ModelUsage: 0 calls (0 of them retries) in 0.0 s, 9 answers from the cache");
  expect(JSON.stringify(scratch.json("result/summary.json"))).not.toContain("calls");

  const threads = await labelwright(["apply", enough ?? "", rows, "--out", out, "--workers", "2"]);
  expect(threads.stderr).toContain("models are asked by 2 threads, each with the limits of its client to itself");
  expect(server.requests.length).toBe(9);
});
