import { test } from "@fast-check/vitest";
import { TimeUnit } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import { formatDate, formatTimestamp, parseTime, toTicks } from "../../../src/tables/build/times.ts";

const at = (ms: number, nanos = 0, zoned = false, dateOnly = false): object => ({ ms, nanos, zoned, dateOnly });

describe("parseTime", () => {
  test.each([
    ["1970-01-01", at(0, 0, false, true)],
    ["2024-02-29", at(Date.UTC(2024, 1, 29), 0, false, true)],
    ["2024-05-01T12:30", at(Date.UTC(2024, 4, 1, 12, 30))],
    ["2024-05-01 12:30:15", at(Date.UTC(2024, 4, 1, 12, 30, 15))],
    ["2024-05-01T12:30:15.5Z", at(Date.UTC(2024, 4, 1, 12, 30, 15, 500), 0, true)],
    ["2024-05-01T12:30:15.123456789", at(Date.UTC(2024, 4, 1, 12, 30, 15, 123), 456_789)],
    ["2024-05-01T00:30:00+02:00", at(Date.UTC(2024, 3, 30, 22, 30), 0, true)],
    ["2024-05-01T00:30:00-0530", at(Date.UTC(2024, 4, 1, 6, 0), 0, true)],
    ["2024-05-01 00:30:00+00", at(Date.UTC(2024, 4, 1, 0, 30), 0, true)],
    ["1969-12-31T23:59:59.999999", at(-1, 999_000)],
    ["0001-01-01", at(-62_135_596_800_000, 0, false, true)],
    ["+275760-09-13", at(8.64e15, 0, false, true)],
  ])("reads %s", (text, time) => {
    expect(parseTime(text)).toEqual(time);
  });

  test.each([
    "",
    "2024",
    "2024-05",
    "2024-13-01",
    "2024-00-01",
    "2023-02-29",
    "1900-02-29",
    "2024-04-31",
    "2024-05-01T24:00",
    "2024-05-01T12:60",
    "2024-05-01T12:30:60",
    "2024-05-01T12",
    "2024-05-01T12:30:15.",
    "2024-05-01T12:30:15.1234567890",
    "2024-05-01T12:30+25:00",
    "2024-5-1",
    "05/01/2024",
    " 2024-05-01",
    "2024-05-01 noon",
    "-000000-01-01",
    "+275760-09-14",
  ])("does not take %j for a time", (text) => {
    expect(parseTime(text)).toBeNull();
  });

  test.prop([fc.date({ noInvalidDate: true })])("reads what Date writes", (date) => {
    expect(parseTime(date.toISOString())).toEqual(at(date.getTime(), 0, true));
  });
});

const units = fc.constantFrom<(0 | 1 | 2 | 3)[]>(0, 1, 2, 3);

describe("formatTimestamp", () => {
  test("has as many digits as its unit", () => {
    expect(formatTimestamp(-1n, 0, true)).toBe("1969-12-31T23:59:59Z");
    expect(formatTimestamp(-1n, 1, false)).toBe("1969-12-31T23:59:59.999");
    expect(formatTimestamp(1n, 2, false)).toBe("1970-01-01T00:00:00.000001");
    expect(formatTimestamp(1n, 3, true)).toBe("1970-01-01T00:00:00.000000001Z");
  });

  test("gives up beyond the years that ISO text can say", () => {
    expect(formatTimestamp(8_640_000_000_000n, 0, false)).toBeNull();
    expect(formatTimestamp(-8_640_000_000_001n, 0, false)).toBeNull();
    expect(formatTimestamp(8_639_999_999_999n, 0, false)).toBe("+275760-09-12T23:59:59");
    expect(formatDate(100_000_001)).toBeNull();
  });

  test.prop([fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }), units, fc.boolean()])(
    "is read back by parseTime and toTicks",
    (value, unit, zoned) => {
      const text = formatTimestamp(value, unit, zoned);
      fc.pre(text !== null);
      const parsed = parseTime(text);
      expect(parsed?.zoned).toBe(zoned);
      const read = toTicks([parsed]);
      const perSecond = [1n, 1_000n, 1_000_000n, 1_000_000_000n];
      const nanos = (ticks: bigint, each: number): bigint => ticks * (1_000_000_000n / (perSecond[each] ?? 0n));
      expect(read === null ? null : nanos(read.ticks[0] ?? 0n, read.unit)).toBe(nanos(value, unit));
    },
  );
});

describe("toTicks", () => {
  const time = (nanos: number): ReturnType<typeof parseTime> => ({ ms: 1, nanos, zoned: false, dateOnly: false });

  test("takes the coarsest unit that keeps all times", () => {
    expect(toTicks([time(0), null])).toEqual({ unit: TimeUnit.MILLISECOND, ticks: [1n, null] });
    expect(toTicks([time(0), time(2000)])).toEqual({ unit: TimeUnit.MICROSECOND, ticks: [1000n, 1002n] });
    expect(toTicks([time(5), time(2000)])).toEqual({ unit: TimeUnit.NANOSECOND, ticks: [1_000_005n, 1_002_000n] });
  });

  test("gives up on nanoseconds beyond their years", () => {
    expect(toTicks([parseTime("2300-01-01T00:00:00.000000001")])).toBeNull();
    expect(toTicks([parseTime("2300-01-01T00:00:00.000001")])?.unit).toBe(TimeUnit.MICROSECOND);
  });
});
