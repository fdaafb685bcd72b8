import {
  applyLabelingFunctions,
  defineTask,
  modelClient,
  modelFunction,
  tableFromRows,
  type AskContext,
  type ModelAnswers,
} from "labelwright";
import { describe, expect, test } from "vitest";
import { rejection } from "../../util/caught.ts";
import { run } from "../run.ts";
import { manyTexts, quickClock, scratch, task, texts } from "./setting.ts";

type Rows = readonly { readonly text: string }[];

const asking = (
  ask: (rows: Rows, context: AskContext) => unknown,
  more: object = {},
): ReturnType<typeof modelFunction<typeof task, "own", "text">> =>
  modelFunction(task, {
    name: "own",
    columns: ["text"],
    ask: ask as (rows: Rows) => Promise<ModelAnswers>,
    ...more,
  });

/** What each row is answered, by its place. */
const answering = (answers: unknown, more: object = {}): ReturnType<typeof asking> =>
  asking(() => Promise.resolve(answers), more);

describe("a function around a model is understood if it gives", () => {
  const yesNo = { answers: { LABEL_1: "spam", LABEL_0: "ham" } };
  test.each<[string, unknown, object, unknown, unknown]>([
    ["texts, and null to abstain", ["spam", null, "Ham."], {}, ["spam", null, "ham"], null],
    [
      "labels with scores, as text classification of transformers.js does",
      [{ label: "LABEL_1", score: 0.75 }, { label: "LABEL_0", score: 0.5 }, { label: "LABEL_0", score: 1 }],
      yesNo,
      ["spam", "ham", "ham"],
      [0.75, 0.5, 1],
    ],
    [
      "all labels with scores, as it does with top_k: null; answers of one label count together",
      [
        [{ label: "joy", score: 0.375 }, { label: "love", score: 0.25 }, { label: "anger", score: 0.375 }],
        [{ label: "joy", score: 0.5 }, { label: "anger", score: 0.5 }],
        [{ label: "surprise", score: 0.625 }, { label: "joy", score: 0.25 }],
      ],
      { answers: { joy: "ham", love: "ham", anger: "spam" } },
      ["ham", null, null],
      [0.625, 1, 1],
    ],
    [
      "labels beside scores, as zero-shot classification does",
      [{ sequence: "a", labels: ["ham", "spam"], scores: [0.25, 0.75] }, { labels: ["spam"], scores: [0] }, { labels: ["ham"], scores: [1] }],
      {},
      ["spam", null, "ham"],
      [0.75, 1, 1],
    ],
    ["probabilities of the labels", [[0.25, 0.75], [0.5, 0.5], Float32Array.of(1, 0)], {}, ["spam", null, "ham"], [0.75, 1, 1]],
    ["probabilities row by row, as the data of an onnxruntime tensor", Float32Array.of(0.25, 0.75, 0.5, 0.5, 1, 0), {}, ["spam", null, "ham"], [0.75, 1, 1]],
    ["similarities", [0.9, 0.2, 0.5], { similarity: { label: "spam", atLeast: 0.5 } }, ["spam", null, "spam"], null],
    ["similarities of a tensor", Float32Array.of(-0.9, 0.2, 0.5), { similarity: { label: "ham", atLeast: 0.5 } }, [null, null, "ham"], null],
    ["scores, where confidence is not wanted", [{ label: "spam", score: 0.75 }, null, null], { confidence: "none" }, ["spam", null, null], null],
    ["scores, of which low ones abstain", [{ label: "spam", score: 0.75 }, { label: "ham", score: 0.5 }, [0.9, 0.1]], { minConfidence: 0.6 }, ["spam", null, "ham"], [0.75, 1, 0.9]],
  ])("%s", async (_, answers, more, votes, confidences) => {
    const found = await run(answering(answers, more), texts("a", "b", "c"));
    expect(found.failures).toEqual([]);
    expect([found.votes, found.confidences]).toEqual([
      votes,
      confidences === null ? null : (confidences as number[]).map(Math.fround),
    ]);
  }); // prettier-ignore

  test("a tie or a score of an answer that is not declared: it abstains, and the latter is kept", async () => {
    const client = modelClient();
    const func = answering([[{ label: "other", score: 0.9 }, { label: "spam", score: 0.1 }]], { client }); // prettier-ignore
    expect((await run(func, texts("a"))).votes).toEqual([null]);
    expect(client.usage.unparsed).toEqual([{ function: "own", row: 0, text: "other", why: "not one of the answers" }]);
  });
});

describe("a function around a model is at fault", () => {
  test.each<[string, unknown, string]>([
    ["for a wrong number of answers", ["spam"], "1 answers for 2 rows. Return an answer for each row."],
    ["for no answers", undefined, "undefined in the place of answers. Return an array: an answer for each row."],
    ["for numbers that fit neither rows nor labels", Float32Array.of(1, 2, 3), "3 answers for 2 rows"],
  ])("on all rows of a batch %s", async (_, answers, says) => {
    const { votes, failures } = await run(answering(answers, { batchRows: 2 }), texts("a", "b"));
    expect([votes, failures.length]).toEqual([[null, null], 2]);
    expect(failures[0]).toContain(`model of "own": ${says}`);
  });

  test.each<[string, unknown, string]>([
    ["NaN among probabilities", [NaN, 1], "NaN as a probability. Give finite numbers."],
    ["a probability above 1", [0.5, 1.5], "the probability 1.5. Scores and probabilities go from 0 to 1"],
    ["a negative score", { label: "spam", score: -1 }, "the score -1."],
    ["NaN as a score", { label: "spam", score: NaN }, 'NaN as the score of "spam".'],
    ["an infinite similarity", Infinity, "Infinity as a similarity."],
    ["too few probabilities", [1], "1 probabilities for 2 labels"],
    ["a number without a meaning", 0.5, "a number, and no option similarity that says what it means"],
    ["undefined", undefined, "undefined as an answer. Give a text, or { label, score }."],
    ["an object without a label", { score: 1 }, "an object with score as an answer."],
    ["an empty list", [], "an empty list as an answer"],
    ["labels without scores", { labels: ["spam"], scores: [] }, "1 labels with 0 scores"],
    ["true", true, "true as an answer."],
  ])("on one row for %s", async (_, answer, says) => {
    const { votes, failures } = await run(answering(["spam", answer, "ham"]), texts("a", "b", "c"));
    expect(votes).toEqual(["spam", null, "ham"]);
    expect(failures.length).toBe(1);
    expect(failures[0]).toMatch(/^1: labeling function "own", row 1: it threw/);
    expect(failures[0]).toContain(says.replace(/\.$/, ""));
  });

  test("on the rows of a batch that it throws on, and is not asked again", async () => {
    let calls = 0;
    const func = asking(
      (rows) => {
        calls++;
        if (rows.some(({ text }) => text === "c")) throw new RangeError("out of memory");
        return Promise.resolve(rows.map(() => "ham"));
      },
      { batchRows: 2 },
    );
    const { votes, failures } = await run(func, texts("a", "b", "c", "d", "e"), 5);
    expect([votes, calls]).toEqual([["ham", "ham", null, null, "ham"], 3]);
    expect(failures[0]).toContain("the function threw RangeError: out of memory");
  });
});

describe("a function around a model", () => {
  test("is given batches of rows with the listed columns only, and prompts where there is a template", async () => {
    const seen: unknown[] = [];
    const func = modelFunction(task, {
      name: "own",
      columns: ["text", "likes"],
      prompt: "{text} ({likes})",
      batchRows: 2,
      ask: (rows, { prompts, signal }) => {
        seen.push([rows.map((row) => ({ ...row })), prompts, signal.aborted]);
        expect(() => (rows[0] as unknown as { at: number }).at).toThrow('the column "at" is read but not listed');
        return Promise.resolve(rows.map(({ likes }) => (likes > 1 ? "spam" : "ham")));
      },
    });
    const table = tableFromRows([1, 2, 3].map((likes) => ({ text: `t${likes}`, likes, at: null })));
    expect((await run(func, table)).votes).toEqual(["ham", "spam", "spam"]);
    expect(seen).toEqual([
      [[{ text: "t1", likes: 1 }, { text: "t2", likes: 2 }], ["t1 (1)", "t2 (2)"], false],
      [[{ text: "t3", likes: 3 }], ["t3 (3)"], false],
    ]); // prettier-ignore
  });

  test("is asked again where it throws an error with a status that may pass", async () => {
    let calls = 0;
    const client = modelClient({ clock: quickClock() });
    const func = asking(
      () => {
        calls++;
        if (calls === 1)
          throw Object.assign(new Error("busy"), { status: 429, headers: new Headers({ "retry-after": "3" }) });
        if (calls === 2) throw Object.assign(new Error("down"), { status: 500 });
        return Promise.resolve(["spam"]);
      },
      { client },
    );
    expect((await run(func, texts("a"))).votes).toEqual(["spam"]);
    expect(client.usage.failures).toMatchObject({ rateLimited: 1, server: 1 });
  });

  test("ends the run where it throws an error with a status that does not pass", async () => {
    const func = asking(() => Promise.reject(Object.assign(new Error("no key"), { status: 401 })));
    const error = await rejection(applyLabelingFunctions([func], texts("a"), { faults: "abstain" }));
    expect(error).toMatchObject({ code: "model_failed" });
    expect(error.message).toContain("HTTP 401, Error: no key. Check the API key");
  });

  test("keeps answers on disk under the name of its model, and in memory without one", async () => {
    const cache = scratch();
    let calls = 0;
    const ask = (rows: Rows): Promise<ModelAnswers> => {
      calls += rows.length;
      return Promise.resolve(rows.map(({ text }) => ({ label: text.includes("cash") ? "spam" : "ham", score: 0.5 })));
    };
    const table = manyTexts(50);
    const votesWith = async (more: object): Promise<unknown> => {
      const votes = await applyLabelingFunctions([asking(ask, { client: modelClient({ cache }), ...more })], table);
      return [votes.votes, votes.confidences];
    };
    const first = await votesWith({ model: "bert@1" });
    expect([await votesWith({ model: "bert@1" }), calls]).toEqual([first, 50]);
    await votesWith({ model: "bert@2" });
    expect(calls).toBe(100);
    await votesWith({});
    await votesWith({});
    expect(calls).toBe(200);
    // Probabilities come in the order of the labels: another task's are others.
    const turned = defineTask({ labels: ["spam", "ham"], columns: { text: "utf8" } });
    const own = { name: "own", columns: ["text"], ask, model: "bert@1", client: modelClient({ cache }) } as const;
    await applyLabelingFunctions([modelFunction(turned, own)], table);
    expect(calls).toBe(250);
  });

  test("that does not listen to the signal is left behind after the timeout", async () => {
    const client = modelClient({ timeout: 20, retries: 1, backoff: 0 });
    const func = asking(() => new Promise(() => undefined), { client });
    const { failures } = await run(func, texts("a"));
    expect(failures[0]).toContain("no whole answer after 20 ms, after 2 attempts");
    expect(client.usage.failures.timeout).toBe(2);
  });

  test("is told to stop by the signal, with time up or the run ended", async () => {
    const reasons: unknown[] = [];
    const controller = new AbortController();
    const func = asking(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            reasons.push(signal.reason);
            reject(signal.reason as Error);
          });
          controller.abort("enough");
        }),
    );
    const error = await rejection(applyLabelingFunctions([func], texts("a"), { signal: controller.signal }));
    expect([error.code, reasons]).toEqual(["aborted", ["enough"]]);
  });

  test("may vote for any label with probabilities; with answers, for those it declares", () => {
    expect(answering([]).labels).toBeNull();
    expect(answering([], { answers: { yes: "spam" } }).labels).toEqual(["spam"]);
  });
});
