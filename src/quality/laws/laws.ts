import { batchEqualsRow } from "./batch-equals-row.ts";
import { boundedTime } from "./bounded-time.ts";
import { deterministic } from "./deterministic.ts";
import { inputUnchanged } from "./input-unchanged.ts";
import { caseInsensitive, whiteSpaceInsensitive } from "./invariances.ts";
import type { FunctionLaw } from "./law.ts";
import { independentOfNeighbors } from "./neighbors.ts";
import { nullsKept } from "./nulls.ts";
import { unlistedColumnsIgnored } from "./unlisted.ts";
import { inRange, total } from "./votes-are-votes.ts";

/**
 * The laws of labeling functions, in the order in which they are checked.
 *
 * @example
 * ```ts
 * import { functionLaws } from "labelwright/testing";
 *
 * for (const { name, title } of functionLaws) console.log(`${name}: ${title}`);
 * ```
 */
export const functionLaws: readonly FunctionLaw[] = Object.freeze([
  boundedTime,
  inputUnchanged,
  total,
  inRange,
  deterministic,
  unlistedColumnsIgnored,
  nullsKept,
  independentOfNeighbors,
  batchEqualsRow,
  caseInsensitive,
  whiteSpaceInsensitive,
]);
