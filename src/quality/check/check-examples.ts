import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { LabelingError } from "../../errors.ts";
import type { ExampleRow } from "../../packs/examples.ts";
import type { AnyPack } from "../../packs/pack.ts";
import { tableOfRows } from "../arbitraries/build-table.ts";
import { completeRow, type PlainRow } from "../arbitraries/row.ts";
import { describeFailure } from "../laws/trial.ts";
import { votesOf } from "../laws/votes.ts";
import type { PackFailure } from "../report/pack-report.ts";

/** What a broken example says, in the words of a law. */
export const examplesHold: Pick<PackFailure, "law" | "title" | "explanation" | "mend"> = Object.freeze({
  law: "examples-hold",
  title: "it votes on its examples as the pack says, and abstains on its counter-examples",
  explanation: "Examples say what the function is for: where one does not hold, the function or the example is wrong.",
  mend: "Mend the function where it should vote otherwise, or the example where the function has changed on purpose.",
});

interface Expected {
  readonly label: string | null;
  readonly row: PlainRow;
}

function expectedOf(pack: AnyPack, { name }: AnyLabelingFunction): readonly Expected[] {
  const columns = Object.keys(pack.task.columns);
  const { votes = {}, abstains = [] } = pack.examples[name] ?? {};
  const complete = (row: ExampleRow): PlainRow => completeRow(row, columns);
  return [
    ...Object.entries(votes).flatMap(([label, rows]) => (rows ?? []).map((row) => ({ label, row: complete(row) }))),
    ...abstains.map((row) => ({ label: null, row: complete(row) })),
  ];
}

/** Whether a table can hold a row, and what is wrong where it cannot. */
export function misfitOf(pack: AnyPack, row: ExampleRow): string | null {
  try {
    tableOfRows(pack.task.columns, [completeRow(row, Object.keys(pack.task.columns))]);
    return null;
  } catch (error) {
    if (LabelingError.is(error)) return error.message.replace(/^tableFromRows, row 0(?:, )?:? ?/, "");
    throw error;
  }
}

/** The examples and counter-examples of a function that do not hold. */
export async function brokenExamples(
  pack: AnyPack,
  func: AnyLabelingFunction,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<readonly PackFailure[]> {
  const failures: PackFailure[] = [];
  const add = (row: PlainRow, came: string, expected: string): void => {
    failures.push({ ...examplesHold, function: func.name, rows: [row], came, expected, seed, path: null, shrinks: 0 });
  };
  for (const { label, row } of expectedOf(pack, func)) {
    const expected = label === null ? "null (it abstains)" : JSON.stringify(label);
    const misfit = misfitOf(pack, row);
    if (misfit !== null) {
      add(row, `a row that no table of the task can hold: ${misfit}`, `values of the task's columns`);
      continue;
    }
    const votes = await votesOf(func, tableOfRows(pack.task.columns, [row]), { signal });
    const failure = votes.failures.get(0);
    if (failure !== undefined) add(row, describeFailure(failure).came, expected);
    else if (votes.code(0) !== pack.task.labels.code(label)) add(row, votes.describe(0), expected);
  }
  return failures;
}
