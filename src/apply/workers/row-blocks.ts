import type { TableShape } from "../../tables/arrow-shape.ts";
import type { RowRange } from "../applier.ts";

/** Rows in a block, at most. */
const maxRows = 32_768;

/** Blocks for each worker, where the table has rows enough: the last ones even out what the first ones took. */
const blocksPerWorker = 4;

/** Where the windows of a table begin, and where the last one ends. */
function windowBorders(table: TableShape, windowSize: number): number[] {
  const borders = [0];
  let batchRow = 0;
  for (const { numRows } of table.batches) {
    for (let start = windowSize; start < numRows; start += windowSize) borders.push(batchRow + start);
    batchRow += numRows;
    if (numRows > 0) borders.push(batchRow);
  }
  return borders;
}

/** Cuts a table into blocks of whole windows, in row order, for some workers to vote on. */
export function rowBlocks(table: TableShape, windowSize: number, workers: number): readonly RowRange[] {
  const rows = Math.min(maxRows, Math.ceil(table.numRows / (blocksPerWorker * workers)));
  const blocks: RowRange[] = [];
  let from = 0;
  for (const border of windowBorders(table, windowSize)) {
    if (border - from < rows && border < table.numRows) continue;
    if (border > from) blocks.push({ from, to: border });
    from = border;
  }
  return blocks;
}
