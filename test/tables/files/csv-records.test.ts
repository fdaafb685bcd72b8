import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { cutCsvRecords } from "../../../src/tables/files/csv-records.ts";
import { cutJsonLines } from "../../../src/tables/files/jsonl-records.ts";

const comma = Buffer.from(",");
const csv = fc
  .array(fc.constantFrom("a", "b,", '"', '""', '"x\ny"', ",", "\n", "\r", "\r\n", "é"), { maxLength: 20 })
  .map((pieces) => Buffer.from(pieces.join("")));

describe("cutCsvRecords", () => {
  test.prop([csv, fc.integer({ min: 1, max: 5 }), fc.boolean()], { numRuns: 2000 })(
    "cuts the same records however many at a time",
    (bytes, maxRows, blankRows) => {
      const whole = cutCsvRecords(bytes, comma, blankRows, { isLast: true, maxRows: Infinity });
      let [at, rows, lines] = [0, 0, 0];
      while (at < bytes.length) {
        const cut = cutCsvRecords(bytes.subarray(at), comma, blankRows, { isLast: true, maxRows });
        expect(cut.rows).toBeLessThanOrEqual(maxRows);
        [at, rows, lines] = [at + cut.end, rows + cut.rows, lines + cut.lines];
      }
      expect(whole).toEqual({ end: bytes.length, rows, lines });
      expect(lines).toBe(bytes.toString().split(/\r\n|\n|\r/).length - 1);
    },
  );

  test.prop([csv, fc.nat(60), fc.boolean()], { numRuns: 2000 })(
    "cuts only records that are whole where more text may follow",
    (bytes, length, blankRows) => {
      const limits = { maxRows: Infinity };
      const start = bytes.subarray(0, length);
      const { end, rows, lines } = cutCsvRecords(start, comma, blankRows, { ...limits, isLast: false });
      expect(end).toBeLessThanOrEqual(start.length);
      const before = cutCsvRecords(bytes.subarray(0, end), comma, blankRows, { ...limits, isLast: true });
      const after = cutCsvRecords(bytes.subarray(end), comma, blankRows, { ...limits, isLast: true });
      const whole = cutCsvRecords(bytes, comma, blankRows, { ...limits, isLast: true });
      expect(before).toEqual({ end, rows, lines });
      expect([rows + after.rows, lines + after.lines]).toEqual([whole.rows, whole.lines]);
    },
  );

  test("takes no record whose end is not there", () => {
    const cut = (text: string, isLast = false): readonly number[] => {
      const { end, rows, lines } = cutCsvRecords(Buffer.from(text), comma, false, { isLast, maxRows: Infinity });
      return [end, rows, lines];
    };
    expect(cut('a\n"b\n')).toEqual([2, 1, 1]);
    expect(cut("a\nb")).toEqual([2, 1, 1]);
    expect(cut("a\r")).toEqual([0, 0, 0]);
    expect(cut("a\r", true)).toEqual([2, 1, 1]);
    expect(cut('a,"b""\n"\nc\n', true)).toEqual([11, 2, 3]);
    expect(cut('a"b\nc"d\n', true)).toEqual([8, 2, 2]);
  });
});

describe("cutJsonLines", () => {
  test("counts lines, and rows that are not blank", () => {
    const cut = (text: string, isLast: boolean, maxRows = Infinity): readonly number[] => {
      const { end, rows, lines } = cutJsonLines(Buffer.from(text), { isLast, maxRows });
      return [end, rows, lines];
    };
    expect(cut("{}\n\n \u00a0\n{}", false)).toEqual([8, 1, 3]);
    expect(cut("{}\n\n \u00a0\n{}", true)).toEqual([10, 2, 3]);
    expect(cut(" {}\r\nx\n{}\n", true, 2)).toEqual([7, 2, 2]);
  });
});
