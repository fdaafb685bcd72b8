import { Field, Float32, Schema, Utf8, type Data, type Table } from "apache-arrow";
import type { TableVotes } from "../apply/applier.ts";
import { LabelingError } from "../errors.ts";
import type { AnyLabelingFunction } from "../functions/labeling-function.ts";
import { dataOfConfidences, typeOfCodes } from "../matrix/matrix-table.ts";
import { dataOfPlainCodes, PlainLabels } from "../matrix/plain-votes.ts";
import { makeVotes } from "../matrix/vote-array.ts";
import type { AnyPack } from "../packs/pack.ts";
import { IpcPieces } from "../tables/files/ipc-pieces.ts";
import { fieldOf } from "../tables/schema.ts";

/** What a stream of votes holds. */
export interface VoteStreamOptions {
  /** Numbers in place of label names. */
  readonly codes: boolean;
  /** Confidences of functions that do not declare whether they give any. */
  readonly confidences: boolean;
  /** Columns of the input that are passed on. */
  readonly keep: readonly string[];
}

/** Whether a function is written so that each of its votes carries a confidence. */
const declaresConfidence = ({ terms }: AnyLabelingFunction): boolean =>
  typeof terms === "object" && terms !== null && "confidence" in terms;

/** Whether nobody knows before its first vote if a function gives confidences. */
const isClosure = ({ kind }: AnyLabelingFunction): boolean => kind === "row" || kind === "batch";

/** Votes on one batch after another as an Arrow IPC stream: kept columns, then a plain column for each function. */
export class VoteStream {
  readonly pieces: IpcPieces;
  readonly #keep: readonly string[];
  readonly #labels: PlainLabels | null;
  /** Which functions have a column of confidences. */
  readonly #confident: readonly boolean[];

  /** @param head The columns of the input. @throws LabelingError for kept columns that are not there, or stand in the way */
  constructor(pack: AnyPack, head: Table | null, options: VoteStreamOptions, where: string) {
    const { labels } = pack.task;
    this.#keep = options.keep;
    this.#labels = options.codes ? null : new PlainLabels(labels);
    this.#confident = pack.functions.map(
      (func) => declaresConfidence(func) || (options.confidences && isClosure(func)),
    );
    const voteType = options.codes ? typeOfCodes(makeVotes(0, labels.size)) : new Utf8();
    const voted = pack.functions.flatMap(({ name }, j) => [
      new Field(name, voteType, true),
      ...(this.#confident[j] === true ? [new Field(`${name}.confidence`, new Float32(), true)] : []),
    ]);
    const kept = head === null ? [] : options.keep.map((name) => fieldOf(head, name, where) as Field);
    checkKept(options.keep, voted, where);
    this.pieces = new IpcPieces(new Schema([...kept, ...voted], describePack(pack)));
  }

  /** The bytes of a batch. */
  batch(table: Table, { rows, votes, confidences }: TableVotes): Uint8Array {
    const columns = this.#keep.map((name) => columnOf(table, name));
    votes.forEach((codes, j) => {
      columns.push(this.#labels === null ? dataOfPlainCodes(codes) : this.#labels.dataOf(codes));
      if (this.#confident[j] === true) columns.push(dataOfConfidences(codes, confidences[j] ?? null));
    });
    return this.pieces.batch(columns, rows);
  }

  /** The places of functions that gave confidences for which there is no column. */
  unshown({ confidences }: TableVotes): number[] {
    return confidences.flatMap((each, j) => (each !== null && this.#confident[j] !== true ? [j] : []));
  }
}

/** What a reader of the stream may want to know of the pack; codes are places in the list of labels. */
function describePack({ name, version, fingerprint, task }: AnyPack): Map<string, string> {
  const facts = { pack: name, version, fingerprint, labels: JSON.stringify(task.labels.names) };
  return new Map(Object.entries(facts).map(([key, value]) => [`labelwright.${key}`, value]));
}

function checkKept(keep: readonly string[], voted: readonly Field[], where: string): void {
  const twice = keep.find((name) => voted.some((field) => field.name === name));
  if (twice === undefined) return;
  throw new LabelingError("duplicate_name", {
    where: "--keep",
    got: `the column ${JSON.stringify(twice)} of ${where}, which is also the name of a column of votes`,
    expected: "other columns",
    remedy: "Rename the column, or the labeling function.",
    details: { column: twice },
  });
}

/** The one chunk of a column of a batch. */
function columnOf(table: Table, name: string): Data {
  const data: Data | undefined = table.getChild(name)?.data[0];
  if (data === undefined) throw new RangeError(`no data in column ${name}`);
  return data;
}
