import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { generateFiles, generateMessages, type Message } from "../../examples/support-messages/generate.ts";
import { expand, pick, pickWeighted } from "../../examples/support-messages/grammar.ts";

const folder = new URL("../../examples/support-messages/", import.meta.url);
const share = (part: number, rows: readonly unknown[]): number => part / rows.length;
const shareOf = (rows: readonly Message[], is: (row: Message) => boolean): number =>
  share(rows.filter(is).length, rows);

describe("the committed corpus", () => {
  test("is what the generator writes, byte for byte", () => {
    const files = generateFiles();
    expect(readFileSync(new URL("messages.csv", folder), "utf8")).toBe(files.messages);
    expect(readFileSync(new URL("gold.csv", folder), "utf8")).toBe(files.gold);
  });

  test("keeps gold out of the messages file and stays below 400 kB", () => {
    const { messages, gold } = generateFiles();
    expect(messages.split("\n", 1)).toEqual(["id,text,plan,channel,stars,sent_at,attachments,language"]);
    expect(gold.split("\n", 1)).toEqual(["id,gold"]);
    expect(Buffer.byteLength(messages)).toBeLessThan(400_000);
  });
});

describe("generateMessages", () => {
  let messages: readonly Message[] = [];
  beforeAll(() => {
    messages = generateMessages(2000, "tidepad-1");
  });

  test("gives equal messages for equal seeds and others for others", () => {
    expect(generateMessages(50, "a")).toEqual(generateMessages(50, "a"));
    const shared = new Set(generateMessages(50, "a").map(({ text }) => text));
    expect(generateMessages(50, "b").filter(({ text }) => shared.has(text))).toEqual([]);
  });

  test.each([
    ["billing", 0.3, 0.34],
    ["bug", 0.25, 0.3],
    ["account", 0.2, 0.25],
    ["praise", 0.16, 0.21],
  ])("labels a share of messages %s between %d and %d", (label, least, most) => {
    const found = shareOf(messages, ({ gold }) => gold === label);
    expect(found).toBeGreaterThan(least);
    expect(found).toBeLessThan(most);
  });

  test("writes messages of 5 to 60 words, half of them between 15 and 30, hardly any twice", () => {
    const words = messages.map(({ text }) => text.split(" ").length).sort((a, b) => a - b);
    expect(words[0]).toBeGreaterThanOrEqual(5);
    expect(words.at(-1)).toBeLessThanOrEqual(60);
    expect(words[500]).toBeGreaterThanOrEqual(15);
    expect(words[1500]).toBeLessThanOrEqual(30);
    const distinct = new Set(messages.map(({ text }) => text.toLowerCase()));
    expect(share(distinct.size, messages)).toBeGreaterThan(0.97);
  });

  test("leaves no bracket, brace or double space of a template behind", () => {
    expect(messages.filter(({ text }) => /[[\]{}|]| {2}/.test(text)).map(({ text }) => text)).toEqual([]);
  });

  test("writes some messages in German, Spanish and French, and some characters beyond ASCII", () => {
    for (const language of ["de", "es", "fr"]) {
      expect(shareOf(messages, (row) => row.language === language)).toBeGreaterThan(0.01);
    }
    expect(shareOf(messages, ({ language }) => language === "en")).toBeGreaterThan(0.88);
    expect(shareOf(messages, ({ text }) => /[^\p{ASCII}]/u.test(text))).toBeGreaterThan(0.15);
  });

  test("rates 1 to 5 stars or not at all, in the order of sending, with ids that count up", () => {
    expect(new Set(messages.map(({ stars }) => stars))).toEqual(new Set([null, 1, 2, 3, 4, 5]));
    expect(shareOf(messages, ({ stars }) => stars === null)).toBeGreaterThan(0.4);
    expect(messages.map(({ sent_at }) => sent_at)).toEqual(messages.map(({ sent_at }) => sent_at).sort());
    expect(messages.map(({ id }) => id).slice(0, 2)).toEqual(["m0001", "m0002"]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(2000);
  });

  test("survives CSV: what a reader gets back are the messages", () => {
    const rows = parse<Record<string, string>>(generateFiles().messages, { columns: true });
    expect(rows.map(({ text }) => text)).toEqual(messages.map(({ text }) => text));
    expect(rows.map(({ stars }) => stars)).toEqual(messages.map(({ stars }) => stars?.toString() ?? ""));
  });
});

describe("grammar", () => {
  test("expand takes branches, which may nest and be empty, and slots, which are templates themselves", () => {
    const slots = { who: ["[you|you]"] };
    expect(expand(() => 0, "a[b[c|d]|e]f", slots)).toBe("abcf");
    expect(expand(() => 0.99, "a[b[c|d]|]f {who}", slots)).toBe("af you");
  });

  test("expand names a slot or bracket that is wrong", () => {
    expect(() => expand(() => 0, "hi {nobody}", {})).toThrow('expand: no slot "nobody" for "hi {nobody}"');
    expect(() => expand(() => 0, "hi [a|b", {})).toThrow('expand: a bracket is never closed in "hi [a|b"');
  });

  test("pickWeighted follows the weights, pick refuses an empty list", () => {
    expect(pickWeighted(() => 0.74, { a: 3, b: 1 })).toBe("a");
    expect(pickWeighted(() => 0.76, { a: 3, b: 1 })).toBe("b");
    expect(() => pickWeighted(() => 0, { a: 0 })).toThrow("pickWeighted: the weights must be positive");
    expect(() => pick(() => 0, [])).toThrow("pick: nothing to pick from");
  });
});
