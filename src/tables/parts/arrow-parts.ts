import { MessageHeader } from "apache-arrow";
import { checkDistinct } from "../../util/checks.ts";
import type { TableShape } from "../arrow-shape.ts";
import { corruptFile } from "../files/file-errors.ts";
import { FrameError } from "../files/ipc-frame.ts";
import { readIpc } from "../files/ipc.ts";
import { typeName } from "./agreement.ts";
import { messageAt, readOutline, streamMessages, type PlacedMessage } from "./arrow-messages.ts";
import type { ByteRange, TablePart } from "./part.ts";
import type { FileColumns, PartedFile, PartReading, PartTarget, Section } from "./parted-file.ts";
import type { SourceFile } from "./source-file.ts";

const expected = "a whole Arrow IPC file or stream";

/** Record batches that make up a part, with the dictionaries they need. */
interface Group {
  readonly ranges: readonly ByteRange[];
  readonly rows: number;
}

/** How the bytes of a file become record batches. */
interface Layout {
  /** The schema as the first message of a stream. */
  readonly schema: Buffer;
  groups(target: PartTarget): AsyncGenerator<Group>;
}

/** An Arrow IPC file or stream, whichever the bytes are. */
export async function openArrow(source: SourceFile, reading: PartReading): Promise<PartedFile> {
  const { path } = source;
  const layout = await asCorrupt(path, layoutOf(source));
  const columns = await readIpc(layout.schema, path);
  const names = columns.schema.names.filter((name) => reading.only?.includes(String(name)) === true);
  checkDistinct(names.map(String), path, "Rename all but one of them.");
  const load = async (ranges: readonly ByteRange[]): Promise<Buffer[]> => [await source.read(ranges, layout.schema)];
  return {
    prefix: new Uint8Array(),
    columns: columnsOf(columns),
    sections: (target, last) => sectionsOf(layout, path, target, last, load),
    load: (part) => load(part.place.ranges),
    async table([bytes = Buffer.alloc(0)], part) {
      const table = await readIpc(bytes, `${path}, part ${part.section}`);
      return reading.only === null ? table : table.select([...reading.only]);
    },
  };
}

async function layoutOf(source: SourceFile): Promise<Layout> {
  const outline = await readOutline(source);
  if (outline === null) {
    const first = await streamMessages(source).next();
    if (first.done === true) throw new FrameError("a stream without a schema");
    const schema = await source.read([first.value.range]);
    return { schema, groups: (target) => groupsOf(streamMessages(source), target) };
  }
  const { schema, dictionaries, batches, limit } = outline;
  async function* messages(): AsyncGenerator<PlacedMessage> {
    const kinds = [
      [dictionaries, MessageHeader.DictionaryBatch],
      [batches, MessageHeader.RecordBatch],
    ] as const;
    for (const [starts, kind] of kinds) {
      for (const start of starts) {
        const message = await messageAt(source, start, limit);
        if (message?.kind !== kind) throw new FrameError("a footer that points at something else");
        yield message;
      }
    }
  }
  return { schema, groups: (target) => groupsOf(messages(), target) };
}

/** Groups batches up to the target, each group behind the dictionaries that hold where it begins. */
async function* groupsOf(messages: AsyncIterable<PlacedMessage>, target: PartTarget): AsyncGenerator<Group> {
  let dictionaries: { readonly id: number; readonly range: ByteRange }[] = [];
  let pending: ByteRange[] = [];
  let group: { ranges: ByteRange[]; rows: number; bytes: number } | null = null;
  for await (const { kind, batch, dictionary, range } of messages) {
    if (dictionary !== null) {
      const { id, isDelta } = dictionary;
      if (!isDelta) dictionaries = dictionaries.filter((each) => each.id !== id);
      dictionaries.push({ id, range });
      pending.push(range);
    }
    if (kind !== MessageHeader.RecordBatch || batch === null) continue;
    const bytes = range[1] - range[0];
    if (group !== null && (group.rows + batch.length > target.rows || group.bytes + bytes > target.bytes)) {
      yield group;
      group = null;
    }
    if (group === null) group = { ranges: dictionaries.map((each) => each.range), rows: 0, bytes: 0 };
    else group.ranges.push(...pending);
    pending = [];
    group.ranges.push(range);
    group.rows += batch.length;
    group.bytes += bytes;
  }
  yield group ?? { ranges: [], rows: 0 };
}

async function* sectionsOf(
  layout: Layout,
  path: string,
  target: PartTarget,
  last: TablePart | null,
  load: (ranges: readonly ByteRange[]) => Promise<Buffer[]>,
): AsyncGenerator<Section> {
  // The metadata are gone through again for parts that are known already: they are little beside the rows.
  let known = last === null ? 0 : last.section + 1;
  const groups = layout.groups(target);
  for (;;) {
    const next = await asCorrupt(path, groups.next());
    if (next.done === true) return;
    if (known-- > 0) continue;
    const ranges = joined(next.value.ranges);
    yield { place: { ranges }, rows: next.value.rows, bytes: await load(ranges) };
  }
}

/** The same bytes in fewer ranges. */
function joined(ranges: readonly ByteRange[]): ByteRange[] {
  const out: ByteRange[] = [];
  for (const [start, end] of ranges) {
    const [before, at] = out.at(-1) ?? [0, -1];
    if (at === start) out[out.length - 1] = [before, end];
    else out.push([start, end]);
  }
  return out;
}

function columnsOf(table: TableShape): FileColumns {
  return new Map(table.schema.fields.map(({ name, type }) => [name, typeName(type)]));
}

async function asCorrupt<T>(path: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof FrameError) throw corruptFile(path, error.message, expected, error);
    throw error;
  }
}
