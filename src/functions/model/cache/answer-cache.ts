import { randomBytes } from "node:crypto";
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { mkdir, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../../tables/files/file-errors.ts";
import { RecordIndex } from "./record-index.ts";
import { keyAt, readRecord, writeRecord, type Json } from "./record.ts";

const filePattern = /^answers-.*\.jsonl$/;
const pieceBytes = 1 << 20;
const lineBreak = 10;

/** Where in a file lines stand. */
interface Line {
  readonly start: number;
  /** Bytes, line break included. */
  readonly length: number;
  readonly key: string | null;
}

/** The lines of a file, and whether the last one has no end. */
async function* readLines(path: string): AsyncGenerator<Line> {
  const file = await open(path, "r");
  try {
    let rest = Buffer.alloc(0); // the beginning of a line that the next piece goes on with
    let at = 0; // the byte at which it starts
    const piece = Buffer.alloc(pieceBytes);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, pieceBytes);
      if (bytesRead === 0) break;
      const bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
      let start = 0;
      for (;;) {
        const end = bytes.indexOf(lineBreak, start);
        if (end < 0) break;
        yield { start: at + start, length: end + 1 - start, key: keyAt(bytes, start) };
        start = end + 1;
      }
      rest = bytes.subarray(start);
      at += start;
    }
    if (rest.length > 0) yield { start: at, length: rest.length, key: null };
  } finally {
    await file.close();
  }
}

/**
 * Answers in a folder, by the hash of what was asked. Each process appends to a file of its own and reads those that were
 * there when it began, so that several may share a folder. A record is written with one call of the system before the
 * answer is used: a process that is killed loses no answer it has seen, and what it may have left, half a line at the
 * end of its file, is noticed and not used. Memory: some 30 to 60 bytes a record.
 */
export class AnswerCache {
  readonly #folder: string;
  readonly #index = new RecordIndex();
  readonly #names: string[] = [];
  /** Open files by number, for reading. */
  readonly #open = new Map<number, number>();
  readonly #damaged: string[] = [];
  #opening: Promise<void> | null = null;
  /** The file that this process writes: its number and how long it is. */
  #own: { readonly file: number; readonly handle: number; size: number } | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Records that are damaged, by file and byte. */
  get damaged(): readonly string[] {
    return this.#damaged;
  }

  /** How many answers it has. */
  get size(): number {
    return this.#index.size;
  }

  /** Reads where everything is, once. @throws LabelingError `file_failed` */
  open(): Promise<void> {
    return (this.#opening ??= this.#read());
  }

  async #read(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      for (const name of (await readdir(this.#folder)).filter((each) => filePattern.test(each)).sort()) {
        const file = this.#names.push(name) - 1;
        for await (const { start, length, key } of readLines(join(this.#folder, name))) {
          if (key === null) this.#damaged.push(`${name} at byte ${start}`);
          else this.#index.set(key, file, start, length);
        }
      }
    } catch (error) {
      throw fileError(error, this.#folder, "read");
    }
  }

  /** The answer of a key; undefined where there is none, or none that is whole. */
  get(key: string): Json | undefined {
    const place = this.#index.find(key);
    if (place === null) return undefined;
    const name = this.#names[place.file] ?? "";
    try {
      const bytes = Buffer.alloc(place.length);
      readSync(this.#handleOf(place.file), bytes, 0, place.length, place.start);
      const answer = readRecord(bytes.toString("utf8"), key);
      if (answer !== undefined) return answer;
    } catch (error) {
      throw fileError(error, join(this.#folder, name), "read");
    }
    this.#damaged.push(`${name} at byte ${place.start}`);
    this.#index.remove(key);
    return undefined;
  }

  /** Keeps an answer. @throws LabelingError `file_failed`: an answer that was paid for must not be lost unnoticed. */
  put(key: string, answer: Json): void {
    try {
      const own = (this.#own ??= this.#create());
      const bytes = Buffer.from(writeRecord(key, answer));
      const start = own.size;
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(own.handle, bytes, written);
      } catch (error) {
        if (written > 0) this.#own = null; // half a line stands there: the next record begins a new file
        throw error;
      }
      own.size += bytes.length;
      this.#index.set(key, own.file, start, bytes.length);
    } catch (error) {
      throw fileError(error, this.#folder, "write");
    }
  }

  /** Closes the files; they are opened again when needed. */
  close(): void {
    for (const handle of this.#open.values()) closeSync(handle);
    this.#open.clear();
    if (this.#own !== null) closeSync(this.#own.handle);
    this.#own = null;
  }

  #create(): { file: number; handle: number; size: number } {
    // Names in the order of time, so that a later record of a key takes the place of an earlier one.
    const stamp = new Date().toISOString().replaceAll(/\D/g, "");
    const name = `answers-${stamp}-${process.pid}-${randomBytes(4).toString("hex")}.jsonl`;
    const handle = openSync(join(this.#folder, name), "ax", 0o600);
    return { file: this.#names.push(name) - 1, handle, size: 0 };
  }

  #handleOf(file: number): number {
    const known = this.#open.get(file);
    if (known !== undefined) return known;
    const [oldest] = this.#open;
    if (oldest !== undefined && this.#open.size >= 16) {
      closeSync(oldest[1]);
      this.#open.delete(oldest[0]);
    }
    const handle = openSync(join(this.#folder, this.#names[file] ?? ""), "r");
    this.#open.set(file, handle);
    return handle;
  }
}
