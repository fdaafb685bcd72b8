import { promisify } from "node:util";
import { constants, deflateRaw, inflateRaw } from "node:zlib";
import type { VoteArray } from "../../../matrix/vote-array.ts";
import { sha256 } from "../../../util/hash.ts";
import type { PlaceFaults } from "./faults.ts";

/** The votes of one function on one part of a data set. */
export interface FunctionVotes {
  /** Label codes, one a row. */
  readonly votes: VoteArray;
  readonly confidences: Float32Array | null;
  /** Rows count from the start of the part. */
  readonly faults: PlaceFaults;
  /** Whether a later run would get the same votes; others are not kept. @defaultValue true */
  readonly isFinal?: boolean | undefined;
}

/** What votes are kept under. */
export interface VoteKey {
  /** The hash of the part. */
  readonly part: string;
  /** The cache key of the function. */
  readonly function: string;
}

/** Written before the votes, as JSON. */
interface Header extends VoteKey {
  readonly format: string;
  readonly rows: number;
  readonly bytesPerVote: number;
  readonly confident: boolean;
  readonly faults: PlaceFaults;
}

const format = "labelwright votes 1";
const newline = 10;
const digestLength = 64;

// Votes are mostly abstentions: the fastest level takes them to a hundredth. Both run beside the main thread.
const deflate = promisify(deflateRaw) as (bytes: Uint8Array, options: object) => Promise<Buffer>;
const inflate = promisify(inflateRaw) as (bytes: Uint8Array, options: object) => Promise<Buffer>;

const bytesOf = (array: VoteArray | Float32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Votes as the bytes of a cache file: a line with the SHA-256 of the rest, a line of JSON, the votes compressed. */
export async function encodeVotes({ votes, confidences, faults }: FunctionVotes, key: VoteKey): Promise<Uint8Array> {
  const header: Header = {
    format,
    part: key.part,
    function: key.function,
    rows: votes.length,
    bytesPerVote: votes.BYTES_PER_ELEMENT,
    confident: confidences !== null,
    faults,
  };
  const columns = [votes, ...(confidences === null ? [] : [confidences])].map(bytesOf);
  const body = await deflate(Buffer.concat(columns), { level: constants.Z_BEST_SPEED });
  const rest = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]);
  return Buffer.concat([Buffer.from(`${sha256([rest])}\n`), rest]);
}

/** The votes in a cache file; null where the bytes are damaged, cut short, or those of other votes. */
export async function decodeVotes(bytes: Uint8Array, key: VoteKey, rows: number): Promise<FunctionVotes | null> {
  const rest = bytes.subarray(digestLength + 1);
  if (Buffer.from(bytes.subarray(0, digestLength)).toString("latin1") !== sha256([rest])) return null;
  const end = rest.indexOf(newline);
  // What has passed the checksum was written by `encodeVotes`, of this or another version.
  const header = JSON.parse(Buffer.from(rest.subarray(0, end)).toString()) as Header;
  if (header.format !== format || header.part !== key.part || header.function !== key.function) return null;
  if (header.rows !== rows) return null;
  const { bytesPerVote, confident, faults } = header;
  const size = rows * (bytesPerVote + (confident ? 4 : 0));
  const chunkSize = Math.max(size + 1, 64); // all in one piece, as its size is known
  const body = await inflate(rest.subarray(end + 1), { maxOutputLength: size + 1, chunkSize });
  const votes = body.buffer.slice(body.byteOffset, body.byteOffset + rows * bytesPerVote);
  const confidences = body.buffer.slice(body.byteOffset + rows * bytesPerVote, body.byteOffset + size);
  return {
    votes: bytesPerVote === 1 ? new Int8Array(votes) : new Int16Array(votes),
    confidences: confident ? new Float32Array(confidences) : null,
    faults,
  };
}
