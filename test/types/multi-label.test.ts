/** Mistakes on multi-label tasks that the compiler must find; see functions.test.ts. */
import {
  applyMultiLabelFunctions,
  defineMultiLabelTask,
  defineTask,
  fitMultiLabelModel,
  keywords,
  labelSet,
  multiLabelVotes,
  tableFromRows,
  type LabelModel,
  type MultiLabelModel,
  type MultiLabelProbabilities,
  type MultiLabelVotes,
} from "labelwright";
import { describe, expect, expectTypeOf, test } from "vitest";

const labels = labelSet(["sports", "politics"]);
const votes = multiLabelVotes(labels, { editor: [{ sports: true }], ball: [null] });
const task = defineMultiLabelTask({ labels: ["sports", "politics"], columns: { text: "utf8" } });
const ball = keywords(task.label("sports"), { name: "ball", column: "text", any: ["goal"], label: "sports" });
const tax = keywords(task.label("politics"), { name: "tax", column: "text", any: ["tax"], label: "not politics" });

describe("types", () => {
  test("carry labels and function names from votes to labels", () => {
    expectTypeOf(votes).toEqualTypeOf<MultiLabelVotes<"sports" | "politics", "editor" | "ball">>();
    const model = fitMultiLabelModel(votes);
    expectTypeOf(model).toEqualTypeOf<MultiLabelModel<"sports" | "politics", "editor" | "ball">>();
    expectTypeOf(model.models.sports).toEqualTypeOf<LabelModel<"sports" | "not sports", "editor" | "ball">>();
    const soft = model.predict(votes);
    expectTypeOf(soft).toEqualTypeOf<MultiLabelProbabilities<"sports" | "politics">>();
    expectTypeOf(soft.hard()).toEqualTypeOf<(("sports" | "politics")[] | null)[]>();
    expectTypeOf(soft.label("sports").hard()).toEqualTypeOf<("sports" | "not sports" | null)[]>();
    expect(soft.rows).toBe(1);
  });

  test("of votes and results with named labels fit where any will do", () => {
    const size = (some: MultiLabelVotes, soft: MultiLabelProbabilities): number => some.rows + soft.rows;
    expect(size(votes, fitMultiLabelModel(votes).predict(votes))).toBe(2);
  });

  test("carry labels and names from functions to votes", async () => {
    const made = await applyMultiLabelFunctions(task, [ball, tax], tableFromRows([{ text: "goal" }]));
    expectTypeOf(made).toEqualTypeOf<MultiLabelVotes<"sports" | "politics", "ball" | "tax">>();
    expect(made.rows).toBe(1);
  });

  test("find misspelled labels, functions of other tasks and thresholds of no label", () => {
    const other = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
    const stranger = keywords(other, { name: "stranger", column: "text", any: ["x"], label: "spam" });
    const soft = fitMultiLabelModel(votes).predict(votes);
    const mistakes: (() => unknown)[] = [
      // @ts-expect-error "sprots" is no label
      () => multiLabelVotes(labels, { editor: [{ sprots: true }] }),
      // @ts-expect-error votes are true, false or null
      () => multiLabelVotes(labels, { editor: [{ sports: "yes" }] }),
      // @ts-expect-error "sprots" is no label
      () => votes.label("sprots"),
      // @ts-expect-error "bal" is no function
      () => votes.vote(0, "bal", "sports"),
      // @ts-expect-error "sprots" is no label
      () => task.label("sprots"),
      // @ts-expect-error the task of one label does not know the others
      () => keywords(task.label("sports"), { name: "x", column: "text", any: ["x"], label: "politics" }),
      // @ts-expect-error "sprots" is no label
      () => fitMultiLabelModel(votes, { classBalance: { sprots: 0.5 } }),
      // @ts-expect-error "sprots" is no label
      () => fitMultiLabelModel(votes, { byLabel: { sprots: {} } }),
      // @ts-expect-error "sprots" is no label
      () => soft.hard({ threshold: { sprots: 0.5 } }),
    ];
    for (const mistake of mistakes) expect(mistake).toThrow(/expected/);
    // @ts-expect-error a function of another task
    expect(async () => applyMultiLabelFunctions(task, [stranger], tableFromRows([]))).toBeDefined();
  });
});
