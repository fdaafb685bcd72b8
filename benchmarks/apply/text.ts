import { Field, Float64, makeData, RecordBatch, Schema, Struct, Table, Utf8, type Data } from "apache-arrow";
import { makeRandom, type Random } from "../../src/util/random.ts";

/** What a generated table looks like. */
export interface TextSpec {
  readonly rows: number;
  /** Share of rows with characters beyond ASCII, 0 to 1. */
  readonly nonAscii: number;
  readonly seed: number;
}

/** Rows in a record batch, as a Parquet or IPC file might have them. */
const batchRows = 62_500;

const common = (
  "the to and a of i you it is in this that for my on me with have was so like just not but be your all what do are " +
  "love song video can no one if from get out up when there how they at we good know see time as more would really " +
  "people now great think music best still make never about because who watch want here even way much after go look " +
  "order account password message support team yesterday problem again working update phone service delivery week " +
  "received refund waiting answer anyone nobody everything something between another thought listening remember"
).split(" ");

const telling = (
  "http://win.example/p?id=7 https://shop.example/deal $100 $5,000 FREE SUBSCRIBE subscribe WINNER win prize cash " +
  "check out my channel | please help | thank you so much | thanks!!! | call 08001234567 | 2015 | REALLY WANT THIS | " +
  "why?? | can you refund me? | my account is locked | best price guaranteed | click below | I cannot log in"
)
  .split(/ \| | (?=http|\$|FREE|SUBSCRIBE|subscribe|WINNER|win\b|prize|cash|check)/)
  .map((phrase) => phrase.trim());

const beyondAscii = [
  "café",
  "naïve",
  "£20",
  "déjà vu",
  "schön",
  "señor",
  "спасибо",
  "最高",
  "ありがとう",
  "😂😂",
  "❤️",
  "…",
];

const endings = ["", "", "", ".", ".", "!", "!!", "?", " :)"];

const encoder = new TextEncoder();

const encodeAll = (phrases: readonly string[]): readonly Uint8Array[] =>
  phrases.map((phrase) => encoder.encode(phrase));

const phrases = {
  common: encodeAll(common),
  telling: encodeAll(telling),
  beyondAscii: encodeAll(beyondAscii),
  endings: encodeAll(endings),
};

/** One of some phrases; the first ones most often, as words are. */
const draw = (from: readonly Uint8Array[], random: Random): Uint8Array =>
  from[Math.floor(from.length * random() * random())] ?? new Uint8Array();

/** Writes one comment of 60 to 140 bytes, 100 on average. Returns where it ends. */
function writeComment(bytes: Uint8Array, from: number, nonAscii: boolean, random: Random): number {
  const wanted = from + 58 + Math.floor(80 * random());
  let at = from;
  let special = nonAscii;
  while (at < wanted) {
    const signal = random() < 0.05;
    const phrase = special
      ? draw(phrases.beyondAscii, random)
      : draw(signal ? phrases.telling : phrases.common, random);
    special = false;
    bytes.set(phrase, at);
    at += phrase.length;
    bytes[at++] = 32;
  }
  const ending = draw(phrases.endings, random);
  bytes.set(ending, at - 1);
  return at - 1 + ending.length;
}

function textData(rows: number, nonAscii: number, random: Random): Data<Utf8> {
  const bytes = new Uint8Array(rows * 180);
  const valueOffsets = new Int32Array(rows + 1);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    at = writeComment(bytes, at, random() < nonAscii, random);
    valueOffsets[row + 1] = at;
  }
  return makeData({ type: new Utf8(), length: rows, valueOffsets, data: bytes.slice(0, at) });
}

/** Likes: small whole numbers, one in twenty unknown. */
function likesData(rows: number, random: Random): Data<Float64> {
  const data = new Float64Array(rows);
  const nullBitmap = new Uint8Array((rows + 7) >> 3);
  let nullCount = 0;
  for (let row = 0; row < rows; row++) {
    data[row] = Math.floor(20 * random() ** 4);
    if (random() < 0.05) nullCount++;
    else nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
  }
  return makeData({ type: new Float64(), length: rows, data, nullBitmap, nullCount });
}

/** Comments as people write them, with likes: a table of `text` (plain utf8) and `likes` in several record batches. */
export function textTable({ rows, nonAscii, seed }: TextSpec): Table<{ text: Utf8; likes: Float64 }> {
  const random = makeRandom(seed, "benchmark text");
  const schema = new Schema<{ text: Utf8; likes: Float64 }>([
    new Field("text", new Utf8(), false),
    new Field("likes", new Float64(), true),
  ]);
  const batches: RecordBatch<{ text: Utf8; likes: Float64 }>[] = [];
  for (let first = 0; first < rows; first += batchRows) {
    const length = Math.min(batchRows, rows - first);
    const children = [textData(length, nonAscii, random), likesData(length, random)];
    const struct = makeData({ type: new Struct<{ text: Utf8; likes: Float64 }>(schema.fields), length, children });
    batches.push(new RecordBatch(schema, struct));
  }
  return new Table(schema, batches);
}

/** Bytes of text in a table. */
export function textBytes(table: Table): number {
  return table.batches.reduce((sum, batch) => sum + (batch.data.children[0]?.values as Uint8Array).length, 0);
}
