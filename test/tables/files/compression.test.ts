import { readFileSync } from "node:fs";
import { test } from "@fast-check/vitest";
import { CompressionType, compressionRegistry } from "apache-arrow";
import fc from "fast-check";
import { describe, expect } from "vitest";

import { decodeLz4Frame, registerCodecs } from "../../../src/tables/files/compression.ts";

const linked = readFileSync("test/tables/fixtures/linked-blocks.lz4");

/** A frame of blocks given as sequences of literals and, but for the last one, a match. */
function frame(blocks: readonly Uint8Array[], options: { size?: number; blockChecksums?: boolean } = {}): Uint8Array {
  const { size, blockChecksums = false } = options;
  const flags = 0x40 | (size === undefined ? 0 : 8) | (blockChecksums ? 16 : 0);
  const sized = size === undefined ? [] : [...new Uint8Array(BigUint64Array.of(BigInt(size)).buffer)];
  const header = [0x04, 0x22, 0x4d, 0x18, flags, 0x40, ...sized, 0];
  const body = blocks.flatMap((block) => [
    ...new Uint8Array(Uint32Array.of(block.length).buffer),
    ...block,
    ...(blockChecksums ? [9, 9, 9, 9] : []),
  ]);
  return Uint8Array.from([...header, ...body, 0, 0, 0, 0]);
}

const decoded = (bytes: Uint8Array): string => Buffer.from(decodeLz4Frame(bytes)).toString("latin1");

describe("decodeLz4Frame", () => {
  test("reads blocks that refer back into the block before them", () => {
    expect(decoded(linked)).toBe("0123456789abcdef".repeat(5000).slice(0, 70_001));
  });

  test("reads matches that overlap with what they write, and lengths of several bytes", () => {
    // One literal, then a match one byte back of 4 + 15 + 255 + 3 bytes, then the last literals.
    const block = Uint8Array.from([0x1f, 0x61, 1, 0, 255, 3, 0x20, 0x62, 0x63]);
    expect(decoded(frame([block]))).toBe(`${"a".repeat(1 + 277)}bc`);
  });

  test("skips the size and the checksums a frame may have", () => {
    const block = Uint8Array.from([0x30, 0x61, 0x62, 0x63]);
    expect(decoded(frame([block, block], { size: 6, blockChecksums: true }))).toBe("abcabc");
    // A size that promises far more than the data can hold is not believed.
    expect(decoded(frame([block], { size: 2 ** 50 }))).toBe("abc");
  });

  test("reads blocks that are stored as they are", () => {
    const bytes = frame([]);
    const stored = [...bytes.subarray(0, 7), 2, 0, 0, 0x80, 0x68, 0x69, 0, 0, 0, 0];
    expect(decoded(Uint8Array.from(stored))).toBe("hi");
  });

  test.each([
    ["a match before the start", frame([Uint8Array.from([0x10, 0x61, 5, 0, 0x00])])],
    ["a match of distance zero", frame([Uint8Array.from([0x10, 0x61, 0, 0, 0x00])])],
    ["literals that are cut short", frame([Uint8Array.from([0x50, 0x61])])],
    ["a match that is cut short", frame([Uint8Array.from([0x10, 0x61, 1])])],
    ["a length that is cut short", frame([Uint8Array.from([0xf0, 255])])],
    ["another magic number", Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8])],
    ["nothing", new Uint8Array()],
  ])("refuses %s", (_, bytes) => {
    expect(() => decodeLz4Frame(bytes)).toThrow("LZ4 data is damaged");
  });

  test.prop([fc.nat(linked.length - 1)])("refuses data that is cut short anywhere", (length) => {
    expect(() => decodeLz4Frame(linked.subarray(0, length))).toThrow("LZ4 data is damaged");
  });
});

test("registerCodecs leaves alone the codecs that a program has registered", async () => {
  const own = { decode: (data: Uint8Array): Uint8Array => data };
  compressionRegistry.set(CompressionType.LZ4_FRAME, own);
  expect(await registerCodecs()).toBe(true); // Zstandard was missing.
  expect(compressionRegistry.get(CompressionType.LZ4_FRAME)).toBe(own);
  expect(await registerCodecs()).toBe(false);
});
