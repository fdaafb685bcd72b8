import { describe, expect, test } from "vitest";

import { checkSignature, delimiterOf, formatOf, sniff } from "../../../src/tables/files/formats.ts";
import { failureOf } from "../expect-error.ts";

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

describe("formatOf", () => {
  test.each([
    ["votes.arrow", "arrow"],
    ["votes.feather", "arrow"],
    ["votes.arrows", "arrows"],
    ["a.b/votes.PARQUET", "parquet"],
    ["votes.csv", "csv"],
    ["votes.tsv", "csv"],
    ["votes.jsonl", "jsonl"],
    ["votes.ndjson", "jsonl"],
  ])("takes the format of %s from its ending", (path, format) => {
    expect(formatOf(path, undefined)).toBe(format);
  });

  test("prefers the format it is told", () => {
    expect(formatOf("votes.txt", "csv")).toBe("csv");
  });

  test("lists the endings it knows", async () => {
    expect(await failureOf(() => formatOf("votes.xlsx", undefined))).toEqual([
      "unsupported_format",
      'votes.xlsx: the ending ".xlsx"; expected one of .arrow, .feather, .arrows, .parquet, .csv, .tsv, .jsonl, .ndjson. Rename the file, or name its format: { format: "csv" }.',
    ]);
    expect((await failureOf(() => formatOf("some.folder/votes", undefined)))[1]).toContain(
      "a file name without an ending",
    );
  });

  test("refuses a format it does not know", async () => {
    expect(await failureOf(() => formatOf("votes.csv", "xml" as "csv"))).toEqual([
      "bad_option",
      'votes.csv, option "format": "xml"; expected one of "arrow", "arrows", "parquet", "csv", "jsonl".',
    ]);
  });
});

test("delimiterOf gives a tab for .tsv", () => {
  expect(delimiterOf("a.TSV")).toBe("\t");
  expect(delimiterOf("a.csv")).toBe(",");
});

describe("checkSignature", () => {
  test("names what a file with a wrong ending holds, and the remedy", async () => {
    expect(await failureOf(() => checkSignature(latin1("PAR1...."), "csv", "votes.csv"))).toEqual([
      "unsupported_format",
      'votes.csv: Parquet; expected CSV text. Give the file the ending .parquet, or name its format: { format: "parquet" }.',
    ]);
    expect(await failureOf(() => checkSignature(latin1("\x1f\x8b\x08"), "jsonl", "votes.jsonl"))).toEqual([
      "unsupported_format",
      "votes.jsonl: gzip-compressed data; expected JSON Lines text. Unpack or convert the file first.",
    ]);
  });

  test("lets Arrow files and streams stand in for each other", () => {
    expect(() => checkSignature(latin1("ARROW1\0\0"), "arrows", "a.arrows")).not.toThrow();
    expect(() => checkSignature(latin1("\xff\xff\xff\xff"), "arrow", "a.arrow")).not.toThrow();
    expect(() => checkSignature(latin1("ARROW1\0\0"), "parquet", "a.parquet")).toThrow("an Arrow IPC file");
  });

  test("knows nothing of text", () => {
    expect(sniff(latin1("a,b\n1,2\n"))).toBeNull();
    expect(() => checkSignature(latin1("a,b"), "csv", "a.csv")).not.toThrow();
  });
});
