import { gzipSync } from "node:zlib";
import type { ServerResponse } from "node:http";
import { applyLabelingFunctions } from "labelwright";
import { describe, expect, test } from "vitest";
import { rejection } from "../../util/caught.ts";
import { completion, startModelServer, type Behavior } from "./model-server.ts";
import { judge, judgeAt, texts } from "./setting.ts";

const rows = texts("win cash", "see you");
const good = ({ prompt }: { readonly prompt: string }): string => completion(judge(prompt));

/** A reply with a status. */
const reply =
  (status: number, body = "", headers: Readonly<Record<string, string>> = {}): Behavior =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
    return undefined;
  };

/** A 200 with some body. */
const ok =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Behavior =>
  (_, response) => {
    response.writeHead(200, { "content-type": "application/json", ...headers }).end(body);
    return undefined;
  };

const half = (response: ServerResponse): void => {
  const whole = completion("spam");
  response.writeHead(200, { "content-type": "application/json", "content-length": whole.length });
  response.write(whole.slice(0, 40));
};

/** Failures that pass: with what they count as, and whether the call may have been paid for. */
const passing: readonly [name: string, behavior: Behavior, kind: string, paid: number][] = [
  ["a connection reset before the answer", (_a, _r, socket) => void socket.resetAndDestroy(), "network", 1],
  [
    "a connection reset in the middle of the body",
    (_a, response, socket) => {
      half(response);
      setTimeout(() => socket.resetAndDestroy(), 20);
      return undefined;
    },
    "network",
    1,
  ],
  [
    "a body that is cut short",
    (_a, response, socket) => {
      half(response);
      setTimeout(() => socket.end(), 20);
      return undefined;
    },
    "network",
    1,
  ],
  ["truncated JSON", ok(completion("spam").slice(0, -9)), "malformed", 1],
  ["text that is not JSON", ok("spam"), "malformed", 1],
  ["JSON with NaN", ok('{"choices":[{"message":{"content":"spam"},"logprobs":NaN}]}'), "malformed", 1],
  [
    "an error page in HTML with status 200",
    ok("<html><h1>Oops</h1></html>", { "content-type": "text/html" }),
    "malformed",
    1,
  ],
  ["an empty body", ok(""), "malformed", 1],
  ["204", reply(204), "malformed", 1],
  ["JSON that is no object", ok("[]"), "malformed", 1],
  ["no choices", ok('{"id":"x"}'), "malformed", 1],
  ["an empty list of choices", ok('{"choices":[]}'), "malformed", 1],
  ["a choice without a message", ok('{"choices":[{"text":"spam"}]}'), "malformed", 1],
  ["an error in the place of choices", ok('{"error":{"message":"overloaded"}}'), "malformed", 1],
  ["broken gzip", ok("spam", { "content-encoding": "gzip" }), "network", 1],
  ["408", reply(408), "refused", 0],
  ["409", reply(409), "refused", 0],
  ["425", reply(425), "refused", 0],
  ["500", reply(500, "<h1>Internal error</h1>", { "content-type": "text/html" }), "server", 0],
  ["502", reply(502), "server", 0],
  ["503 without Retry-After", reply(503), "server", 0],
  ["504", reply(504), "server", 0],
  ["529", reply(529), "server", 0],
  ["429", reply(429), "rateLimited", 0],
  ["429 with Retry-After in seconds", reply(429, "", { "retry-after": "7" }), "rateLimited", 0],
  [
    "429 with Retry-After as a date",
    reply(429, "", { "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" }),
    "rateLimited",
    0,
  ],
  ["429 with a Retry-After that is none", reply(429, "", { "retry-after": "soon" }), "rateLimited", 0],
  ["503 with Retry-After", reply(503, "", { "retry-after": "2.5" }), "rateLimited", 0],
  ["headers that never come", () => undefined, "timeout", 1],
  [
    "a body that drips",
    (_a, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => {
        clearInterval(drip);
      });
      return undefined;
    },
    "timeout",
    1,
  ],
];

describe("a failure that passes is asked again, and counted:", () => {
  test.each(passing)("%s", async (_, behavior, kind, paid) => {
    const server = await startModelServer((asked, response, socket) =>
      asked.number === 0 ? behavior(asked, response, socket) : good(asked),
    );
    const { func, client } = judgeAt(server.url, { concurrency: 1, timeout: 250 });
    const votes = await applyLabelingFunctions([func], rows);
    expect([votes.vote(0, "judge"), votes.vote(1, "judge"), votes.faults.count]).toEqual(["spam", "ham", 0]);
    const { usage } = client;
    expect(usage.failures).toEqual({ ...none, [kind]: 1 });
    expect([usage.calls, usage.answers, usage.paid]).toEqual([3, 2, 2 + paid]);
    expect(usage.retries).toBe(kind === "rateLimited" ? 0 : 1);
  });
});

const none = { network: 0, timeout: 0, rateLimited: 0, server: 0, refused: 0, malformed: 0, tooLarge: 0, thrown: 0 };

describe("a failure that does not pass", () => {
  test.each<[string, Behavior, string]>([
    ["500", reply(500, '{"error":{"message":"out of memory"}}'), "HTTP 500, out of memory, after 3 attempts"],
    [
      "HTML",
      ok("<html><h1>Bad  gateway</h1>", { "content-type": "text/html" }),
      "HTTP 200 with text/html that is not JSON: Bad gateway, after 3 attempts",
    ],
    ["no answer", () => undefined, "no whole answer after 100 ms, after 3 attempts. Raise timeout"],
    [
      "an error with 200",
      ok('{"error":{"message":"overloaded"}}'),
      "an object with error in the place of choices, which says: overloaded, after 3 attempts",
    ],
  ])("is a fault of its row: %s", async (_, behavior, says) => {
    const server = await startModelServer((asked, response, socket) =>
      asked.prompt.includes("cash") ? behavior(asked, response, socket) : good(asked),
    );
    const { func, client } = judgeAt(server.url, { retries: 2, timeout: 100 });
    const votes = await applyLabelingFunctions([func], rows, { faults: "abstain" });
    expect([votes.vote(0, "judge"), votes.vote(1, "judge")]).toEqual([null, "ham"]);
    expect(votes.faults.kept.map(({ row, message }) => [row, message])).toEqual([
      [0, expect.stringContaining(`LabelingError: model "m" at ${server.url}/chat/completions: ${says}`)],
    ]);
    expect([client.usage.functions[0]?.failed, client.usage.retries]).toEqual([1, 2]);
    const error = await rejection(applyLabelingFunctions([func], rows));
    expect(error).toMatchObject({ code: "function_failed", details: { function: "judge", row: 0 } });
  });

  test.each<[string, Behavior, string]>([
    [
      "400",
      reply(400, '{"error":{"message":"context too long","code":"context_length_exceeded"}}'),
      "HTTP 400, context_length_exceeded: context too long. The request itself is not taken",
    ],
    ["422", reply(422, "{"), "HTTP 422, {. The request"],
    ["a body that is too large", ok(`"${"x".repeat(5000)}"`), "an answer of more than 4000 bytes"],
  ])("because the request is not taken is not asked again: %s", async (_, behavior, says) => {
    const server = await startModelServer((asked, response, socket) =>
      asked.prompt.includes("cash") ? behavior(asked, response, socket) : good(asked),
    );
    const { func, client } = judgeAt(server.url, { maxAnswerBytes: 4000 });
    const votes = await applyLabelingFunctions([func], rows, { faults: "abstain" });
    expect(votes.faults.kept[0]?.message).toContain(says);
    expect([client.usage.calls, client.usage.retries]).toEqual([2, 0]);
  });
});

describe("a failure that every row would have ends the run at once, whatever the policy for faults:", () => {
  test.each<[string, Behavior, string]>([
    [
      "401",
      reply(401, '{"error":{"message":"bad key"}}'),
      "HTTP 401, bad key. Check the API key: apiKey of chatModel.",
    ],
    ["402", reply(402), "HTTP 402. Pay the provider, or ask another one."],
    ["403", reply(403), "HTTP 403. Check the rights of the API key, and the name of the model."],
    [
      "404",
      reply(404, "<h1>Not found</h1>"),
      'HTTP 404, Not found. Check the URL, which usually ends in "/v1", and the name of the model.',
    ],
    ["405", reply(405), 'HTTP 405. Check the URL, which usually ends in "/v1".'],
    [
      "a redirect",
      reply(307, "", { location: "https://other.example/v1?key=sk-1" }),
      "HTTP 307, a redirect to https://other.example/v1. Give the URL that it leads to",
    ],
    [
      "429 for a quota",
      reply(429, '{"error":{"message":"You exceeded","code":"insufficient_quota"}}'),
      "HTTP 429, insufficient_quota: You exceeded. The provider's quota is used up: raise it there.",
    ],
    [
      "a wait of a day",
      reply(429, "", { "retry-after": "86400" }),
      "it asks to wait 86400 s; HTTP 429. Look after the server.",
    ],
  ])("%s", async (_, behavior, says) => {
    const server = await startModelServer(behavior);
    const { func, client } = judgeAt(server.url, { concurrency: 1 });
    const error = await rejection(applyLabelingFunctions([func], rows, { faults: "abstain" }));
    expect(error.code).toBe("model_failed");
    expect(error.message).toContain(`model "m" at ${server.url}/chat/completions: ${says}`);
    expect(server.requests.length).toBe(1);
    expect(client.usage.calls).toBe(1);
  });

  test("a host that is not known", async () => {
    const { func } = judgeAt("http://nowhere.invalid/v1");
    const error = await rejection(applyLabelingFunctions([func], rows, { faults: "abstain" }));
    // Where there is no name server at all, that is told instead, after retries.
    expect(error.message).toMatch(
      /^model "m" at http:\/\/nowhere\.invalid\/v1\/chat\/completions: .*(ENOTFOUND|EAI_AGAIN)/,
    );
  });

  test("a port that is another protocol's", async () => {
    const error = await rejection(applyLabelingFunctions([judgeAt("http://127.0.0.1:25/v1").func], rows));
    expect(error.message).toContain("no connection (bad port). Check the port in the URL");
  });

  test("a server that is not there, after some rows", async () => {
    const server = await startModelServer(good);
    await server.stop();
    const { func, client } = judgeAt(server.url, { retries: 1, giveUpAfter: 3, concurrency: 1 });
    const error = await rejection(
      applyLabelingFunctions([func], texts("a", "b", "c", "d", "e"), { faults: "abstain" }),
    );
    expect(error).toMatchObject({ code: "model_failed", details: { kind: "network" } });
    expect(error.message).toContain("3 in succession without an answer; the last one: no connection (");
    expect(error.message).toContain("ECONNREFUSED");
    expect(error.message).toContain("Start the server, or check the port in the URL.");
    expect([client.usage.failures.network, client.usage.paid]).toEqual([6, 0]);
  });
});

describe("an answer that comes in an odd way is understood:", () => {
  test("gzip", async () => {
    const server = await startModelServer((asked, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(good(asked)));
      return undefined;
    });
    const votes = await applyLabelingFunctions([judgeAt(server.url).func], rows);
    expect(votes.vote(0, "judge")).toBe("spam");
  });

  test("characters cut in two between chunks", async () => {
    const server = await startModelServer(async (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      for (const byte of Buffer.from(completion("ça 🍍"))) {
        response.write(Buffer.of(byte));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
      return undefined;
    });
    const { func, client } = judgeAt(server.url);
    await applyLabelingFunctions([func], texts("win cash"));
    expect(client.usage.unparsed).toEqual([
      { function: "judge", row: 0, text: "ça 🍍", why: "not one of the answers" },
    ]);
  });

  test("another content type, text in parts, no usage", async () => {
    const body = '{"choices":[{"message":{"content":[{"type":"text","text":"sp"},{"type":"text","text":"am"}]}}]}';
    const server = await startModelServer(ok(body, { "content-type": "text/plain" }));
    const { func, client } = judgeAt(server.url);
    const votes = await applyLabelingFunctions([func], texts("x"));
    expect([votes.vote(0, "judge"), client.usage.withoutTokens]).toEqual(["spam", 1]);
  });
});

test("a long page of markup is told in few words, in no time", async () => {
  const page = `<h1>Oops</h1>${"<script".repeat(400_000)}`;
  const server = await startModelServer(ok(page, { "content-type": "text/html" }));
  const { func } = judgeAt(server.url, { retries: 0 });
  const votes = await applyLabelingFunctions([func], texts("a"), { faults: "abstain" });
  expect(votes.faults.kept[0]?.message).toContain("text/html that is not JSON: Oops");
});

describe("an API key", () => {
  test("shows nowhere, though the server repeats it", async () => {
    const key = "sk-secret-123";
    const server = await startModelServer(({ headers }, response) => {
      response.writeHead(401).end(
        JSON.stringify({
          error: { message: `no such key: ${headers.authorization}, ${String(headers["x-other"])}` },
        }),
      );
      return undefined;
    });
    const { func } = judgeAt(server.url, {}, { apiKey: () => key, headers: { "x-other": "other-secret" } });
    const error = await rejection(applyLabelingFunctions([func], rows));
    expect(error.message).toContain("no such key: Bearer ***, ***");
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(JSON.stringify([error, error.stack, func, func.terms])).not.toContain("secret");
  });

  test.each<[string, () => string, string]>([
    ["throws", () => { throw new Error("no vault"); }, "apiKey threw Error: no vault"], // prettier-ignore
    ["gives none", () => "", "apiKey gave an empty text"],
  ])("whose function %s ends the run", async (_, apiKey, says) => {
    const server = await startModelServer(good);
    const { func } = judgeAt(server.url, {}, { apiKey });
    const error = await rejection(applyLabelingFunctions([func], rows, { faults: "abstain" }));
    expect(error.message).toContain(`${says}. Check apiKey of chatModel.`);
    expect(server.requests.length).toBe(0);
  });
});
