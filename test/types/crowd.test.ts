/** Mistakes in crowds and made-up data that the compiler must find, as in `functions.test.ts`. */
import {
  crowdFunctions,
  defineTask,
  dropFunctions,
  joinVotes,
  labelMatrix,
  labelSet,
  summarizeWorkers,
  synthesizeAnswers,
  synthesizeRows,
  synthesizeVotes,
  takeFunctions,
  type LabelMatrix,
  type TableShape,
  type VotePatterns,
  type WorkerReport,
} from "labelwright";
import { describe, expect, expectTypeOf, test } from "vitest";

const task = defineTask({ labels: ["ham", "spam"], columns: { id: "utf8", text: "utf8", likes: "float64" }, id: "id" });
const labels = labelSet(["ham", "spam"]);
const votes = labelMatrix(labels, { link: ["ham"], money: ["spam"] });
const answers = {} as TableShape;
const base = { rows: 1, labels: ["x", "y"] as const, functions: ["a", "b"] as const };

describe("types of crowds and made-up data find", () => {
  test("names of functions that are not there", () => {
    const wrong = (): unknown[] => [
      // @ts-expect-error "lnk" is no function
      takeFunctions(votes, ["lnk"]),
      // @ts-expect-error "lnk" is no function
      dropFunctions(votes, ["lnk"]),
      // @ts-expect-error "lnk" is no worker
      summarizeWorkers(votes).worker("lnk"),
      // @ts-expect-error "c" is no function
      synthesizeVotes({ ...base, copies: [{ functions: ["c"], of: "a", rate: 1 }] }),
      // @ts-expect-error "c" is no function
      synthesizeVotes({ rows: 1, labels: ["x", "y"], functions: ["a", "b"], accuracies: { c: 0.5 } }),
    ];
    expect(wrong).toBeTypeOf("function");
  });

  test("labels that are not there", () => {
    const wrong = (): unknown[] => [
      // @ts-expect-error "z" is no label
      synthesizeVotes({ rows: 1, labels: ["x", "y"], functions: 2, classBalance: { x: 0.5, z: 0.5 } }),
      // @ts-expect-error "z" is no label
      synthesizeAnswers({ items: 1, labels: ["x", "y"], workers: 2, classBalance: { x: 0.5, z: 0.5 } }),
      // @ts-expect-error "eggs" is no label
      synthesizeRows(task, { rows: 1, templates: { eggs: ["x"] } }),
      // @ts-expect-error "eggs" is no label
      summarizeWorkers(votes, { gold: ["eggs"] }),
    ];
    expect(wrong).toBeTypeOf("function");
  });

  test("columns that are not there, or of another type", () => {
    const wrong = (): unknown[] => [
      // @ts-expect-error "name" is no column
      crowdFunctions(task, answers, { column: "name" }),
      // @ts-expect-error "txt" is no column
      synthesizeRows(task, { rows: 1, templates: { ham: ["x"] }, column: "txt" }),
      // @ts-expect-error likes is no text
      synthesizeRows(task, { rows: 1, templates: { ham: ["x"] }, column: "likes" }),
      // @ts-expect-error likes are numbers
      synthesizeRows(task, { rows: 1, templates: { ham: ["x"] }, columns: { likes: { choices: ["many"] } } }),
    ];
    expect(wrong).toBeTypeOf("function");
  });
});

test("types carry labels and names", () => {
  expectTypeOf(takeFunctions(votes, ["link"])).toEqualTypeOf<LabelMatrix<"ham" | "spam", "link">>();
  expectTypeOf(dropFunctions(votes, ["link"])).toEqualTypeOf<LabelMatrix<"ham" | "spam", "money">>();
  expectTypeOf(summarizeWorkers(votes)).toEqualTypeOf<WorkerReport<"ham" | "spam", "link" | "money">>();
  const other = labelMatrix(labels, { short: ["ham"] });
  expectTypeOf(joinVotes([votes, other])).toEqualTypeOf<VotePatterns<"ham" | "spam", "link" | "money" | "short">>();
  const made = synthesizeVotes({ rows: 1, labels: ["x", "y"], functions: ["a", "b"] });
  expectTypeOf(made.votes).toEqualTypeOf<LabelMatrix<"x" | "y", "a" | "b">>();
  expectTypeOf(made.truth).toEqualTypeOf<readonly ("x" | "y")[]>();
  expectTypeOf(synthesizeVotes({ rows: 1, labels: ["x", "y"], functions: 2 }).votes).toEqualTypeOf<
    LabelMatrix<"x" | "y">
  >();
  const rows = synthesizeRows(task, { rows: 1, templates: { ham: ["x"] } });
  expectTypeOf(rows.labels).toEqualTypeOf<readonly ("ham" | "spam")[]>();
});
