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
  let wanted: Uint8Array = new Uint8Array();
  let chosen: Uint8Array = new Uint8Array();

  /** Marks the rows that are asked: all, or those without a null. */
  const markWanted = (listed: readonly ColumnWindow[], count: number): void => {
    wanted = bytesFor(wanted, count).fill(1);
    if (nulls === "pass") return;
    for (const column of listed) {
      const valid = validOf(column);
      if (valid !== null) joinMasks(wanted, valid, wanted, count);
    }
  };

  return (window, ballots) => {
    const count = ballots.length;
    markWanted(listedColumns(window, columns), count);
    for (const part of columnParts) {
      const column = window.columns.get(part.column);
      if (column !== undefined) part.open(column);
    }
    root.run({ count, wanted });
    chosen = bytesFor(chosen, count);
    joinMasks(root.values as Uint8Array, wanted, chosen, count);
    if (root.valid !== null) joinMasks(chosen, root.valid, chosen, count);
    ballots.castWhere(chosen, vote);
  };
}
