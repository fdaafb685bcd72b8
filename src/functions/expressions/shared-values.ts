import type { DecodedColumn } from "../../tables/decode/decode-column.ts";
import type { ColumnWindow, DictionaryWindow } from "../../tables/windows.ts";
import type { Signature, ValueType } from "./operations.ts";
import { newValues, type Values } from "./part.ts";

// What is worked out from decoded values is kept with them, so that all functions of a run share it.

const converted = new WeakMap<object, Values>();

/** Decoded values as expressions take them. Numbers that are float64 already, text and lists are not copied. */
export function valuesFor(values: DecodedColumn["values"], type: ValueType): Values {
  if (values instanceof Float64Array || (type !== "number" && type !== "boolean")) return values as Values;
  let own = converted.get(values);
  if (own === undefined) {
    own = newValues(type, values.length);
    for (let i = 0; i < values.length; i++) own[i] = Number(values[i]); // a column of nulls has any values
    converted.set(values, own);
  }
  return own;
}

const derived = new WeakMap<readonly string[], Map<Signature["run"], unknown[]>>();

/** What `run` makes of some texts, as far as it is known: undefined for texts that nobody has asked for yet. */
export function derivedTexts(texts: readonly string[], run: Signature["run"]): unknown[] {
  let ofTexts = derived.get(texts);
  if (ofTexts === undefined) derived.set(texts, (ofTexts = new Map<Signature["run"], unknown[]>()));
  let results = ofTexts.get(run);
  if (results === undefined) ofTexts.set(run, (results = new Array<unknown>(texts.length).fill(undefined)));
  return results;
}

const withNull = new WeakMap<DecodedColumn, DecodedColumn>();

/** The entries of a dictionary and, after them, one that is null: the entry of rows that have none. */
export function entriesWithNull(entries: DecodedColumn, type: ValueType): DecodedColumn {
  let extended = withNull.get(entries);
  if (extended === undefined) {
    const { length } = entries.values;
    const fill = type === "number" ? 0 : type === "boolean" ? false : type === "text" ? "" : [];
    const all = [...(entries.values as ArrayLike<unknown> as unknown[]), fill];
    const values = (type === "number" ? Float64Array.from(all as number[]) : all) as DecodedColumn["values"];
    const valid = Uint8Array.from(all, (_, i) => (i === length ? 0 : (entries.valid?.[i] ?? 1)));
    withNull.set(entries, (extended = { values, valid }));
  }
  return extended;
}

const presence = new WeakMap<DictionaryWindow, Uint8Array>();

/** Which rows hold a value. A dictionary is asked, where it repeats, so that its text need not be decoded for each row. */
export function validOf(column: ColumnWindow): Uint8Array | null {
  const { dictionary } = column;
  if (dictionary === null) return column.valid;
  const { codes, valid, entries } = dictionary;
  if (entries.valid === null) return valid;
  let both = presence.get(dictionary);
  if (both === undefined) {
    const ofEntries = entries.valid;
    both = Uint8Array.from(codes, (code, i) => (valid?.[i] ?? 1) & (ofEntries[code] ?? 0));
    presence.set(dictionary, both);
  }
  return both;
}
