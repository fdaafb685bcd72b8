import type { DictionaryWindow, ColumnWindow } from "../../../tables/windows.ts";
import type { Block, BlockFit, BlockJson, NgramsJson, NgramWeighting, RowEncoder } from "../block.ts";
import { RowSink } from "../row-sink.ts";
import { KeptNgrams, RowCounts, type NgramsSpec } from "./kept-ngrams.ts";
import { CharacterCutter, WordCutter, type NgramCutter } from "./ngrams.ts";
import { TextCodes } from "./text-codes.ts";

/** How a text column becomes features. */
export interface TextSpec {
  readonly column: string;
  readonly words: NgramsSpec | null;
  readonly characters: NgramsSpec | null;
  readonly digits: "keep" | "fold";
  readonly weighting: NgramWeighting;
}

/** Takes the text of one row. False where there is none. */
function takeRow(text: TextCodes, window: ColumnWindow, row: number): boolean {
  const { textBytes, valid } = window;
  if (valid !== null && valid[row] === 0) return false;
  const isTaken =
    textBytes !== null && text.takeAscii(textBytes.bytes, textBytes.offsets[row] ?? 0, textBytes.offsets[row + 1] ?? 0);
  if (!isTaken) text.takeText(window.textAt(row));
  return text.length > 0;
}

const isNullEntry = ({ valid, entries }: DictionaryWindow, row: number, code: number): boolean =>
  valid?.[row] === 0 || entries.valid?.[code] === 0;

/** How many rows of a window point at each dictionary entry. */
function countEntries(dictionary: DictionaryWindow, rows: number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const code = dictionary.codes[row] ?? 0;
    if (!isNullEntry(dictionary, row, code)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

/** Counts in how many rows of a text column each n-gram is. */
export class TextFit implements BlockFit {
  readonly column: string;
  readonly #spec: TextSpec;
  readonly #minRows: (rows: number) => number;
  readonly #text: TextCodes;
  readonly #spaces: readonly { readonly cutter: NgramCutter; readonly counts: RowCounts }[];

  constructor(spec: TextSpec, minRows: (rows: number) => number) {
    this.column = spec.column;
    this.#spec = spec;
    this.#minRows = minRows;
    this.#text = new TextCodes(spec.digits === "fold");
    const { words, characters } = spec;
    this.#spaces = [
      ...(words === null
        ? []
        : [{ cutter: new WordCutter(words.range, words.bits), counts: new RowCounts(words.bits) }]),
      ...(characters === null
        ? []
        : [{ cutter: new CharacterCutter(characters.range, characters.bits), counts: new RowCounts(characters.bits) }]),
    ];
  }

  add(window: ColumnWindow): void {
    const { dictionary } = window;
    if (dictionary === null) {
      for (let row = 0; row < window.length; row++) if (takeRow(this.#text, window, row)) this.#count(1);
      return;
    }
    for (const [code, times] of countEntries(dictionary, window.length)) {
      this.#text.takeText((dictionary.entries.values as ArrayLike<string>)[code] ?? "");
      this.#count(times);
    }
  }

  #count(times: number): void {
    for (const { cutter, counts } of this.#spaces) {
      const count = cutter.cut(this.#text);
      counts.add(cutter.buckets, count, times);
    }
  }

  finish(rows: number): TextBlock {
    const minRows = this.#minRows(rows);
    const kept = this.#spaces.map(({ counts }) => counts.keep(minRows));
    const { words, characters, weighting } = this.#spec;
    const keep = (spec: NgramsSpec | null, place: number): KeptNgrams | null => {
      const buckets = kept[place];
      return spec === null || buckets === undefined ? null : new KeptNgrams(spec, buckets, weighting, rows);
    };
    return new TextBlock(this.#spec, rows, keep(words, 0), keep(characters, words === null ? 0 : 1));
  }
}

/** Entries of the texts of a dictionary, each encoded when it is first met. */
class EntryCache {
  readonly sink = new RowSink(0);
  readonly starts: Float64Array;
  readonly ends: Float64Array;

  constructor(entries: number) {
    this.starts = new Float64Array(entries).fill(-1);
    this.ends = new Float64Array(entries);
  }

  /** Adds the entries of one text to those of a row. */
  copy(code: number, sink: RowSink): void {
    const [start, end] = [this.starts[code] ?? 0, this.ends[code] ?? 0];
    sink.makeRoom(end - start);
    sink.indices.set(this.sink.indices.subarray(start, end), sink.length);
    sink.values.set(this.sink.values.subarray(start, end), sink.length);
    sink.length += end - start;
  }
}

/** The features of a text column: its word n-grams, then its character n-grams. */
export class TextBlock implements Block {
  readonly kind = "text";
  readonly column: string;
  readonly columns: number;
  readonly words: KeptNgrams | null;
  readonly characters: KeptNgrams | null;
  readonly #spec: Pick<TextSpec, "digits" | "weighting">;
  readonly #rows: number;
  readonly #text: TextCodes;
  readonly #wordCutter: NgramCutter | null;
  readonly #characterCutter: NgramCutter | null;
  readonly #caches = new WeakMap<object, EntryCache>();

  constructor(
    spec: Pick<TextSpec, "column" | "digits" | "weighting">,
    rows: number,
    words: KeptNgrams | null,
    characters: KeptNgrams | null,
  ) {
    this.column = spec.column;
    this.words = words;
    this.characters = characters;
    this.columns = (words?.size ?? 0) + (characters?.size ?? 0);
    this.#spec = spec;
    this.#rows = rows;
    this.#text = new TextCodes(spec.digits === "fold");
    this.#wordCutter = words && new WordCutter(words.range, words.bits);
    this.#characterCutter = characters && new CharacterCutter(characters.range, characters.bits);
  }

  describe(feature: number): string {
    const words = this.words?.size ?? 0;
    return feature < words
      ? `${this.column}: words in bucket ${this.words?.buckets[feature]}`
      : `${this.column}: characters in bucket ${this.characters?.buckets[feature - words]}`;
  }

  encoder(window: ColumnWindow, first: number): RowEncoder {
    const { dictionary } = window;
    return dictionary === null
      ? (row, sink) => {
          if (takeRow(this.#text, window, row)) this.#encode(first, sink);
        }
      : this.#entryEncoder(dictionary, first);
  }

  #entryEncoder(dictionary: DictionaryWindow, first: number): RowEncoder {
    const { codes, entries } = dictionary;
    let cache = this.#caches.get(entries);
    if (cache === undefined) this.#caches.set(entries, (cache = new EntryCache(entries.values.length)));
    const known = cache;
    return (row, sink) => {
      const code = codes[row] ?? 0;
      if (isNullEntry(dictionary, row, code)) return;
      if ((known.starts[code] ?? 0) < 0) {
        known.starts[code] = known.sink.length;
        this.#text.takeText((entries.values as ArrayLike<string>)[code] ?? "");
        this.#encode(first, known.sink);
        known.ends[code] = known.sink.length;
      }
      known.copy(code, sink);
    };
  }

  #encode(first: number, sink: RowSink): void {
    const { words, characters } = this;
    if (words !== null && this.#wordCutter !== null) words.encode(this.#text, this.#wordCutter, first, sink);
    if (characters !== null && this.#characterCutter !== null)
      characters.encode(this.#text, this.#characterCutter, first + (words?.size ?? 0), sink);
  }

  /** Calls `found` with each n-gram of each row that has a feature here, repeated ones too. */
  findTerms(window: ColumnWindow, found: (feature: number, term: string, row: number) => void): void {
    const text = this.#text;
    const spaces = [
      { kept: this.words, cutter: this.#wordCutter, first: 0 },
      { kept: this.characters, cutter: this.#characterCutter, first: this.words?.size ?? 0 },
    ];
    for (let row = 0; row < window.length; row++) {
      if (!takeRow(text, window, row)) continue;
      for (const { kept, cutter, first } of spaces) {
        if (kept === null || cutter === null) continue;
        cutter.cut(text);
        let k = 0;
        for (const term of cutter.ngrams(text)) {
          const feature = kept.featureOf(cutter.buckets[k++] ?? 0);
          if (feature >= 0) found(first + feature, term, row);
        }
      }
    }
  }

  toJSON(): BlockJson {
    const { column, words, characters } = this;
    const json = (ngrams: KeptNgrams | null): NgramsJson | null => ngrams && ngrams.toJSON();
    return {
      kind: "text",
      column,
      digits: this.#spec.digits,
      weighting: this.#spec.weighting,
      rows: this.#rows,
      words: json(words),
      characters: json(characters),
    };
  }
}
