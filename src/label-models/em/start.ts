import { priorAccuracy } from "./em-kernel.ts";

/**
 * The table to start from: every vote multiplies the odds of its label as if each function had the prior accuracy
 * (1 for all labels but the voted one). Starting posteriors are then a soft majority vote, whatever the order.
 */
export function startTable(functions: number, labels: number): Float64Array {
  const logTable = new Float64Array(functions * labels * labels);
  const rise = Math.log(((labels - 1) * priorAccuracy) / (1 - priorAccuracy));
  for (let cell = 0, j = 0; j < functions; j++) {
    for (let v = 0; v < labels; v++, cell += labels) logTable[cell + v] = rise;
  }
  return logTable;
}
