import {
  applyLabelingFunctions,
  chatModel,
  labelingFunction,
  modelClient,
  modelFunction,
  type Progress,
} from "labelwright";
import { describe, expect, test } from "vitest";
import { rejection } from "../../util/caught.ts";
import { completion, startModelServer, type Asked, type Behavior } from "./model-server.ts";
import { judge, judgeAt, manyTexts, quickClock, scratch, task, texts } from "./setting.ts";

const good = ({ prompt }: Asked): string => completion(judge(prompt));
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Refuses the first requests of a kind. */
const firstly =
  (count: number, status: number, headers: Readonly<Record<string, string>> = {}): Behavior =>
  (asked, response) => {
    if (asked.number >= count) return good(asked);
    response.writeHead(status, headers).end();
    return undefined;
  };

describe("concurrency", () => {
  test("is what is under way at once, at most, over all functions of a client", async () => {
    let underWay = 0;
    let most = 0;
    const server = await startModelServer(async (asked) => {
      most = Math.max(most, ++underWay);
      while (most < 5) await wait(1); // the first ones wait for each other
      await wait(2);
      underWay--;
      return good(asked);
    });
    const client = modelClient({ concurrency: 5 });
    const ask = chatModel({ url: server.url, model: "m", client });
    const functions = ["one", "two"].map((name) =>
      modelFunction(task, { name, columns: ["text"], ask, prompt: `${name}: {text}` }),
    );
    const votes = await applyLabelingFunctions(functions, manyTexts(60));
    expect(most).toBe(5);
    expect(votes.votes[0]).toEqual(votes.votes[1]);
    expect(client.usage.functions.map(({ function: name, asked }) => [name, asked])).toEqual([
      ["one", 60],
      ["two", 60],
    ]);
  });

  test("does not change the votes, in whatever order answers come", async () => {
    const server = await startModelServer(async (asked) => {
      await wait((asked.number * 7919) % 13);
      return good(asked);
    });
    const votesOf = async (concurrency: number): Promise<unknown> =>
      (await applyLabelingFunctions([judgeAt(server.url, { concurrency }).func], manyTexts(100))).votes;
    expect(await votesOf(32)).toEqual(await votesOf(1));
  });
});

describe("progress", () => {
  test("is told while answers come, of the slowest of the functions that are awaited", async () => {
    const server = await startModelServer(async (asked) => {
      await wait(asked.prompt.startsWith("slow") ? 8 : 1);
      return good(asked);
    });
    const functions = ["quick", "slow"].map((name) => {
      const ask = chatModel({ url: server.url, model: "m", client: modelClient({ concurrency: 4 }) });
      return modelFunction(task, { name, columns: ["text"], ask, prompt: `${name}: {text}` });
    });
    const told: number[] = [];
    const onProgress = ({ done, total }: Progress): void => {
      expect(total).toBe(120);
      told.push(done);
    };
    await applyLabelingFunctions(functions, manyTexts(120), { onProgress });
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.some((done) => done > 0 && done < 120)).toBe(true);
    expect(told.at(-1)).toBe(120);
  });
});

describe("rate", () => {
  test("spaces calls so that no minute has more than its limit and a second's worth", async () => {
    const clock = quickClock();
    const times: number[] = [];
    const server = await startModelServer((asked) => {
      times.push(clock.now());
      return good(asked);
    });
    const { func } = judgeAt(server.url, { clock, concurrency: 1, rate: { callsPerMinute: 120 } });
    await applyLabelingFunctions([func], manyTexts(300));
    const inMinute = times.map((time) => times.filter((each) => each >= time && each < time + 60_000).length);
    expect(Math.max(...inMinute)).toBeLessThanOrEqual(122);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeCloseTo((298 / 120) * 60_000, -3);
  });

  test("of tokens counts what calls really took", async () => {
    const clock = quickClock();
    const server = await startModelServer(good); // 22 tokens a call
    const { func } = judgeAt(server.url, { clock, concurrency: 1, rate: { tokensPerMinute: 2200 } });
    const start = clock.now();
    await applyLabelingFunctions([func], manyTexts(201));
    expect(clock.now() - start).toBeCloseTo(2 * 60_000, -4);
  });
});

describe("a server that asks to slow down", () => {
  test.each<[string, Record<string, string>, number]>([
    ["in seconds", { "retry-after": "7" }, 7000],
    ["in milliseconds", { "retry-after-ms": "1500", "retry-after": "9" }, 1500],
    ["by a date", { "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" }, 30_000],
    ["by a date that is over", { "retry-after": "Thu, 01 Jan 1998 00:00:30 GMT" }, 0],
  ])("%s is heeded by all calls of the client", async (_, headers, milliseconds) => {
    const clock = quickClock();
    const server = await startModelServer(firstly(1, 429, headers));
    const { func, client } = judgeAt(server.url, { clock, concurrency: 1 });
    await applyLabelingFunctions([func], manyTexts(5));
    expect(clock.waits).toEqual(milliseconds === 0 ? [] : [milliseconds]);
    expect([client.usage.calls, client.usage.retries]).toEqual([6, 0]);
  });

  test("does not use up the retries", async () => {
    const server = await startModelServer(firstly(50, 429));
    const { func, client } = judgeAt(server.url, { retries: 0 });
    const votes = await applyLabelingFunctions([func], manyTexts(10));
    expect([votes.faults.count, client.usage.failures.rateLimited]).toEqual([0, 50]);
  });

  test("again and again, without a wait or with none that helps, has an end", async () => {
    const clock = quickClock();
    const server = await startModelServer(firstly(Infinity, 429, { "retry-after": "0" }));
    const { func } = judgeAt(server.url, { clock, maxWait: 20_000, backoff: 100 });
    const votes = await applyLabelingFunctions([func], texts("a"), { faults: "abstain" });
    expect([votes.faults.count, clock.waits.length > 5]).toEqual([1, true]);
    expect(server.requests.length).toBeLessThanOrEqual(21);
  });

  test("for good is a fault of the row after maxWait", async () => {
    const server = await startModelServer(firstly(Infinity, 429, { "retry-after": "40" }));
    const { func } = judgeAt(server.url, { maxWait: 100_000, concurrency: 1 });
    const votes = await applyLabelingFunctions([func], texts("a"), { faults: "abstain" });
    expect(votes.faults.kept[0]?.message).toContain("HTTP 429");
    expect(server.requests.length).toBe(3);
  });
});

describe("retries", () => {
  test("wait longer each time, at random, the same for a seed", async () => {
    const waitsOf = async (seed: number): Promise<readonly number[]> => {
      const clock = quickClock();
      const server = await startModelServer(firstly(Infinity, 500));
      const { func } = judgeAt(server.url, { clock, seed, backoff: 100, retries: 10 });
      await applyLabelingFunctions([func], texts("a"), { faults: "abstain" });
      expect(server.requests.length).toBe(11);
      return clock.waits;
    };
    const waits = await waitsOf(1);
    expect(waits.length).toBe(10);
    waits.forEach((each, i) => expect(each).toBeLessThanOrEqual(Math.min(100 * 2 ** i, 6000)));
    expect(Math.max(...waits)).toBeGreaterThan(1000);
    expect(await waitsOf(1)).toEqual(waits);
    expect(await waitsOf(2)).not.toEqual(waits);
  });

  test("end with an answer, which clears the count of failures in succession", async () => {
    const server = await startModelServer((asked, response) => {
      if (asked.prompt.includes("bad")) {
        response.writeHead(500).end();
        return undefined;
      }
      return good(asked);
    });
    const { func } = judgeAt(server.url, { retries: 0, giveUpAfter: 2, concurrency: 1 });
    const rows = texts("bad 1", "a", "bad 2", "b", "bad 3", "c");
    const votes = await applyLabelingFunctions([func], rows, { faults: "abstain" });
    expect(votes.faults.count).toBe(3);
    const error = await rejection(applyLabelingFunctions([func], texts("bad 4", "bad 5", "d"), { faults: "abstain" }));
    expect(error.message).toContain("2 in succession without an answer; the last one: HTTP 500");
  });
});

describe("the budget", () => {
  test("in calls ends the run with what is left, and how to go on", async () => {
    const cache = scratch();
    const server = await startModelServer(good);
    const first = judgeAt(server.url, { cache, budget: { calls: 400 } });
    const table = manyTexts(600);
    const error = await rejection(applyLabelingFunctions([first.func], table, { faults: "abstain" }));
    expect(error.code).toBe("budget_exhausted");
    expect(error.message).toBe(
      'labeling function "judge": the budget of 400 calls has no room for another call, and 200 rows have no answer. ' +
        `Raise it and run again: answers so far are in ${cache} and are not asked for anew. ` +
        'Or let the other rows abstain: budget: { whenSpent: "abstain" }.',
    );
    expect(error.details).toEqual({ limit: "calls", left: 200 });
    expect([server.requests.length, first.client.usage.functions[0]?.unasked]).toEqual([400, 112]);

    const second = judgeAt(server.url, { cache, budget: { calls: 400 } });
    const votes = await applyLabelingFunctions([second.func], table);
    expect([votes.vote(599, "judge"), server.requests.length]).toEqual(["ham", 600]);
    expect(second.client.usage).toMatchObject({ calls: 200, cached: 400 });
  });

  test("lets rows abstain where it says so", async () => {
    const server = await startModelServer(good);
    const { func, client } = judgeAt(server.url, { budget: { calls: 7, whenSpent: "abstain" }, concurrency: 3 });
    const votes = await applyLabelingFunctions([func], manyTexts(300));
    expect(Array.from(votes.votes[0] ?? []).filter((code) => code >= 0).length).toBe(7);
    expect([votes.faults.count, server.requests.length]).toEqual([0, 7]);
    expect(client.usage.functions[0]).toMatchObject({ rows: 300, asked: 7, unasked: 293 });
  });

  test("without a cache says to give one", async () => {
    const server = await startModelServer(good);
    const { func } = judgeAt(server.url, { budget: { calls: 0 } });
    const error = await rejection(applyLabelingFunctions([func], texts("a")));
    expect(error.message).toContain("Raise it, and give the client a cache: answers are then kept");
    expect(server.requests.length).toBe(0);
  });

  test.each<[string, { tokens?: number; cost?: number }]>([
    ["tokens", { tokens: 1000 }],
    ["cost", { cost: 0.0023 }],
  ])("in %s is never exceeded, though calls under way are not known yet", async (limit, budget) => {
    const server = await startModelServer(async (asked) => {
      await wait(1);
      return good(asked);
    });
    const model = { maxTokens: 2, prices: { input: 2, output: 3 } };
    const { func, client } = judgeAt(server.url, { budget, concurrency: 16 }, model);
    const error = await rejection(applyLabelingFunctions([func], manyTexts(200)));
    expect(error.details).toMatchObject({ limit });
    const { usage } = client;
    const spent = limit === "tokens" ? usage.inputTokens + usage.outputTokens : usage.cost;
    expect(spent).toBeLessThanOrEqual(limit === "tokens" ? 1000 : 0.0023);
    // A call costs 22 tokens, at most some 40 as far as is known before it: less than one such call is left unused.
    expect(usage.answers).toBeGreaterThanOrEqual(limit === "tokens" ? 43 : 47);
    expect(usage.cost).toBeCloseTo((usage.answers * (20 * 2 + 2 * 3)) / 1e6, 12);
  });

  test("counts calls that broke off as paid, and as costing the most they may", async () => {
    const server = await startModelServer((asked, _, socket) => {
      if (asked.number >= 3) return good(asked);
      socket.destroy();
      return undefined;
    });
    const { func, client } = judgeAt(server.url, { budget: { calls: 5, whenSpent: "abstain" }, concurrency: 1 });
    await applyLabelingFunctions([func], manyTexts(10));
    expect(client.usage).toMatchObject({ calls: 5, answers: 2, paid: 5 });
  });
});

describe("the signal to stop", () => {
  test("ends requests under way, and none begins after it", async () => {
    let closed = 0;
    const server = await startModelServer((_, response) => {
      response.on("close", () => closed++);
      return undefined;
    });
    const { func } = judgeAt(server.url, { concurrency: 4 });
    const controller = new AbortController();
    const running = applyLabelingFunctions([func], manyTexts(50), { signal: controller.signal });
    while (server.requests.length < 4) await wait(1);
    controller.abort("enough");
    expect(await rejection(running)).toMatchObject({ code: "aborted", cause: "enough", details: { row: 0 } });
    await expect.poll(() => closed).toBe(4);
    expect(server.requests.length).toBe(4);
  });

  test("ends one run, and not another that waits for the same answer", async () => {
    const server = await startModelServer(async (asked) => {
      if (asked.number === 0) await new Promise(() => undefined);
      return good(asked);
    });
    const { func, client } = judgeAt(server.url);
    const controller = new AbortController();
    const first = applyLabelingFunctions([func], texts("win cash"), { signal: controller.signal });
    while (server.requests.length < 1) await wait(1);
    const second = applyLabelingFunctions([func], texts("win cash"));
    await wait(1);
    expect(server.requests.length).toBe(1);
    controller.abort();
    expect((await rejection(first)).code).toBe("aborted");
    expect((await second).vote(0, "judge")).toBe("spam");
    expect(client.usage.functions[0]).toMatchObject({ rows: 2, asked: 1, calls: 2 });
  });

  test("ends waits between retries and for the rate", async () => {
    const server = await startModelServer(firstly(Infinity, 503, { "retry-after": "300" }));
    const client = modelClient({ concurrency: 2 }); // the machine's clock
    const ask = chatModel({ url: server.url, model: "m", client });
    const func = modelFunction(task, { name: "judge", columns: ["text"], ask, prompt: "{text}" });
    const controller = new AbortController();
    const running = applyLabelingFunctions([func], manyTexts(5), { signal: controller.signal });
    while (server.requests.length < 2) await wait(1);
    setTimeout(() => {
      controller.abort();
    }, 20);
    expect((await rejection(running)).code).toBe("aborted");
  });

  test("ends an awaited function that never comes to an answer", async () => {
    const never = labelingFunction(task, {
      name: "never",
      columns: ["text"],
      async: true,
      vote: () => new Promise<null>(() => undefined),
    });
    const running = applyLabelingFunctions([never], manyTexts(5), { signal: AbortSignal.timeout(20) });
    expect(await rejection(running)).toMatchObject({ code: "aborted", details: { row: 0 } });
  });

  test("is given to what is under way when another function ends the run", async () => {
    let closed = 0;
    const server = await startModelServer((_, response) => {
      response.on("close", () => closed++);
      return undefined;
    });
    const { func } = judgeAt(server.url, { concurrency: 2 });
    const broken = labelingFunction(task, {
      name: "broken",
      columns: ["text"],
      vote: () => {
        throw new Error("broken");
      },
    });
    expect((await rejection(applyLabelingFunctions([func, broken], manyTexts(5)))).message).toContain(
      '"broken", row 0',
    );
    await expect.poll(() => closed).toBe(server.requests.length);
  });
});
