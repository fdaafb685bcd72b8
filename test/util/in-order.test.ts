import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { inOrder } from "../../src/util/in-order.ts";

const later = (turns: number): Promise<void> =>
  turns === 0 ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve)).then(() => later(turns - 1));

describe("inOrder", () => {
  test.prop([fc.array(fc.nat(5), { maxLength: 30 }), fc.integer({ min: 1, max: 6 })])(
    "gives results in the order of the jobs, however long each takes, with no more under way than allowed",
    async (turns, ahead) => {
      let open = 0;
      let most = 0;
      const jobs = turns.map((count, i) => async () => {
        most = Math.max(most, ++open);
        await later(count);
        return i;
      });
      const results: number[] = [];
      for await (const result of inOrder(jobs, ahead)) {
        open--;
        results.push(result);
      }
      expect(results).toEqual(turns.map((_, i) => i));
      expect(most).toBeLessThanOrEqual(ahead);
    },
  );

  test("ends with the first failure in order, not in time, and starts no further jobs", async () => {
    const started: number[] = [];
    const jobs = Array.from({ length: 9 }, (_, i) => async () => {
      started.push(i);
      await later(i === 1 ? 9 : 0);
      if (i === 1 || i === 2) throw new Error(`job ${i}`);
      return i;
    });
    const results: number[] = [];
    const run = async (): Promise<void> => {
      for await (const result of inOrder(jobs, 4)) results.push(result);
    };
    await expect(run()).rejects.toThrow("job 1");
    expect(results).toEqual([0]);
    expect(started).toEqual([0, 1, 2, 3, 4]);
  });
});
