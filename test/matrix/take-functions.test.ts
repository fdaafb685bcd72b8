import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { compressVotes, dropFunctions, labelMatrix, labelSet, takeFunctions, LabelMatrix } from "../../src/index.ts";
import { arbitraryRows, matrixOfRows, patternTexts } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";

const votes = labelMatrix(labelSet(["ham", "spam"]), {
  link: ["spam", null, "ham"],
  money: ["spam", "ham", null],
  short: [null, null, "spam"],
});

describe("takeFunctions", () => {
  test("keeps the functions named, in the order named", () => {
    const taken = takeFunctions(votes, ["short", "link"]);
    expect(taken.functions.map(({ name }) => name)).toEqual(["short", "link"]);
    expect([taken.votesOf(0), taken.votesOf(1), taken.votesOf(2)]).toEqual([
      { link: "spam" },
      {},
      { short: "spam", link: "ham" },
    ]);
  });

  test("keeps rows that lose all their votes, of patterns too", () => {
    const taken = takeFunctions(compressVotes(votes), ["short"]);
    expect(patternTexts(taken)).toEqual(["", "", "0:1"]);
    expect(taken.rowPatterns).toEqual(Int32Array.of(0, 1, 2));
  });

  test("keeps none where none is named", () => {
    expect(takeFunctions(votes, []).rows).toBe(3);
  });

  test("keeps faults and timings of the functions named", () => {
    const faults = { count: 3, counts: [1, 2, 0], kept: [{ function: "link", row: 0, message: "x" }] };
    const { labels, functions, votes: cast } = votes;
    const faulty = new LabelMatrix({ labels, functions, votes: cast, faults });
    expect(takeFunctions(faulty, ["money"]).faults).toEqual({ count: 2, counts: [2], kept: [] });
    expect(takeFunctions(faulty, ["link"]).faults.kept.length).toBe(1);
  });

  test.prop([arbitraryRows({ minRows: 1 }), fc.infiniteStream(fc.nat())])(
    "of patterns is what it is of their matrix",
    (made, draws) => {
      const matrix = matrixOfRows(made.labels, made.rows);
      const names = matrix.functions.map(({ name }) => name).filter(() => (draws.next().value as number) % 2 === 0);
      const ofMatrix = compressVotes(takeFunctions(matrix, names));
      const ofPatterns = takeFunctions(compressVotes(matrix), names);
      const rowsOf = (p: typeof ofMatrix): unknown => Array.from(p.rowPatterns ?? [], (u) => patternTexts(p)[u]);
      expect(rowsOf(ofPatterns)).toEqual(rowsOf(ofMatrix));
    },
  );
});

describe("dropFunctions", () => {
  test("keeps all other functions in their order", () => {
    const kept = dropFunctions(votes, ["money"]);
    expect(kept.functions.map(({ name }) => name)).toEqual(["link", "short"]);
    expect(dropFunctions(compressVotes(votes), ["link", "short"]).functions.map(({ name }) => name)).toEqual(["money"]);
  });
});

describe("both refuse", () => {
  test("a name that is not there", () => {
    expect(caught(() => dropFunctions(votes as LabelMatrix, ["mony"])).message).toBe(
      'dropFunctions, names: "mony"; expected one of the labeling functions: "link", "money", "short".',
    );
  });
  test("a name given twice", () => {
    expect(caught(() => takeFunctions(votes, ["link", "link"])).message).toBe(
      'takeFunctions, names: "link" more than once; expected each name once. Name each once.',
    );
  });
  test("names that are no array", () => {
    expect(caught(() => takeFunctions(votes, "link" as never)).message).toBe(
      'takeFunctions, names: "link"; expected an array of names.',
    );
  });
  test("what are no votes", () => {
    expect(caught(() => takeFunctions({} as LabelMatrix, [])).message).toBe(
      "takeFunctions, votes: an object with no keys; expected a label matrix or vote patterns.",
    );
  });
});
