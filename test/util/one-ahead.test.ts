import { describe, expect, test } from "vitest";
import { oneAhead } from "../../src/util/one-ahead.ts";

describe("oneAhead", () => {
  test("asks for one element more than is used, and for none after the last", async () => {
    const log: string[] = [];
    async function* numbers(): AsyncGenerator<number> {
      for (const n of [1, 2, 3]) {
        await Promise.resolve();
        log.push(`made ${n}`);
        yield n;
      }
    }
    for await (const n of oneAhead(numbers())) {
      for (let i = 0; i < 10; i++) await Promise.resolve();
      log.push(`used ${n}`);
    }
    expect(log).toEqual(["made 1", "made 2", "used 1", "made 3", "used 2", "used 3"]);
  });

  test("throws a failure in its place", async () => {
    async function* failing(): AsyncGenerator<number> {
      yield await Promise.resolve(1);
      throw new Error("second");
    }
    const used: number[] = [];
    const using = (async () => {
      for await (const n of oneAhead(failing())) {
        used.push(n);
        await new Promise((resume) => setImmediate(resume));
      }
    })();
    await expect(using).rejects.toThrow("second");
    expect(used).toEqual([1]);
  });

  test("ends the source when it is left", async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<number> {
      try {
        for (let n = 0; ; n++) yield await Promise.resolve(n);
      } finally {
        ended = true;
      }
    }
    for await (const n of oneAhead(endless())) if (n === 2) break;
    expect(ended).toBe(true);
  });
});
