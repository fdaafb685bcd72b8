import type { DecodedColumn } from "../../tables/decode/decode-column.ts";
import { changeCase, type ColumnWindow, type DictionaryWindow, type TextCase } from "../../tables/windows.ts";
import type { ValueType } from "./operations.ts";
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

const inCase = { lower: new WeakMap<object, readonly string[]>(), upper: new WeakMap<object, readonly string[]>() };

/** Decoded texts in lower or upper case. */
export function textsInCase(texts: readonly string[], textCase: TextCase): readonly string[] {
  let changed = inCase[textCase].get(texts);
  if (changed === undefined) inCase[textCase].set(texts, (changed = Array.from(texts, changeCase[textCase])));
  return changed;
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
