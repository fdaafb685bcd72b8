import { LabelingError } from "../../errors.ts";
import type { TablePart } from "../../tables/parts/part.ts";

/**
 * An error of a labeling function, which counts rows from the start of the stream, that also says where in which file
 * that is. Any other error is given back unchanged.
 *
 * @param firstRow The part's first row in the stream.
 */
export function placeInFile(error: unknown, part: TablePart, firstRow: number): unknown {
  if (!LabelingError.is(error) || (error.code !== "function_failed" && error.code !== "wrong_vote")) return error;
  const { row } = error.details;
  const rowInFile = typeof row === "number" ? part.firstRow + row - firstRow : null;
  const place = rowInFile === null ? `in ${part.path}` : `on row ${rowInFile} of ${part.path}`;
  return new LabelingError(error.code, {
    where: error.where,
    got: `${place}, ${error.message.slice(error.where.length + 2).replace(/\.$/, "")}`,
    details: { ...error.details, path: part.path, ...(rowInFile === null ? {} : { rowInFile }) },
    cause: error.cause,
  });
}
