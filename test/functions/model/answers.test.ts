import fc from "fast-check";
import { labelSet } from "labelwright";
import { describe, expect, test } from "vitest";
import { readDeclared, type DeclaredAnswers } from "../../../src/functions/model/answers/declared.ts";
import { parseAnswer } from "../../../src/functions/model/answers/parse.ts";
import { tokenConfidence } from "../../../src/functions/model/answers/token-confidence.ts";
import type { TokenChoice } from "../../../src/functions/model/chat/chat-answer.ts";
import { Budget } from "../../../src/functions/model/client/budget.ts";
import { RateBucket } from "../../../src/functions/model/client/rate-bucket.ts";
import { compileTemplate } from "../../../src/functions/model/prompt.ts";
import { task } from "./setting.ts";

const declared = readDeclared(undefined, labelSet(["ham", "spam", "Not Sure"]), "answers");
const parse = (text: string, format: "text" | "json" = "text"): string | null => {
  const found = parseAnswer(text, format, declared);
  return "why" in found ? null : found.declared.label;
};

describe("an answer as text", () => {
  test.each(["spam", "Spam", " SPAM\n", '"spam"', "'spam'", "“Spam”", "`spam`", "**Spam**", "spam.", '"Spam."', "Spam。", "<think>ham or spam?\nham</think>\n\nspam"])(
    "%j is understood",
    (text) => {
      expect(parse(text)).toBe("spam");
    },
  ); // prettier-ignore

  test("may have another kind of white space and case than declared", () => {
    expect(parse("not   SURE")).toBe("Not Sure");
  });

  test.each(["", " ", "spammer", "no spam", "spam or ham", "label: spam", "spam!", "spam, ham", "sp am", "s", "<think>spam", "x".repeat(1e6), " ".repeat(1e6)])(
    "%j is none",
    (text) => {
      expect(parse(text)).toBeNull();
    },
  ); // prettier-ignore

  test("is one of the labels or none, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("text", "json"), (text, format) => {
        const label = parse(text, format);
        expect([null, "ham", "spam", "Not Sure"]).toContain(label);
      }),
    );
  });

  test("of labels in any script is understood in upper and lower case", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => /^[\p{L}\p{N}]+$/u.test(text));
    fc.assert(
      fc.property(name, (label) => {
        const one = readDeclared({ [label]: "ham" }, labelSet(["ham", "spam"]), "answers");
        for (const text of [label, ` "${label}".`, label.normalize("NFD")])
          expect(parseAnswer(text, "text", one)).toMatchObject({ declared: { label: "ham" } });
      }),
    );
  });
});

describe("an answer as JSON", () => {
  test.each(['{"label":"spam"}', '{ "reason": "free cash", "label" : "Spam" }', '```json\n{"label":"spam"}\n```', '```\n{"label": "spam"}```', '{"label":"ham","label":"spam"}'])(
    "%j is understood",
    (text) => {
      expect(parse(text, "json")).toBe("spam");
    },
  ); // prettier-ignore

  test.each(["spam", "{}", "null", '["spam"]', '{"label":"spam."}', '{"label":["spam"]}', '{"label":{"label":"spam"}}', '{"label":"spam"} {"label":"ham"}', '{"label":"spam"', "```json\n```", '{"__proto__":{"label":"spam"}}', '"label":"spam"'])(
    "%j is none",
    (text) => {
      expect(parse(text, "json")).toBeNull();
    },
  ); // prettier-ignore
});

/** A token with what might have come in its place; probabilities as they are. */
const token = (text: string, p: number, others: Readonly<Record<string, number>> = {}): TokenChoice => [
  text,
  Math.log(p),
  [[text, Math.log(p)], ...Object.entries(others).map(([each, q]) => [each, Math.log(q)] as const)],
];

const confidence = (
  tokens: readonly TokenChoice[],
  format: "text" | "json" = "text",
  answers: DeclaredAnswers = declared,
): number | null => {
  const found = parseAnswer(tokens.map(([text]) => text).join(""), format, answers);
  if ("why" in found) throw new Error(found.why);
  return tokenConfidence(tokens, format, found.declared, answers);
};

describe("confidence from log-probabilities is the label's share", () => {
  test.each<[string, readonly TokenChoice[], number]>([
    ["of its first token's probability", [token("spam", 0.6, { ham: 0.2 })], 0.75],
    ["where white space and case differ", [token(" Spam", 0.4, { spam: 0.2, Ham: 0.1, " HAM": 0.1, "\n": 0.2 })], 0.75],
    ["in pieces of words", [token("sp", 0.6, { h: 0.2, x: 0.2 }), token("am", 0.5)], 0.75],
    ["without what begins no answer", [token("spam", 0.3, { ham: 0.1, The: 0.6 })], 0.75],
    ["after a quote", [token('"', 0.9, { The: 0.1 }), token("spam", 0.6, { ham: 0.2 }), token('"', 1)], 0.75],
    ["without words that go on", [token("spam", 0.6, { spammer: 0.2, ham: 0.2 })], 0.75],
    ["of all, where nothing else could be", [token("spam", 0.2)], 1],
    ["after thoughts", [token("<think>", 1), token("ham", 0.5, { spam: 0.5 }), token("</think>", 1), token("spam", 0.6, { ham: 0.2 })], 0.75],
  ])("%s", (_, tokens, expected) => {
    expect(confidence(tokens)).toBeCloseTo(expected, 12);
  }); // prettier-ignore

  test("over several tokens that labels share", () => {
    const answers = readDeclared(
      { "class one": "ham", "class two": "spam", other: null },
      labelSet(["ham", "spam"]),
      "answers",
    );
    const tokens = [token("class", 0.8, { other: 0.2 }), token(" one", 0.75, { " two": 0.25 })];
    expect(confidence(tokens, "text", answers)).toBeCloseTo(0.6, 12);
  });

  test("where a token that begins several labels counts for them in equal parts", () => {
    const answers = readDeclared({ sale: "ham", spam: "spam" }, labelSet(["ham", "spam"]), "answers");
    // Of "s" (0.4) half goes to each.
    expect(confidence([token("spam", 0.6, { s: 0.4 })], "text", answers)).toBeCloseTo(0.8, 12);
  });

  test("where answers of one label count together", () => {
    const answers = readDeclared({ junk: "spam", spam: "spam", ham: "ham" }, labelSet(["ham", "spam"]), "answers");
    expect(confidence([token("junk", 0.5, { spam: 0.25, ham: 0.25 })], "text", answers)).toBeCloseTo(0.75, 12);
  });

  test("inside JSON, at the label's value", () => {
    const tokens = [token('{"', 1), token("why", 0.5, { label: 0.5 }), token('":"ham?","', 1), token("label", 1), token('":', 1), token(' "', 0.5, { " null": 0.5 }), token("sp", 0.6, { h: 0.2 }), token("am", 1), token('"}', 1)];
    expect(confidence(tokens, "json")).toBeCloseTo(0.75, 12);
    const joined = [token('{"label":"sp', 0.6, { '{"label":"h': 0.2, "{}": 0.1 }), token('am"}', 1)];
    expect(confidence(joined, "json")).toBeCloseTo(0.75, 12);
  }); // prettier-ignore

  test("in (0, 1], and not there where tokens do not show the answer", () => {
    const word = fc.constantFrom("spam", "ham", "sp", "h", " Spam", "not", "Not Sure", '"', "\n", "x", "");
    const choice = fc.tuple(word, fc.double({ min: -50, max: 0, noNaN: true }));
    const one = fc.tuple(word, fc.double({ min: -50, max: 0, noNaN: true }), fc.array(choice, { maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), (tokens) => {
        const answer = { text: "spam", label: "spam" };
        const found = tokenConfidence(tokens, "text", answer, declared);
        if (parse(tokens.map(([text]) => text).join("")) !== "spam") expect(found).toBeNull();
        else if (found !== null) expect(found > 0 && found <= 1).toBe(true);
      }),
    );
  });
});

describe("a template", () => {
  test("writes what is around columns as it is, and values without looking at them", () => {
    const part = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(part, part, part, (before, text, after) => {
        const escape = (each: string): string => each.replaceAll("{", "{{").replaceAll("}", "}}");
        const write = compileTemplate(`${escape(before)}{text}${escape(after)}`, ["text"], task, "prompt");
        expect(write({ text })).toBe(before + text + after);
      }),
    );
  });
});

describe("the budget", () => {
  test("is never exceeded, whatever calls come to, and ends only when the next call does not fit", async () => {
    const call = fc.record({
      most: fc.integer({ min: 1, max: 50 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      time: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 40 }), fc.nat(400), async (calls, tokens) => {
        const budget = new Budget({ calls: Infinity, tokens, cost: Infinity });
        let underWay = 0;
        await Promise.all(
          calls.map(async ({ most, share, time }) => {
            const bound = { calls: 1, tokens: most, cost: 0 };
            if (!(await budget.reserve(bound))) {
              expect(budget.spent.tokens + most).toBeGreaterThan(tokens);
              return;
            }
            underWay += most;
            expect(budget.spent.tokens + underWay).toBeLessThanOrEqual(tokens);
            for (let i = 0; i < time; i++) await Promise.resolve();
            underWay -= most;
            budget.settle(bound, { calls: 1, tokens: Math.floor(most * share), cost: 0 });
          }),
        );
        expect([budget.spent.tokens <= tokens, underWay]).toEqual([true, 0]);
      }),
    );
  });
});

test("a rate lets no more pass in a minute than its limit and a second's worth", () => {
  const take = fc.record({ after: fc.nat(3000), amount: fc.integer({ min: 1, max: 5 }) });
  fc.assert(
    fc.property(fc.array(take, { maxLength: 200 }), fc.integer({ min: 30, max: 300 }), (takes, perMinute) => {
      let now = 0;
      const bucket = new RateBucket(perMinute, () => now);
      const passed: { at: number; amount: number }[] = [];
      for (const { after, amount } of takes) {
        now += after;
        passed.push({ at: now + bucket.take(amount), amount });
      }
      for (const { at } of passed) {
        const inMinute = passed.filter((each) => each.at > at - 60_000 && each.at <= at);
        const sum = inMinute.reduce((total, { amount }) => total + amount, 0);
        expect(sum).toBeLessThanOrEqual(perMinute + Math.max(1, perMinute / 60) + 5 + 1e-6);
      }
    }),
  );
});
