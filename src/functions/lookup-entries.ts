import { LabelingError } from "../errors.ts";
import { isTable, type TableShape } from "../tables/arrow-shape.ts";
import { valueKind, type ColumnType } from "../tables/column-types.ts";
import { typeOfColumn } from "../tables/schema.ts";
import { tableWindows } from "../tables/windows.ts";
import { describe } from "../util/checks.ts";

/** What a lookup compares with a cell. */
export type LookupKey = string | number | boolean;

/** A key and its label, with the place it comes from, for messages. */
interface Entry {
  readonly key: unknown;
  readonly label: unknown;
  readonly place: string;
}

/** Where the entries of a lookup come from: the options that say so. */
export interface EntrySource {
  readonly in: unknown;
  readonly label?: unknown;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

function badEntries(where: string, got: string, expected: string, remedy?: string): LabelingError {
  return new LabelingError("bad_option", { where, got, expected, ...(remedy === undefined ? {} : { remedy }) });
}

/** The rows of a table as entries: a column of keys, and one of labels unless all keys have the same. */
function* entriesOfTable(table: TableShape, source: EntrySource, where: string): Generator<Entry> {
  const { key, value, label } = source;
  if (key === undefined || (value === undefined) === (label === undefined)) {
    throw badEntries(
      where,
      "a table",
      "the option key, and value or label",
      "They name its columns of keys and labels.",
    );
  }
  const columns = value === undefined ? [key] : [key, value];
  for (const column of columns) typeOfColumn(table, column, where);
  for (const window of tableWindows(table, columns)) {
    const [keys, labels] = columns.map((column) => window.columns.get(column));
    for (let i = 0; i < window.length; i++) {
      const place = `row ${window.firstRow + i}`;
      yield {
        place,
        key: keys?.valid?.[i] === 0 ? null : keys?.values[i],
        label: value === undefined ? label : labels?.valid?.[i] === 0 ? null : labels?.values[i],
      };
    }
  }
}

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.iterator in value;

function* entriesOfIterable(values: Iterable<unknown>, label: unknown, where: string): Generator<Entry> {
  let n = 0;
  for (const each of values) {
    const place = `entry ${n++}`;
    if (label !== undefined) yield { key: each, label, place };
    else if (Array.isArray(each) && each.length === 2) yield { key: each[0], label: each[1], place };
    else
      throw badEntries(`${where}, ${place}`, describe(each), "a pair of key and label", "For a set, give the label.");
  }
}

/** The keys of a record are text; where the column holds numbers or booleans they are read as such. */
function* entriesOfRecord(record: object, type: ColumnType): Generator<Entry> {
  const kind = valueKind(type);
  for (const [name, label] of Object.entries(record)) {
    const number = name.trim() === "" ? NaN : Number(name);
    const flag = name === "true" ? true : name === "false" ? false : name;
    yield {
      key: kind === "text" ? name : kind === "flag" ? flag : Number.isNaN(number) ? name : number,
      label,
      place: "",
    };
  }
}

function entriesOf(source: EntrySource, type: ColumnType, where: string): Iterable<Entry> {
  const { in: given, label } = source;
  if (isTable(given)) return entriesOfTable(given, source, where);
  if (isIterable(given)) return entriesOfIterable(given, label, where);
  if (tagOf(given) === "Object") {
    if (label === undefined) return entriesOfRecord(given as object, type);
    throw badEntries(where, "an object of keys and labels, and a label", "one of them", "For one label give a Set.");
  }
  throw badEntries(where, describe(given), "a Map, an object, a Set, a table, or pairs of key and label");
}

const typeOfKind: Readonly<Partial<Record<string, "string" | "boolean">>> = { text: "string", flag: "boolean" };

/**
 * The entries of a lookup: labels by key, each key once.
 *
 * @param fold What keys are compared as.
 * @throws LabelingError for a key of another type than the column's, or a key with two labels.
 */
export function readEntries(
  source: EntrySource,
  type: ColumnType,
  where: string,
  fold: (key: LookupKey) => LookupKey,
): Map<LookupKey, string> {
  const expected = typeOfKind[valueKind(type)] ?? "number";
  const entries = new Map<LookupKey, string>();
  for (const { key, label, place } of entriesOf(source, type, where)) {
    const at = place === "" ? where : `${where}, ${place}`;
    if (typeof key !== expected || Number.isNaN(key)) {
      throw badEntries(at, `the key ${describe(key)}`, `a ${expected}, as the column is ${type}`);
    }
    const form = fold(key as LookupKey);
    const before = entries.get(form);
    if (before !== undefined && before !== label) {
      const labels = `both ${describe(before)} and ${describe(label)}`;
      throw badEntries(at, `the key ${describe(key)} has ${labels}`, "one label for each key");
    }
    if (typeof label !== "string") throw badEntries(at, `the label ${describe(label)}`, "a label of the task");
    entries.set(form, label);
  }
  if (entries.size === 0) throw badEntries(where, "no entries", "at least one key");
  return entries;
}
