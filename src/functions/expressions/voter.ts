import type { ColumnWindow } from "../../tables/windows.ts";
import type { NullPolicy, Voter } from "../labeling-function.ts";
import type { ConfidentVote } from "../vote.ts";
import { listedColumns } from "../voters.ts";
import { compileTree } from "./compile.ts";
import { bytesFor, joinMasks } from "./part.ts";
import { validOf } from "./shared-values.ts";
import type { ExpressionTree } from "./tree.ts";

/** A voter for the rows where a condition holds, column by column. */
export function conditionVoter(
  tree: ExpressionTree,
  columns: readonly string[],
  nulls: NullPolicy,
  vote: string | ConfidentVote,
): Voter {
  const { root, columnParts } = compileTree(tree, nulls);
  let all: Uint8Array = new Uint8Array();
  let joint: Uint8Array = new Uint8Array();
  let chosen: Uint8Array = new Uint8Array();

  /** The rows that are asked: those without a null, or null for all of them. */
  const askedRows = (listed: readonly ColumnWindow[], count: number): Uint8Array | null => {
    if (nulls === "pass") return null;
    let asked: Uint8Array | null = null;
    for (const column of listed) {
      const valid = validOf(column);
      if (asked === null || valid === null) asked ??= valid;
      else {
        joint = bytesFor(joint, count);
        joinMasks(asked, valid, joint, count);
        asked = joint;
      }
    }
    return asked;
  };

  return (window, ballots) => {
    const count = ballots.length;
    for (const part of columnParts) {
      const column = window.columns.get(part.column);
      if (column !== undefined) part.open(column);
    }
    if (all.length < count) all = new Uint8Array(count).fill(1);
    const asked = askedRows(listedColumns(window, columns), count);
    root.run({ count, wanted: asked ?? all });
    const holds = root.values as Uint8Array;
    const known = nulls === "pass" ? root.valid : asked;
    if (known === null) ballots.castWhere(holds, vote);
    else {
      chosen = bytesFor(chosen, count);
      joinMasks(holds, known, chosen, count);
      ballots.castWhere(chosen, vote);
    }
  };
}
