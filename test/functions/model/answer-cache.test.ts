import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { applyLabelingFunctions } from "labelwright";
import { describe, expect, test } from "vitest";
import { AnswerCache } from "../../../src/functions/model/cache/answer-cache.ts";
import { RecordIndex } from "../../../src/functions/model/cache/record-index.ts";
import { readRecord, writeRecord, type Json } from "../../../src/functions/model/cache/record.ts";
import { sha256 } from "../../../src/util/hash.ts";
import { caught, rejection } from "../../util/caught.ts";
import { completion, startModelServer, type Asked } from "./model-server.ts";
import { judge, judgeAt, manyTexts, scratch, texts } from "./setting.ts";

const good = ({ prompt }: Asked): string => completion(judge(prompt));
const keyOf = (text: string): string => sha256(text).slice(0, 32);
const filesOf = (folder: string): string[] => readdirSync(folder).map((name) => join(folder, name));

/** A cache that has answers already. */
async function filled(folder: string, answers: readonly (readonly [string, Json])[]): Promise<string> {
  const cache = new AnswerCache(folder);
  await cache.open();
  for (const [text, answer] of answers) cache.put(keyOf(text), answer);
  cache.close();
  return filesOf(folder).at(-1) ?? "";
}

describe("the second run", () => {
  test("asks nothing and votes alike, in any process and with another key, address, client", async () => {
    const cache = scratch();
    const server = await startModelServer(good);
    const table = manyTexts(700);
    const first = judgeAt(server.url, { cache });
    const votes = await applyLabelingFunctions([first.func], table);
    expect([server.requests.length, first.client.usage.cached]).toEqual([700, 0]);
    await server.stop();
    const second = judgeAt("http://other.example:9/api/v1", { cache, concurrency: 1 }, { apiKey: "sk-1" });
    expect((await applyLabelingFunctions([second.func], table)).votes).toEqual(votes.votes);
    expect(second.client.usage).toMatchObject({ calls: 0, cached: 700, cost: 0, answers: 0 });
  });

  test.each<[string, object]>([
    ["model", { model: "n" }],
    ["revision", { revision: "q4" }],
    ["system message", { system: "Be brief." }],
    ["temperature", { temperature: 1 }],
    ["limit of tokens", { maxTokens: 5 }],
    ["field of the request", { body: { seed: 1 } }],
    ["wish for log-probabilities", { logprobs: true }],
  ])("asks anew with another %s", async (_, model) => {
    const cache = scratch();
    const server = await startModelServer(good);
    const table = texts("a");
    await applyLabelingFunctions([judgeAt(server.url, { cache }).func], table);
    await applyLabelingFunctions([judgeAt(server.url, { cache }, model).func], table, { faults: "abstain" });
    expect(server.requests.length).toBe(2);
  });

  test("remembers answers in one client without a folder", async () => {
    const server = await startModelServer(good);
    const { func, client } = judgeAt(server.url);
    await applyLabelingFunctions([func], texts("a", "b"));
    await applyLabelingFunctions([func], texts("a", "b", "c"));
    expect([server.requests.length, client.usage.cached, client.cache]).toEqual([3, 2, null]);
  });

  test("reads what an answer means anew, without asking", async () => {
    const cache = scratch();
    const server = await startModelServer(() => completion("Unclear"));
    const { func, client } = judgeAt(server.url, { cache });
    await applyLabelingFunctions([func], texts("a"));
    await applyLabelingFunctions([func], texts("a"));
    expect([server.requests.length, client.usage.unparsed.length]).toEqual([1, 2]);
  });
});

describe("identical inputs", () => {
  test("are asked about once in a run, under way or answered", async () => {
    const server = await startModelServer(good);
    const { func, client } = judgeAt(server.url);
    const same = Array.from({ length: 600 }, (_, i) => `cash ${i % 3}`);
    const votes = await applyLabelingFunctions([func], texts(...same));
    expect([server.requests.length, new Set(votes.votes[0])]).toEqual([3, new Set([1])]);
    const { rows, asked, repeated = 0, cached = 0 } = client.usage.functions[0] ?? {};
    expect([rows, asked, repeated + cached]).toEqual([600, 3, 597]);
  });

  test("that fail are at fault on all their rows, and counted so", async () => {
    const server = await startModelServer((_, response) => {
      response.writeHead(400).end();
      return undefined;
    });
    const { func, client } = judgeAt(server.url);
    const votes = await applyLabelingFunctions([func], texts("a", "a", "a"), { faults: "abstain" });
    expect([votes.faults.count, server.requests.length, client.usage.functions[0]?.failed]).toEqual([3, 1, 3]);
  });
});

describe("a cache file", () => {
  const answers: readonly (readonly [string, Json])[] = [
    ["a", { text: "spam" }],
    ["b", { text: "häm 🍍\n" }],
    ["c", ["x", 0.5]],
  ];

  test("is JSON lines, for this user only, without the prompt", async () => {
    const file = await filled(join(scratch(), "new", "folder"), answers);
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      answers.map(([text, answer]) => ({
        key: keyOf(text),
        sum: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
        answer,
      })),
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("that ends in half a record gives all records but that one", async () => {
    const folder = scratch();
    const file = await filled(folder, answers);
    const whole = readFileSync(file);
    const last = whole.lastIndexOf("\n", whole.length - 2) + 1;
    for (let length = last + 1; length < whole.length; length += 7) {
      truncateSync(file, length);
      const cache = new AnswerCache(folder);
      await cache.open();
      expect(answers.map(([text]) => cache.get(keyOf(text)))).toEqual([answers[0]?.[1], answers[1]?.[1], undefined]);
      expect(cache.damaged).toEqual([expect.stringMatching(/^answers-.*\.jsonl at byte \d+$/)]);
      cache.put(keyOf("c"), "again");
      expect(cache.get(keyOf("c"))).toBe("again");
      cache.close();
      writeFileSync(file, whole);
      for (const other of filesOf(folder)) if (other !== file) truncateSync(other, 0);
    }
  });

  test("with any byte changed gives no wrong answer, and names the record", async () => {
    const folder = scratch();
    const file = await filled(folder, answers);
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += 3) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      const cache = new AnswerCache(folder);
      await cache.open();
      const found = answers.map(([text]) => cache.get(keyOf(text)));
      found.forEach((answer, i) => expect([undefined, answers[i]?.[1]]).toContainEqual(answer));
      // A changed key is another key: then nothing looks wrong, and the answer is asked for again.
      expect(found.filter((answer) => answer === undefined).length).toBeGreaterThan(0);
      cache.close();
    }
  });

  test("of lines that are none is passed over, and named", async () => {
    const folder = scratch();
    const file = await filled(folder, answers);
    appendFileSync(file, "hello\n\n");
    writeFileSync(join(folder, "notes.txt"), "not looked at");
    const cache = new AnswerCache(folder);
    await cache.open();
    expect([cache.size, cache.damaged.length]).toEqual([3, 2]);
    cache.close();
  });

  test("that is damaged is told in the usage, and its answers are asked for again", async () => {
    const cache = scratch();
    const server = await startModelServer(good);
    await applyLabelingFunctions([judgeAt(server.url, { cache, concurrency: 1 }).func], texts("a", "b"));
    const [file = ""] = filesOf(cache);
    writeFileSync(file, readFileSync(file, "utf8").replace('"text":"ham"', '"text":"mam"'));
    const { func, client } = judgeAt(server.url, { cache });
    const votes = await applyLabelingFunctions([func], texts("a", "b"));
    expect([votes.vote(0, "judge"), votes.vote(1, "judge"), server.requests.length]).toEqual(["ham", "ham", 3]);
    expect(client.usage.damaged).toEqual([expect.stringMatching(/ at byte 0$/)]);
    expect(inspect(client)).toContain("damaged in the cache, asked again: answers-");
  });

  test("longer than what is read at once is read right", async () => {
    const folder = scratch();
    const long = "x".repeat(700_000);
    await filled(folder, [["a", long], ["b", `${long}y`], ["c", 1]]); // prettier-ignore
    const cache = new AnswerCache(folder);
    await cache.open();
    expect([cache.get(keyOf("a")), cache.get(keyOf("b")), cache.get(keyOf("c"))]).toEqual([long, `${long}y`, 1]);
    expect(cache.damaged).toEqual([]);
    cache.close();
  });

  test("of a later run takes the place of an earlier one", async () => {
    const folder = scratch();
    await filled(folder, [["a", 1]]);
    await new Promise((resolve) => setTimeout(resolve, 2)); // names are in the order of time
    await filled(folder, [["a", 2]]);
    const cache = new AnswerCache(folder);
    await cache.open();
    expect([cache.get(keyOf("a")), cache.size]).toEqual([2, 1]);
    cache.close();
  });

  test("is each process's own: two that write at once disturb neither", async () => {
    const folder = scratch();
    const [one, two] = [new AnswerCache(folder), new AnswerCache(folder)];
    await Promise.all([one.open(), two.open()]);
    for (let i = 0; i < 100; i++) (i % 2 === 0 ? one : two).put(keyOf(String(i)), i);
    expect([one.get(keyOf("0")), one.get(keyOf("1"))]).toEqual([0, undefined]);
    const both = new AnswerCache(folder);
    await both.open();
    expect(Array.from({ length: 100 }, (_, i) => both.get(keyOf(String(i))))).toEqual(
      Array.from({ length: 100 }, (_, i) => i),
    );
    for (const cache of [one, two, both]) cache.close();
  });

  test("in many files is read, though few are open at once", async () => {
    const folder = scratch();
    for (let i = 0; i < 40; i++) await filled(folder, [[String(i), i]]);
    const cache = new AnswerCache(folder);
    await cache.open();
    for (let round = 0; round < 2; round++) for (let i = 0; i < 40; i++) expect(cache.get(keyOf(String(i)))).toBe(i);
    cache.close();
  });
});

describe("a folder that cannot be one", () => {
  test("ends the run before anything is asked", async () => {
    const folder = scratch();
    const file = join(folder, "file");
    writeFileSync(file, "");
    const server = await startModelServer(good);
    const { func } = judgeAt(server.url, { cache: join(file, "answers") });
    const error = await rejection(applyLabelingFunctions([func], texts("a"), { faults: "abstain" }));
    expect(error).toMatchObject({ code: "file_failed", where: join(file, "answers") });
    expect(server.requests.length).toBe(0);
  });

  test("any more ends the run: an answer that was paid for is not lost unnoticed", async () => {
    const folder = join(scratch(), "answers");
    mkdirSync(folder);
    const cache = new AnswerCache(folder);
    await cache.open();
    const { rmSync } = await import("node:fs");
    rmSync(folder, { recursive: true });
    expect(caught(() => cache.put(keyOf("a"), 1))).toMatchObject({ code: "file_failed", where: folder });
  });
});

const json: fc.Arbitrary<Json> = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Json>;

test("a record that is read is the one that was written", () => {
  fc.assert(
    fc.property(fc.string(), json, (text, answer) => {
      const key = keyOf(text);
      const line = writeRecord(key, answer);
      expect(line.indexOf("\n")).toBe(line.length - 1);
      expect(readRecord(line, key)).toEqual(JSON.parse(JSON.stringify(answer)));
      expect(readRecord(line, keyOf(`${text}x`))).toBeUndefined();
    }),
  );
});

test("the index of records finds what a Map finds", () => {
  const change = fc.record({ key: fc.nat(60).map((n) => keyOf(String(n))), file: fc.nat(5), isRemoval: fc.boolean() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 300 }), (changes) => {
      const index = new RecordIndex();
      const map = new Map<string, object>();
      changes.forEach(({ key, file, isRemoval }, start) => {
        if (isRemoval) {
          index.remove(key);
          map.delete(key);
        } else {
          index.set(key, file, start, 7);
          map.set(key, { file, start, length: 7 });
        }
      });
      for (const { key } of changes) expect(index.find(key)).toEqual(map.get(key) ?? null);
    }),
  );
  const large = new RecordIndex();
  for (let i = 0; i < 5000; i++) large.set(keyOf(String(i)), 1, i * 1e10, 3);
  expect(large.size).toBe(5000);
  for (let i = 0; i < 5000; i += 7) expect(large.find(keyOf(String(i)))?.start).toBe(i * 1e10);
  expect(large.find(keyOf("none"))).toBeNull();
});
