import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { terminalProgress, type ProgressStream } from "../../src/util/progress.ts";

function fakeStream(isTTY?: boolean): ProgressStream & { readonly written: string[] } {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

const clear = "\r\u001b[K";

describe("terminalProgress", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([[false], [undefined]])("writes nothing to a stream that is no terminal (isTTY %s)", (isTTY) => {
    const stream = fakeStream(isTTY);
    const progress = terminalProgress(stream);
    vi.advanceTimersByTime(5000);
    progress({ task: "reading", done: 1, total: 2 });
    expect(stream.written).toEqual([]);
  });

  test("writes nothing for a job that takes less than a second", () => {
    const stream = fakeStream(true);
    const progress = terminalProgress(stream);
    progress({ task: "reading", done: 1, total: 2 });
    vi.advanceTimersByTime(900);
    progress({ task: "reading", done: 2, total: 2 });
    expect(stream.written).toEqual([]);
  });

  test("draws the line over itself after a second, at most ten times a second, and clears it at the end", () => {
    const stream = fakeStream(true);
    const progress = terminalProgress(stream);
    vi.advanceTimersByTime(1000);
    progress({ task: "reading", done: 1, total: 3 });
    vi.advanceTimersByTime(50);
    progress({ task: "reading", done: 2, total: 3 });
    vi.advanceTimersByTime(50);
    progress({ task: "reading", done: 2, total: 3 });
    progress({ task: "reading", done: 3, total: 3 });
    expect(stream.written).toEqual([`${clear}reading: 33 %`, `${clear}reading: 66 %`, clear]);
  });

  test("counts where the total is not known", () => {
    const stream = fakeStream(true);
    const progress = terminalProgress(stream);
    vi.advanceTimersByTime(2000);
    progress({ task: "round", done: 17, total: null });
    expect(stream.written).toEqual([`${clear}round: 17`]);
  });
});
