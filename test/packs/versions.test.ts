import { expect, test } from "vitest";
import { compareVersions } from "../../src/packs/versions.ts";

const rising = [
  "0.9.9",
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-alpha.beta",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0",
  "1.2",
  "1.10.0",
  "2",
];

test("compareVersions orders as semantic versioning does", () => {
  rising.forEach((a, i) => {
    rising.forEach((b, j) => {
      expect([a, b, compareVersions(a, b)]).toEqual([a, b, Math.sign(i - j)]);
    });
  });
});

test("compareVersions takes missing numbers for 0, and no notice of v and build", () => {
  expect(compareVersions("v1.2", "1.2.0+today")).toBe(0);
});

test("compareVersions does not compare what is no version", () => {
  expect(compareVersions("spring", "1.0.0")).toBeNull();
  expect(compareVersions("1.0.0", "")).toBeNull();
});
