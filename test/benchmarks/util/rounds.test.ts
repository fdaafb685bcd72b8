import { describe, expect, it } from "vitest";
import { timeCandidates } from "../../../benchmarks/util/rounds.ts";

describe("timeCandidates", () => {
  it("warms up once, then runs all in every round, forward and backward in turn", async () => {
    const runs: string[] = [];
    const candidate = (name: string): { name: string; run: () => void } => ({ name, run: () => void runs.push(name) });
    const timings = await timeCandidates([candidate("a"), candidate("b")], 3);
    expect(runs.join("")).toBe("ab" + "ab" + "ba" + "ab");
    expect(timings.map(({ name }) => name)).toEqual(["a", "b"]);
  });
  it("waits for a promise before the next one starts", async () => {
    const runs: string[] = [];
    const slow = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      runs.push("slow");
    };
    await timeCandidates(
      [
        { name: "slow", run: slow },
        { name: "fast", run: () => void runs.push("fast") },
      ],
      1,
    );
    expect(runs).toEqual(["slow", "fast", "slow", "fast"]);
  });
});
