export type { BatchShape, DataShape, FieldShape, TableShape, TypeShape } from "../tables/arrow-shape.ts";
export type { ColumnType, ColumnValue, ScalarType } from "../tables/column-types.ts";
export type { NumberValues } from "../tables/decode/decode-values.ts";
export { writeFileAtomically, writeFolderAtomically } from "../tables/files/atomic.ts";
export type { FileContents, WriteFileOptions, WriteFolderOptions } from "../tables/files/atomic.ts";
export { readTable } from "../tables/files/files.ts";
export type { ReadTableOptions } from "../tables/files/files.ts";
export type { TableFormat } from "../tables/files/formats.ts";
export type { Tables } from "../tables/files/same-columns.ts";
export { writeTable, writeTables } from "../tables/files/write-table.ts";
export type { WriteTableOptions } from "../tables/files/write-table.ts";
export { tableFromRows } from "../tables/from-rows.ts";
export type { TableFromRowsOptions } from "../tables/from-rows.ts";
export { openParts } from "../tables/parts/open-parts.ts";
export type {
  ByteRange,
  OpenPart,
  OpenPartsOptions,
  PartPlace,
  ReadPartOptions,
  TablePart,
} from "../tables/parts/part.ts";
export { readPart } from "../tables/parts/read-part.ts";
export { takeRows } from "../tables/take-rows.ts";
