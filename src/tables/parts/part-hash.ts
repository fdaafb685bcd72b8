import type { TableFormat } from "../files/formats.ts";
import { fingerprint, sha256 } from "../../util/hash.ts";
import type { FileColumns, PartBytes, PartedFile, PartReading, Section } from "./parted-file.ts";
import type { PartPlace, TablePart } from "./part.ts";

/** What a part's bytes are known by: of Parquet, the hashes of its columns. */
export function digestOf(file: PartedFile, { place, bytes }: Pick<Section, "place" | "bytes">): string {
  return sha256([file.prefix, ...(place.hashes?.map((hash) => Buffer.from(hash)) ?? bytes)]);
}

/** Whether bytes read from a file are those that were listed; those of columns that are not wanted are not asked for. */
export function isAsListed(file: PartedFile, { place, digest }: TablePart, bytes: PartBytes): boolean {
  if (digestOf(file, { place, bytes }) !== digest) return false;
  return (place.hashes ?? []).every((hash, i) => {
    const piece = bytes[i] ?? Buffer.alloc(0);
    return piece.length === 0 || sha256([piece]).startsWith(hash);
  });
}

/** The hash that a part is known by: of its bytes, and of the options that change what they mean. */
export function hashOf(
  digest: string,
  format: TableFormat,
  columns: FileColumns,
  { delimiter = "," }: PartPlace,
  { declared, nullValues }: PartReading,
): string {
  if (format === "arrow" || format === "arrows") return fingerprint({ digest });
  const meant = [...declared].filter(([name, type]) => {
    // Text is what columns are without a declaration, except in Parquet, where it turns bytes into text.
    return (columns?.has(name) ?? true) && (type !== "utf8" || format === "parquet");
  });
  const text = format === "csv" ? { delimiter, nullValues: [...nullValues].sort() } : {};
  return fingerprint({ digest, columns: Object.fromEntries(meant), ...text });
}
