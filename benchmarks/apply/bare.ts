import type { Table } from "apache-arrow";
import { decodeText } from "../../src/tables/decode/decode-text.ts";
import { windowSize } from "../../src/tables/windows.ts";
import {
  hasLink,
  hasLongNumber,
  hasMoney,
  isExcited,
  isQuestion,
  isShort,
  isShouted,
  isThankful,
  keywordLists,
  predicates,
  promisesPrizes,
  wantsSubscribers,
} from "./predicates.ts";

/** Asks the ten questions of one text, as one would by hand: no functions in lists, no row, no checks. */
function askAll(votes: readonly Int8Array[], row: number, text: string): void {
  const [v0, v1, v2, v3, v4, v5, v6, v7, v8, v9] = votes as readonly [
    Int8Array,
    Int8Array,
    Int8Array,
    Int8Array,
    Int8Array,
    Int8Array,
    Int8Array,
    Int8Array,
    Int8Array,
    Int8Array,
  ];
  if (hasLink(text)) v0[row] = 1;
  if (hasMoney(text)) v1[row] = 1;
  if (isShouted(text)) v2[row] = 1;
  if (isExcited(text)) v3[row] = 1;
  if (wantsSubscribers(text)) v4[row] = 1;
  if (promisesPrizes(text)) v5[row] = 1;
  if (isShort(text)) v6[row] = 0;
  if (isThankful(text)) v7[row] = 0;
  if (hasLongNumber(text)) v8[row] = 1;
  if (isQuestion(text)) v9[row] = 0;
}

const emptyVotes = (functions: number, rows: number): Int8Array[] =>
  Array.from({ length: functions }, () => new Int8Array(rows).fill(-1));

/** Calls `use` with every text of the column, decoded as the package does it: some thousand rows at a time. */
function forEachText(table: Table, use: (row: number, text: string) => void): void {
  let row = 0;
  for (const batch of table.batches) {
    const [data] = batch.data.children;
    if (data === undefined) continue;
    for (let start = 0; start < batch.numRows; start += windowSize) {
      const texts = decodeText(data, start, Math.min(windowSize, batch.numRows - start), null);
      for (const text of texts) use(row++, text);
    }
  }
}

/** The limit: decodes each text once, the fast way, and asks ten questions of it. */
export function bareLoop(table: Table): readonly Int8Array[] {
  const votes = emptyVotes(predicates.length, table.numRows);
  forEachText(table, (row, text) => askAll(votes, row, text));
  return votes;
}

/** The same over `vector.get(row)`, as one would write it first. */
export function bareLoopOverGet(table: Table): readonly Int8Array[] {
  const votes = emptyVotes(predicates.length, table.numRows);
  const column = table.getChild("text");
  for (let row = 0; row < table.numRows; row++) askAll(votes, row, String(column?.get(row)));
  return votes;
}

/** Decodes each text once and tests one regular expression for each keyword list. */
export function bareKeywords(table: Table): readonly Int8Array[] {
  const votes = emptyVotes(keywordLists.length, table.numRows);
  const tests = keywordLists.map(([, label, words]) => ({
    words: new RegExp(`\\b(?:${words.join("|")})\\b`, "i"),
    code: label === "spam" ? 1 : 0,
  }));
  forEachText(table, (row, text) => {
    tests.forEach(({ words, code }, j) => {
      const column = votes[j];
      if (column !== undefined && words.test(text)) column[row] = code;
    });
  });
  return votes;
}

/** Decodes each text and does nothing with it. */
export function decodeOnly(table: Table): number {
  let length = 0;
  forEachText(table, (_row, text) => (length += text.length));
  return length;
}
