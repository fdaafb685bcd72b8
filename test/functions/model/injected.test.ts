import type { ServerResponse } from "node:http";
import { applyLabelingFunctions } from "labelwright";
import { expect, test } from "vitest";
import { makeRandom } from "../../../src/util/random.ts";
import { completion, startModelServer, type Behavior } from "./model-server.ts";
import { judge, judgeAt, manyTexts, scratch } from "./setting.ts";

/** Fails on a share of the requests, in all ways, at random. */
function faulty(share: number, seed: number): Behavior {
  const random = makeRandom(seed, "injected failures");
  const send = (response: ServerResponse, status: number, body: string, headers = {}): undefined => {
    response.writeHead(status, headers).end(body);
    return undefined;
  };
  const ways: Behavior[] = [
    (_, response) => send(response, 500, "oops"),
    (_, response) => send(response, 503, ""),
    (_, response) => send(response, 429, "", { "retry-after": "1" }),
    (_, response) => send(response, 429, ""),
    (_a, _r, socket) => {
      socket.destroy();
      return undefined;
    },
    (_, response, socket) => {
      response.writeHead(502, { "content-length": 100 });
      response.write("half");
      setTimeout(() => socket.destroy(), 1);
      return undefined;
    },
  ];
  ways.push(...ways, () => undefined); // one in thirteen never answers
  return (asked, response, socket) => {
    if (random() >= share) return completion(judge(asked.prompt));
    return ways[Math.floor(random() * ways.length)]?.(asked, response, socket);
  };
}

test("under 30 % injected failures and rate limits the run ends complete and within budget, each prompt paid once", async () => {
  const rows = 2000;
  const table = manyTexts(rows);
  const server = await startModelServer(faulty(0.3, 5));
  const cache = scratch();
  const { func, client } = judgeAt(server.url, {
    cache,
    concurrency: 32,
    timeout: 4000,
    retries: 8,
    budget: { calls: 2600 },
  });
  const votes = await applyLabelingFunctions([func], table);
  const expected = Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? 1 : 0));
  expect(Array.from(votes.votes[0] ?? [])).toEqual(expected);
  const { usage } = client;
  expect(usage.failures.rateLimited).toBeGreaterThan(200);
  expect(usage.calls).toBeGreaterThan(2700);
  // What the server counts as paid is what the client counts as answered; beside it, what may have been paid is counted.
  expect([server.paid.length, new Set(server.paid).size]).toEqual([rows, rows]);
  expect([usage.answers, server.requests.length]).toEqual([rows, usage.calls]);
  expect(usage.paid).toBe(rows + usage.failures.network + usage.failures.timeout);
  expect(usage.paid).toBeLessThanOrEqual(2600);

  const again = judgeAt(server.url, { cache });
  expect((await applyLabelingFunctions([again.func], table)).votes).toEqual(votes.votes);
  expect(again.client.usage).toMatchObject({ calls: 0, cached: rows });
});
