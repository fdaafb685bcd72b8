import type { DecodedColumn } from "../../tables/decode/decode-column.ts";
import type { ColumnWindow, DictionaryWindow } from "../../tables/windows.ts";
import type { NullPolicy } from "../labeling-function.ts";
import { bytesFor, Part, type Rows } from "./part.ts";
import { entriesWithNull } from "./shared-values.ts";
import type { Source } from "./source.ts";

/**
 * A part that reads one column. Where the column is a dictionary whose entries repeat, the part is worked out once for
 * each entry, and rows look their entry up.
 */
export class ColumnPart extends Part {
  readonly column: string;
  readonly #source: Source;
  readonly #part: Part;
  readonly #nulls: NullPolicy;
  #window: ColumnWindow | null = null;
  /** The dictionary whose entries `#part` has values of. */
  #entries: DecodedColumn | null = null;
  #all: Uint8Array = new Uint8Array();
  #ownValues: Part["values"];

  /** @param part What is made of the column's values in `source`; may be `source` itself. */
  constructor(column: string, source: Source, part: Part, nulls: NullPolicy) {
    super(part.type, part.isCostly);
    this.column = column;
    this.#source = source;
    this.#part = part;
    this.#nulls = nulls;
    this.#ownValues = this.values;
  }

  /** Turns to a window of rows. */
  open(window: ColumnWindow): void {
    this.#window = window;
  }

  run(rows: Rows): void {
    const window = this.#window;
    const dictionary = this.#part === this.#source ? null : (window?.dictionary ?? null);
    if (dictionary !== null) this.#lookUp(dictionary, rows.count);
    else if (window !== null) {
      this.#entries = null;
      this.#runOn(window, rows);
      this.values = this.#part.values;
      this.valid = this.#part.valid;
    }
  }

  #runOn(column: ColumnWindow | DecodedColumn, rows: Rows): void {
    this.#source.open(column, this.#nulls === "pass");
    this.#part.run(rows);
  }

  #lookUp({ codes, valid, entries }: DictionaryWindow, count: number): void {
    const last = entries.values.length; // the entry that is null
    if (this.#entries !== entries) {
      this.#all = bytesFor(this.#all, last + 1).fill(1);
      this.#runOn(entriesWithNull(entries, this.#source.type), { count: last + 1, wanted: this.#all });
      this.#entries = entries;
    }
    this.values = this.#ownValues;
    this.reserve(count);
    this.#ownValues = this.values;
    const ofEntries = this.#part.values;
    const out = this.values as unknown[]; // of the same kind
    for (let i = 0; i < count; i++) out[i] = ofEntries[valid?.[i] === 0 ? last : (codes[i] ?? last)];
    const known = this.#part.valid;
    if (known === null) this.valid = null;
    else {
      const present = (this.valid = this.reserveValid(count));
      for (let i = 0; i < count; i++) present[i] = known[valid?.[i] === 0 ? last : (codes[i] ?? last)] ?? 0;
    }
  }
}
