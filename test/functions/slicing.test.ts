import { inspect } from "node:util";

import { describe, expect, test } from "vitest";

import { isSlicingFunction, slicingFunction } from "../../src/functions/slicing.ts";
import { defineTask } from "../../src/labels/task.ts";
import { caught } from "../util/caught.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const message = (run: () => unknown): string => caught(run).message;

describe("slicingFunction", () => {
  test("is frozen data that says what it reads", () => {
    const short = slicingFunction(task, {
      name: "short",
      description: "few characters",
      columns: ["text"],
      holds: ({ text }) => text.length < 5,
    });
    expect(short).toMatchObject({ kind: "row", name: "short", version: "1", columns: ["text"], terms: null, task });
    expect(inspect(short)).toBe('SlicingFunction "short" (row) on text');
    expect(isSlicingFunction(short) && Object.isFrozen(short)).toBe(true);
    expect(isSlicingFunction(task)).toBe(false);
  });

  test("takes the forms of labeling functions", () => {
    const liked = slicingFunction(task, { name: "liked", when: "likes > 3" });
    const linked = slicingFunction(task, { name: "linked", column: "text", pattern: /https?:/ });
    const money = slicingFunction(task, { name: "money", column: "text", any: ["cash"], none: ["cash desk"] });
    expect([liked.kind, linked.kind, money.kind]).toEqual(["expression", "pattern", "keywords"]);
    expect(liked.columns).toEqual(["likes"]);
    expect(linked.terms).toEqual({ source: "https?:", flags: "" });
  });

  test("has a fingerprint of what it declares", () => {
    const of = (when: string, version = "1"): string =>
      slicingFunction(task, { name: "liked", when, version }).fingerprint;
    expect(of("likes > 3")).toBe(of("likes > 3"));
    expect(of("likes > 3")).not.toBe(of("likes > 4"));
    expect(of("likes > 3")).not.toBe(of("likes > 3", "2"));
  });

  test("refuses what is no slice, in a sentence", () => {
    expect(message(() => slicingFunction(task, { name: "a" } as never))).toBe(
      'slicing function "a": nothing that says which rows are in the slice; expected one of holds (with columns), when, pattern (with column), any or all (with column).',
    );
    expect(
      message(() =>
        slicingFunction(task, { name: "a", when: "likes > 3", columns: ["text"], holds: () => true } as never),
      ),
    ).toMatch(/^slicing function "a": holds and when; expected one of holds/);
    expect(message(() => slicingFunction(task, { name: "a", columns: ["text"], holds: 3 as never }))).toBe(
      'slicing function "a", holds: 3; expected a function.',
    );
    expect(message(() => slicingFunction(task, { name: "a", columns: ["txt" as "text"], holds: () => true }))).toMatch(
      /^slicing function "a", columns: "txt"; expected one of the task's columns/,
    );
    expect(message(() => slicingFunction(task, { name: "a", when: "like > 3" }))).toMatch(
      /^slicing function "a", when: /,
    );
    expect(message(() => slicingFunction(task, { name: "", when: "likes > 3" }))).toMatch(
      /^slicing function, name: ""/,
    );
    expect(message(() => slicingFunction({ name: "a", when: "likes > 3" } as never, undefined as never))).toMatch(
      /^slicing function: an object with name, when first, then undefined; expected a task first/,
    );
    expect(message(() => slicingFunction({} as never, { name: "a", when: "likes > 3" }))).toMatch(
      /^slicing function "a", task: an object with no keys; expected a task\./,
    );
  });
});
