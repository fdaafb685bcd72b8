import { fc, test as property } from "@fast-check/vitest";
import { Dictionary, Int32, tableFromArrays, Utf8, vectorFromArray, Table } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { applyLabelingFunctions } from "../../src/apply/apply.ts";
import { keywords, type KeywordsSpec } from "../../src/functions/keywords.ts";
import { defineTask } from "../../src/labels/task.ts";
import { run, votesOf } from "./run.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
type Terms = Omit<KeywordsSpec<typeof task, "k">, "name" | "column" | "label">;

/** Which of the texts the terms vote on, by their regular expression and by the scan that functions share. */
async function found(terms: Terms, texts: readonly string[]): Promise<readonly boolean[]> {
  const func = keywords(task, { name: "k", column: "text", label: "spam", ...terms });
  const table = new Table({ text: vectorFromArray(texts, new Utf8()) });
  const votes = await votesOf(func, table);
  const scanned = await applyLabelingFunctions([func], table);
  expect(Array.from(scanned.votes[0] ?? [], (code) => task.labels.label(code))).toEqual(votes);
  return votes.map((vote) => vote === "spam");
}

const finds = async (term: string, text: string, options: Terms = {}): Promise<boolean | undefined> =>
  (await found({ any: [term], ...options }, [text]))[0];

describe("keywords", () => {
  test("votes where any, all and none say so", async () => {
    const texts = ["a", "b", "a b", "a c", "b c", "a b c", "d"];
    expect(await found({ any: ["a", "b"] }, texts)).toEqual([true, true, true, true, true, true, false]);
    expect(await found({ all: ["a", "b"] }, texts)).toEqual([false, false, true, false, false, true, false]);
    expect(await found({ any: ["a", "b"], none: ["c"] }, texts)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(await found({ any: ["c"], all: ["a", "b"] }, texts)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  test.each([
    ["cash", "send cash now", true],
    ["cash", "cash", true],
    ["cash", "cash, please", true],
    ["cash", "(cash)", true],
    ["cash", "cashier", false],
    ["cash", "encash", false],
    ["cash", "cash_out", false],
    ["cash", "cash2", false],
    ["cash", "cash-out", true],
    ["cash", "cashcash cash", true],
    ["don", "don't", true],
    ["2fa", "x 2FA!", true],
    ["c++", "c++17", true],
    ["c++", "objc++", false],
    [".net", "asp.net", true],
    [".net", ".network", false],
    ["$", "5$", true],
    ["new", "señew new", true],
    ["new", "señew", false],
    ["cafe", "cafe\u0301", false],
    ["a", "a\u0323", false],
    ["❤️", "I ❤️you", true],
    ["😀", "ok😀ok", true],
    ["100", "1000", false],
    ["сыр", "Сыр!", true],
    ["сыр", "сырок", false],
  ])("wholeWord: %j in %j is %s", async (term, text, expected) => {
    expect(await finds(term, text)).toBe(expected);
  });

  test.each([
    ["退款", "我要退款谢谢", true],
    ["iPhone", "我的iPhone很好", true],
    ["返金", "返金してください", true],
    ["คืนเงิน", "ขอคืนเงินด้วย", true],
    ["ケーキ", "チョコケーキー", true],
  ])("wholeWord: %j is found in %j, whose script has no spaces", async (term, text, expected) => {
    expect(await finds(term, text)).toBe(expected);
  });

  test("finds parts of words with wholeWord: false", async () => {
    expect(await found({ any: ["cash"], wholeWord: false }, ["encashing", "CASHIER", "cas h"])).toEqual([
      true,
      true,
      false,
    ]);
  });

  test.each([
    ["credit card", "my Credit\n card"],
    ["credit card", "credit\tcard"],
    ["credit  card", "credit card"],
    ["credit\ncard", "credit\u00a0card"],
  ])("any white space stands for any: %j in %j", async (term, text) => {
    expect(await finds(term, text)).toBe(true);
    expect(await finds(term, text.replace(/\s+/, ""))).toBe(false);
  });

  test("takes terms for plain text, not for patterns", async () => {
    expect(await found({ any: ["a.c", "(x)", "[y]", "a|b", "\\d", "^z$", "{2}", "1/2"], wholeWord: false }, [
      "abc", "a.c", "(x)", "x", "[y]", "y", "a|b", "b", "5", "\\d", "z", "^z$", "xx", "x{2}", "1/2",
    ])).toEqual([false, true, true, false, true, false, true, false, false, true, false, true, false, true, true]); // prettier-ignore
  });

  test.each([
    ["PRIZE", "prize", true],
    ["straße", "STRAẞE", true],
    ["straße", "STRASSE", false],
    ["ΟΔΟΣ", "οδος", true],
    ["οδός", "ΟΔΌΣ", true],
    ["istanbul", "İstanbul", false],
    ["İstanbul", "İstanbul", true],
    ["ılık", "ILIK", false],
    ["café", "CAFE\u0301", true],
    ["cafe\u0301", "café", true],
    ["가", "\u1100\u1161", true],
  ])("without case: %j in %j is %s", async (term, text, expected) => {
    expect(await finds(term, text)).toBe(expected);
  });

  test("caseSensitive: true tells upper from lower case", async () => {
    expect(await found({ any: ["US"], caseSensitive: true }, ["the US", "tell us", "Us"])).toEqual([
      true,
      false,
      false,
    ]);
    expect(await finds("café", "cafe\u0301", { caseSensitive: true })).toBe(true);
  });

  test("tries a shorter term where a longer one with the same beginning ends inside a word", async () => {
    expect(await finds("x", "cash-outs", { any: ["cash-out", "cash"] })).toBe(true);
    expect(await finds("x", "xcredit card", { any: ["credit card", "card"] })).toBe(true);
  });

  test("abstains on null", async () => {
    const func = keywords(task, { name: "k", column: "text", any: ["a"], label: "spam" });
    expect(await votesOf(func, tableFromArrays({ text: ["a", null, "b a"] }))).toEqual(["spam", null, "spam"]);
  });

  test("votes on dictionary columns as on plain ones", async () => {
    const texts = ["cafe\u0301", "x", null, "cafe\u0301", "x", "cafe\u0301"];
    const text = vectorFromArray(texts, new Dictionary(new Utf8(), new Int32()));
    const func = keywords(task, { name: "k", column: "text", any: ["CAFÉ"], label: "spam" });
    expect(await votesOf(func, new Table({ text }))).toEqual(["spam", null, null, "spam", null, "spam"]);
  });

  test("votes with a confidence", async () => {
    const func = keywords(task, { name: "k", column: "text", any: ["a"], label: "spam", confidence: 0.75 });
    const { votes, confidences } = await run(func, tableFromArrays({ text: ["a", "b"] }));
    expect(votes).toEqual(["spam", null]);
    expect(confidences?.[0]).toBe(0.75);
  });

  const unit = fc.constantFrom("a", "A", "b", "ß", "ẞ", "σ", "ς", "Σ", "_", "1", "-", ".", "é", "e", "\u0301", "好", " ", "\n", "I", "ı", "İ"); // prettier-ignore
  const text = fc.string({ unit, maxLength: 30 });
  const term = fc.string({ unit, minLength: 1, maxLength: 4 }).filter((each) => each.trim() === each && each !== "");
  const terms = fc.array(term, { minLength: 1, maxLength: 5 });
  property.prop([terms, fc.array(text, { minLength: 1, maxLength: 8 }), fc.boolean(), fc.boolean()])(
    "finds what a search character by character finds",
    async (any, texts, wholeWord, caseSensitive) => {
      const expected = texts.map((each) => any.some((one) => occurs(one, each, wholeWord, caseSensitive)));
      expect(await found({ any, wholeWord, caseSensitive }, texts)).toEqual(expected);
    },
  );
});

/** A slow search that says what is meant. */
function occurs(term: string, text: string, wholeWord: boolean, caseSensitive: boolean): boolean {
  const wanted = Array.from(term.normalize("NFC").replace(/\s+/g, " "));
  const given = Array.from(text.normalize("NFC").replace(/\s+/g, " "));
  const equal = (a = "", b = ""): boolean =>
    a === b || (!caseSensitive && new RegExp(`^\\u{${(a.codePointAt(0) ?? 0).toString(16)}}$`, "iu").test(b));
  const isWord = (character = ""): boolean => /[\p{L}\p{M}\p{N}_]/u.test(character) && !/\p{sc=Han}/u.test(character);
  const bare = (characters: readonly string[]): string[] => characters.filter((each) => !/\p{M}/u.test(each));
  const startsWord = wholeWord && isWord(bare(wanted)[0]);
  const endsWord = wholeWord && isWord(bare(wanted).at(-1));
  return given.some((_, at) => {
    if (!wanted.every((character, i) => equal(character, given[at + i]))) return false;
    return !(startsWord && isWord(given[at - 1])) && !(endsWord && isWord(given[at + wanted.length]));
  });
}

describe("keywords keeps", () => {
  test("terms sorted, each once, as they are compared", () => {
    const func = keywords(task, {
      name: "money",
      column: "text",
      any: ["Prize", "cash", "prize", "credit   card"],
      none: ["ẞ"],
      label: "spam",
      confidence: 0.5,
    });
    expect(func.terms).toEqual({
      any: ["cash", "credit card", "prize"],
      all: [],
      none: ["ß"],
      wholeWord: true,
      caseSensitive: false,
      confidence: 0.5,
    });
    expect(JSON.parse(JSON.stringify(func.terms))).toEqual(func.terms);
    expect(func).toMatchObject({
      kind: "keywords",
      columns: ["text"],
      labels: ["spam"],
      nulls: "abstain",
      async: false,
    });
    expect(Object.isFrozen((func.terms as { any: unknown }).any)).toBe(true);
  });

  test("a fingerprint that the order and spelling of terms do not change, and their meaning does", () => {
    const of = (terms: Terms): string =>
      keywords(task, { name: "k", column: "text", label: "spam", ...terms }).fingerprint;
    expect(of({ any: ["a", "b"] })).toBe(of({ any: ["B", "a", "b"] }));
    const different = [{ any: ["a"] }, { all: ["a"] }, { any: ["a"], none: ["b"] }, { any: ["a"], wholeWord: false }, { any: ["a"], caseSensitive: true }, { any: ["a"], confidence: 0.5 }]; // prettier-ignore
    expect(new Set(different.map(of)).size).toBe(different.length);
  });
});

describe("keywords refuses", () => {
  const bad =
    (terms: object): (() => unknown) =>
    () =>
      keywords(task, { name: "k", column: "text", label: "spam", ...terms } as never);
  const k = 'labeling function "k"';
  test.each([
    [{}, `${k}: neither any nor all is given; expected terms to look for.`],
    [{ none: ["a"] }, `${k}: neither any nor all is given; expected terms to look for.`],
    [{ any: [] }, `${k}, any: an empty array; expected at least one term. Leave the option out instead.`],
    [{ any: ["a", ""] }, `${k}, any[1]: ""; expected text that is not empty.`],
    [{ all: ["  "] }, `${k}, all[0]: "  "; expected text that is not empty.`],
    [{ none: [3], any: ["a"] }, `${k}, none[0]: 3; expected text that is not empty.`],
    [{ any: "cash" }, `${k}, any: "cash"; expected an array of terms. Such as ["cash", "prize"].`],
    [{ any: [" cash"] }, `${k}, any[0]: " cash" with white space around it; expected a term without. Remove it: terms are whole words anyway. For white space as part of a match use pattern.`], // prettier-ignore
    [{ any: ["a"], wholeWord: "yes" }, `${k}, wholeWord: "yes"; expected true or false.`],
    [{ any: ["a"], confidence: 0 }, `${k}, confidence: 0; expected a number above 0, at most 1.`],
    [{ any: ["a"], label: "eggs" }, `${k}, label: "eggs"; expected one of "ham", "spam".`],
    [{ any: ["a"], column: "likes" }, `${k}, column: "likes" is float64; expected a text column: "text". Functions of kind row, batch and expression read columns of every type.`], // prettier-ignore
    [{ any: ["a"], column: "texd" }, `${k}, columns: "texd"; expected one of the task's columns: "text", "likes". Check the spelling, or add the column to defineTask.`], // prettier-ignore
    [{ any: ["a"], name: "gold" }, 'labeling function, name: "gold"; expected a name other than "id", "split" and "gold", not ending in ".confidence". Vote files use those names for columns that are not votes.'], // prettier-ignore
  ])("%j", (terms, message) => {
    expect(bad(terms)).toThrow(expect.objectContaining({ message, name: "LabelingError" }) as Error);
  });
});
