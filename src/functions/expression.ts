import type { AnyTask, LabelOf, RowOf } from "../labels/task.ts";
import type { ColumnWindow } from "../tables/windows.ts";
import { checkChoice } from "../util/checks.ts";
import { confidenceTerms, freezeTerms, voteFor, type OneLabelSpec } from "./declarative.ts";
import { compileTree, type ColumnSlot } from "./expression-compile.ts";
import { partOf, refuse, typesInWords, type ExpressionScope } from "./expression-messages.ts";
import { parseExpression } from "./expression-parse.ts";
import { buildTree } from "./expression-build.ts";
import { columnsOf, type ExpressionTree } from "./expression-tree.ts";
import {
  checkSpec,
  makeLabelingFunction,
  placeOf,
  type LabelingFunction,
  type NullPolicy,
  type Voter,
} from "./labeling-function.ts";
import { jointValidity, listedColumns, valueVoter } from "./voters.ts";

/** The condition under which to vote. */
export interface ExpressionSpec<T, N extends string> extends OneLabelSpec<T, N> {
  /** The condition, such as `likes > 3 and not contains(lower(text), "free")`. Its columns are read off it. */
  readonly when: string;
  /**
   * `"abstain"`: no vote on rows with a null in a column of the condition. `"pass"`: nulls take part, see `expression`.
   * @defaultValue "abstain"
   */
  readonly nulls?: NullPolicy | undefined;
}

/** Values to read: numbers as float64. */
function valuesFor({ values }: ColumnWindow): ArrayLike<unknown> {
  return ArrayBuffer.isView(values) && !(values instanceof Float64Array)
    ? new Float64Array(values as unknown as ArrayLike<number>)
    : values;
}

function newSlots(columns: readonly string[]): Map<string, ColumnSlot> {
  return new Map(columns.map((column) => [column, { values: [], valid: null }]));
}

/** A voter for a condition on one text column, which looks at each entry of a dictionary once. */
function textVoter(tree: ExpressionTree, column: string, nulls: NullPolicy, vote: unknown): Voter {
  const slots = newSlots([column]);
  const holds = compileTree(tree, slots, nulls === "pass");
  const slot: ColumnSlot = slots.get(column) ?? { values: [], valid: null };
  const absent = new Uint8Array(1);
  return valueVoter(column, nulls, (value) => {
    slot.values = [value];
    slot.valid = value === null ? absent : null;
    return holds(0) === true ? vote : null;
  });
}

function columnsVoter(tree: ExpressionTree, columns: readonly string[], nulls: NullPolicy, vote: unknown): Voter {
  const slots = newSlots(columns);
  const holds = compileTree(tree, slots, nulls === "pass");
  return (window, ballots) => {
    const listed = listedColumns(window, columns);
    for (const column of listed) {
      const slot = slots.get(column.name);
      if (slot !== undefined) Object.assign(slot, { values: valuesFor(column), valid: column.valid });
    }
    const valid = nulls === "abstain" ? jointValidity(listed) : null;
    for (let row = 0; row < ballots.length; row++) {
      if (valid !== null && valid[row] === 0) continue;
      if (holds(row) === true) ballots.castVote(row, vote);
    }
  };
}

/**
 * Makes a labeling function that votes where a condition on the columns of a row holds.
 *
 * A condition is made of
 * - columns by name, or `col("likes count")` where the name is no plain word; numbers, `"quoted text"`, `true`, `false`;
 * - `and`, `or`, `xor`, `not` (which comes before comparisons: `not (likes > 3)`), `condition ? this : that`, and
 *   parentheses;
 * - `==`, `!=`, `<`, `<=`, `>`, `>=` between two numbers or two texts, the first two between booleans too; also
 *   chained: `1 < likes <= 5`;
 * - `+ - * / % ^` and `abs`, `min`, `max`, `round`, `floor`, `ceil`, `sqrt`, `log` (natural), `exp` on numbers;
 * - `contains`, `startsWith`, `endsWith` and `count`, of a text and a part, with case; `lower`, `upper`, `length`
 *   (in UTF-16 units); `length(list)` and `includes(list, item)`.
 *
 * Numbers, text and rounding behave as in JavaScript: `1 / 0` is Infinity, `-7 % 2` is -1, comparisons with NaN are
 * false (but `!=` is true), `0.1 + 0.2 == 0.3` is false, text compares by code unit. Times are milliseconds since 1970
 * (UTC). With `nulls: "pass"` a column may be null: `isNull(x)` (also `x == null`, `x != null`) asks; whatever else
 * meets a null gives null, except where the other side of `and` or `or` decides; a condition that is null abstains.
 * Line ends count as spaces; `#` begins a comment.
 *
 * The types of the task's columns are checked here, before any row is seen. mathjs parses the text and does nothing
 * else; nothing of it is ever run. Cost: about 0.02 µs a row for a comparison of numbers.
 *
 * @throws LabelingError `expression` for text that is no condition, an unknown name, operands of wrong types, or
 * anything else that mathjs can parse; naming the part.
 *
 * @example
 * ```ts
 * import { defineTask, expression } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
 * const liked = expression(task, {
 *   name: "liked",
 *   when: 'likes > 3 and not contains(lower(text), "subscribe")',
 *   label: "ham",
 * });
 * console.log(liked.columns); // [ 'likes', 'text' ]
 * ```
 */
export function expression<T extends AnyTask, const N extends string>(
  task: T,
  spec: ExpressionSpec<T, N>,
): LabelingFunction<LabelOf<T>, RowOf<T>, N> {
  checkSpec(spec, task);
  const place = placeOf(task, spec);
  const where = `${place}, when`;
  const nulls = checkChoice(spec.nulls, "abstain", ["abstain", "pass"], `${place}, nulls`);
  const scope: ExpressionScope = { columns: task.columns, nulls, where };
  const parsed = parseExpression(spec.when, where);
  const tree = buildTree(parsed, scope);
  const columns = columnsOf(tree);
  if (tree.type !== "boolean" || columns.length === 0) {
    const got = tree.type === "boolean" ? `${partOf(parsed)} reads no column` : typesInWords([parsed], [tree]);
    throw refuse(scope, got, "a condition on columns, which is true or false");
  }
  const confidence = confidenceTerms(spec.confidence, place);
  const vote = voteFor(spec.label, spec.confidence);
  const [only] = columns;
  const oneText = columns.length === 1 && only !== undefined && task.columns[only] === "utf8" ? only : null;
  return makeLabelingFunction(task, spec, {
    kind: "expression",
    columns,
    labels: [spec.label],
    terms: freezeTerms({ when: spec.when.trim(), ...confidence }),
    makeVoter: () =>
      oneText === null ? columnsVoter(tree, columns, nulls, vote) : textVoter(tree, oneText, nulls, vote),
  });
}
