import type { DecodedColumn } from "../../tables/decode/decode-column.ts";
import type { ColumnWindow, DictionaryWindow, TableWindow } from "../../tables/windows.ts";
import type { BallotBox } from "../ballot.ts";
import { normalizeText } from "../text-fold.ts";
import { Scanner } from "./scanner.ts";
import type { TextScan } from "./text-scan.ts";
import type { TextSearch } from "./text-search.ts";

/** Casts the votes of all searches of a scan on a window of rows, each in its own box. */
export type ScanVoter = (window: TableWindow, boxes: readonly BallotBox[]) => void;

/** Of the rows that a scan has found, in place, those where the search itself agrees; how many they are. */
function verifyRows(search: TextSearch, rows: Int32Array, count: number, textAt: (row: number) => string): number {
  const { verify } = search;
  if (verify === null) return count;
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = rows[k] ?? 0;
    const text = textAt(row);
    if (verify.test(verify.reads === "raw" ? text : normalizeText(text))) rows[kept++] = row;
  }
  return kept;
}

/** Makes the voter of a scan. A dictionary column whose entries repeat is scanned once per entry. */
export function scanVoter(scan: TextScan, column: string): ScanVoter {
  const scanner = new Scanner(scan);
  const matchesOfEntries = new WeakMap<DecodedColumn, readonly Uint8Array[]>();

  /** What each search finds among some texts. */
  const verified = (
    textAt: (row: number) => string,
    use: (search: number, rows: Int32Array, count: number) => void,
  ) => {
    scan.searches.forEach((search, j) => {
      const rows = scanner.rows[j] ?? new Int32Array();
      use(j, rows, verifyRows(search, rows, scanner.counts[j] ?? 0, textAt));
    });
  };

  const scanStrings = (texts: ArrayLike<string>, valid: Uint8Array | null): void => {
    scanner.open(texts.length);
    for (let i = 0; i < texts.length; i++) if (valid?.[i] !== 0) scanner.scanText(i, texts[i] ?? "");
  };

  const matchEntries = (entries: DecodedColumn): readonly Uint8Array[] => {
    const known = matchesOfEntries.get(entries);
    if (known !== undefined) return known;
    const texts = entries.values as ArrayLike<string>;
    const matches = scan.searches.map(() => new Uint8Array(texts.length));
    scanStrings(texts, entries.valid);
    verified(
      (i) => texts[i] ?? "",
      (j, rows, count) => {
        for (let k = 0; k < count; k++) (matches[j] ?? new Uint8Array())[rows[k] ?? 0] = 1;
      },
    );
    matchesOfEntries.set(entries, matches);
    return matches;
  };

  const voteByEntry = ({ codes, valid, entries }: DictionaryWindow, boxes: readonly BallotBox[]): void => {
    const rows = new Int32Array(codes.length);
    matchEntries(entries).forEach((matches, j) => {
      let count = 0;
      for (let i = 0; i < codes.length; i++) {
        if (matches[codes[i] ?? 0] === 1 && valid?.[i] !== 0) rows[count++] = i;
      }
      boxes[j]?.castRows(rows, count, scan.searches[j]?.vote);
    });
  };

  const voteByRow = (window: ColumnWindow, boxes: readonly BallotBox[]): void => {
    const textAt = (row: number): string => window.textAt(row);
    const bytes = window.textBytes;
    if (bytes === null) scanStrings(window.values as ArrayLike<string>, window.valid);
    else {
      scanner.open(window.length);
      scanner.scanBytes(bytes, textAt);
    }
    verified(textAt, (j, rows, count) => boxes[j]?.castRows(rows, count, scan.searches[j]?.vote));
  };

  return (window, boxes) => {
    const only = window.columns.get(column);
    if (only === undefined) return;
    if (only.dictionary === null) voteByRow(only, boxes);
    else voteByEntry(only.dictionary, boxes);
  };
}
