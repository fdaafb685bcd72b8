import { describe, expect, it } from "vitest";
import { parseOptions } from "../../../benchmarks/accuracy/options.ts";

const read = (line: string): ReturnType<typeof parseOptions> => parseOptions(line.split(" "));

describe("options of the accuracy benchmark", () => {
  it.each([
    ["--scenarios", { data: null, scenarios: "generated", seeds: 20 }],
    ["DATA --scenarios --peers", { data: "DATA", scenarios: "generated", peers: true }],
    ["DATA --scenarios DIR --seeds 3", { data: "DATA", scenarios: "DIR", seeds: 3 }],
    ["--scenarios generated --only a,b", { scenarios: "generated", only: ["a", "b"] }],
    ["DATA", { data: "DATA", scenarios: null, only: null, markdown: null }],
    ["--markdown results.json", { markdown: "results.json" }],
  ])("%s", (line, expected) => {
    expect(read(line)).toMatchObject(expected);
  });
  it.each(["--help", "--peers", "A B", "--scenarios --seeds 0", "--scenarios --seeds x"])("none: %s", (line) => {
    expect(read(line)).toBeNull();
  });
});
