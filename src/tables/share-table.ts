import type { DataShape, FieldShape, TableShape, TypeShape } from "./arrow-shape.ts";

/** Copies views onto shared memory, each stretch of memory once. */
class SharedMemory {
  readonly #copies = new Map<ArrayBufferLike, Map<string, SharedArrayBuffer>>();
  readonly #dictionaries = new Map<object, NonNullable<DataShape["dictionary"]>>();

  view<T>(view: T): T {
    if (!ArrayBuffer.isView(view) || view.buffer instanceof SharedArrayBuffer) return view;
    const { buffer, byteOffset, byteLength } = view;
    const copies = this.#copies.get(buffer) ?? new Map<string, SharedArrayBuffer>();
    this.#copies.set(buffer, copies);
    const key = `${byteOffset} ${byteLength}`;
    let copy = copies.get(key);
    if (copy === undefined) {
      copy = new SharedArrayBuffer(byteLength);
      new Uint8Array(copy).set(new Uint8Array(buffer, byteOffset, byteLength));
      copies.set(key, copy);
    }
    return new (view.constructor as new (memory: SharedArrayBuffer) => T)(copy);
  }

  data(data: DataShape): DataShape {
    const { length, offset, nullCount, dictionary } = data;
    return {
      type: plainType(data.type),
      length,
      offset,
      nullCount,
      values: this.view(data.values),
      valueOffsets: this.view(data.valueOffsets),
      ...(data.nullBitmap && nullCount > 0 ? { nullBitmap: this.view(data.nullBitmap) } : {}),
      children: data.children.map((child) => this.data(child)),
      ...(data.variadicBuffers ? { variadicBuffers: data.variadicBuffers.map((each) => this.view(each)) } : {}),
      dictionary: dictionary && this.#dictionary(dictionary),
    };
  }

  /** Batches that share a dictionary go on sharing it. */
  #dictionary(dictionary: NonNullable<DataShape["dictionary"]>): NonNullable<DataShape["dictionary"]> {
    let shared = this.#dictionaries.get(dictionary);
    if (shared === undefined) {
      shared = { length: dictionary.length, data: dictionary.data.map((chunk) => this.data(chunk)) };
      this.#dictionaries.set(dictionary, shared);
    }
    return shared;
  }
}

const typeFacts = ["typeId", "bitWidth", "isSigned", "precision", "unit", "listSize"] as const;

/** A type without its class, which would not survive being sent. */
function plainType(type: TypeShape): TypeShape {
  const facts = typeFacts.map((fact) => [fact, type[fact]] as const);
  const { dictionary, indices, children } = type;
  const plain: object = {
    ...Object.fromEntries(facts),
    dictionary: dictionary && plainType(dictionary),
    indices: indices && plainType(indices),
    children: children?.map(plainField),
  };
  return plain as TypeShape;
}

const plainField = ({ name, type }: FieldShape): FieldShape => ({ name, type: plainType(type) });

/**
 * Some columns of a table as plain data on shared memory: threads that it is sent to read the same memory. Columns on
 * shared memory are not copied.
 */
export function shareTable(table: TableShape, columns: readonly string[]): TableShape {
  const memory = new SharedMemory();
  const { fields } = table.schema;
  const places = columns.map((column) => fields.findIndex((field) => field.name === column));
  return {
    schema: { fields: fields.filter((_, place) => places.includes(place)).map(plainField) },
    batches: table.batches.map(({ numRows, data }) => ({
      numRows,
      data: {
        // A batch without rows may lack its columns.
        children:
          numRows === 0 ? [] : data.children.filter((_, i) => places.includes(i)).map((child) => memory.data(child)),
      },
    })),
    numRows: table.numRows,
  };
}
