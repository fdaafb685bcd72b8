import type { Data } from "apache-arrow";
import { describe } from "../../util/checks.ts";
import { buildDeclared, cellError, declaration, type CellSource } from "./cells.ts";
import type { ColumnType, ScalarType } from "../column-types.ts";
import { asList, convertCell } from "./convert-value.ts";
import { isFloatText } from "./text-values.ts";

/** How numbers are read: all as `float64`, or whole numbers alone as `int64`. */
export type NumberReading = "float64" | "int64 if whole";

/** The kinds of value that may not meet in one column. */
type Kind = "text" | "a number" | "true or false" | "a date" | "a list";

function kindOf(value: unknown): Kind | null {
  if (typeof value === "string") return "text";
  if (typeof value === "number" || typeof value === "bigint") return "a number";
  if (typeof value === "boolean") return "true or false";
  if (value instanceof Date) return "a date";
  return asList(value) === null ? null : "a list";
}

/** How text stands for the numbers that JSON does not have. */
const specialNumber = /^(?:NaN|-?Infinity)$/;

/** A value, and the row it was seen in. */
interface Seen<T = unknown> {
  readonly row: number;
  readonly value: T;
}

/** Finds the type of values that should be of one kind, remembering where each kind was first seen. */
class Inference {
  readonly #source: CellSource;
  readonly #reading: NumberReading;
  readonly #seen = new Map<Kind, Seen>();
  /** The first text that does not stand for a number. */
  #text: Seen | null = null;
  /** The first number that is not a whole number within 2^53. */
  #fraction: Seen | null = null;
  /** The last whole number beyond 2^53, and the last whose digits a float cannot keep. */
  #big: Seen<bigint> | null = null;
  #exact: Seen<bigint> | null = null;
  #least: Seen<bigint> = { row: 0, value: 0n };
  #most: Seen<bigint> = { row: 0, value: 0n };
  #items: Inference | null = null;

  constructor(source: CellSource, reading: NumberReading) {
    this.#source = source;
    this.#reading = reading;
  }

  add(value: unknown, row: number): void {
    if (value === null || value === undefined) return;
    const kind = kindOf(value);
    if (kind === null) throw this.#unfit(describe(value), row);
    if (!this.#seen.has(kind)) this.#seen.set(kind, { row, value });
    if (kind === "text" && this.#text === null && !specialNumber.test(value as string)) this.#text = { row, value };
    if (this.#seen.size > 1) this.#checkKinds(kind, { row, value });
    if (kind === "a number") this.#addNumber(value as number | bigint, row);
    if (kind === "a list") this.#addItems(value, row);
  }

  #addNumber(value: number | bigint, row: number): void {
    if (typeof value !== "bigint") {
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) this.#fraction ??= { row, value };
      return;
    }
    this.#big = { row, value };
    if (!isFloatText(String(value))) this.#exact = this.#big;
    if (value < this.#least.value) this.#least = { row, value };
    if (value > this.#most.value) this.#most = { row, value };
  }

  #addItems(value: unknown, row: number): void {
    this.#items ??= new Inference(this.#source, this.#reading);
    const list = asList(value) ?? [];
    for (let i = 0; i < list.length; i++) {
      if (kindOf(list[i]) === "a list") throw this.#unfit("a list inside a list", row);
      this.#items.add(list[i], row);
    }
  }

  #unfit(got: string, row: number): Error {
    const expected = "text, a number, true or false, a date, or a list of one of these";
    return cellError(this.#source, row, got, expected, `Keep it as JSON text: ${this.#declare("utf8")}.`);
  }

  #declare(type: ColumnType): string {
    return declaration(this.#source.column, type);
  }

  /** Two kinds may meet only if they are numbers, and text that stands for NaN or an infinity. */
  #checkKinds(kind: Kind, seen: Seen): void {
    const others = [...this.#seen.keys()].filter((each) => each !== kind);
    const numeric = this.#text === null && [kind, ...others].every((each) => each === "text" || each === "a number");
    const other = others[0];
    if (numeric || other === undefined) return;
    const before = (other === "text" ? this.#text : null) ?? this.#seen.get(other);
    throw cellError(
      this.#source,
      seen.row,
      `${kind} (${describe(seen.value)})`,
      `${other}, as in ${this.#source.place(before?.row ?? 0)}`,
      `Make them alike, or read the column as text: ${this.#declare("utf8")}.`,
    );
  }

  #numberType(): ScalarType {
    const json = this.#reading === "int64 if whole";
    // Beside numbers, text stands for NaN or an infinity.
    const fraction = this.#fraction ?? this.#seen.get("text") ?? null;
    if (this.#big === null) return json && fraction === null ? "int64" : "float64";
    // JSON has one kind of number; a bigint among the rows of a program was meant to be exact.
    const fitsFloat = json && this.#exact === null;
    if (fraction !== null) return fitsFloat ? "float64" : this.#rounded(fraction, this.#exact ?? this.#big);
    const [least, most] = [this.#least.value, this.#most.value];
    if (BigInt.asIntN(64, most) === most && BigInt.asIntN(64, least) === least) return "int64";
    if (least === 0n && BigInt.asUintN(64, most) === most) return "uint64";
    if (fitsFloat) return "float64";
    const { row, value } = BigInt.asIntN(64, most) === most ? this.#least : this.#most;
    const expected = least < 0n ? "numbers from -2^63 to 2^63 - 1" : "numbers below 2^64";
    throw cellError(this.#source, row, describe(value), expected, `Keep the digits as text: ${this.#declare("utf8")}.`);
  }

  #rounded(fraction: Seen, big: Seen): never {
    throw cellError(
      this.#source,
      fraction.row,
      describe(fraction.value),
      `whole numbers only, as ${this.#source.place(big.row)} has one beyond 2^53, which would be rounded beside it`,
      `Have it rounded, or keep the digits as text: ${this.#declare("float64")} or "utf8".`,
    );
  }

  type(): ColumnType {
    if (this.#seen.has("a number")) return this.#numberType();
    if (this.#seen.has("true or false")) return "bool";
    if (this.#seen.has("a date")) return "timestamp";
    if (this.#seen.has("a list")) return `list<${(this.#items?.type() ?? "utf8") as ScalarType}>`;
    return "utf8";
  }
}

/**
 * A column from JavaScript values: as `declared`, else as the values say. Text that stands for NaN or an infinity
 * counts as a number where there are numbers.
 *
 * @throws LabelingError `wrong_type` for values of different kinds, values that no column can hold, and values that do
 * not fit the declared type, naming row and column.
 */
export function columnFromValues(
  values: readonly unknown[],
  declared: ColumnType | undefined,
  source: CellSource,
  reading: NumberReading,
): Data {
  let type = declared;
  if (type === undefined) {
    const inference = new Inference(source, reading);
    for (const [row, value] of values.entries()) inference.add(value, row);
    type = inference.type();
  }
  const cells = values.map((value, row) => convertCell(type, value, source, row));
  return buildDeclared(type, cells, source);
}
