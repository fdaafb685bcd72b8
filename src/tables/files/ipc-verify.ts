/**
 * Checks the metadata of Arrow messages before apache-arrow reads it. The reader trusts the lengths it finds there, and
 * one damaged byte can make it ask for more memory than there is.
 */

/** What a slot of a table refers to: text, a vector of elements of some bytes, a table, or a vector of tables. */
type Slot =
  | { readonly kind: "text" }
  | { readonly kind: "vector"; readonly size: number }
  | { readonly kind: "table" | "tables"; readonly shape: () => Shape }
  /** A table whose shape depends on the number in the slot before. */
  | { readonly kind: "union"; readonly shapes: Readonly<Record<number, () => Shape>> };

type Shape = Readonly<Record<number, Slot>>;

const text: Slot = { kind: "text" };
const metadata: Slot = { kind: "tables", shape: () => ({ 0: text, 1: text }) };

const field: Shape = {
  0: text,
  3: {
    kind: "union",
    shapes: {
      10: () => ({ 1: text }), // timestamp: its time zone
      14: () => ({ 1: { kind: "vector", size: 4 } }), // union: its type ids
    },
  },
  4: { kind: "table", shape: () => ({ 1: { kind: "table", shape: () => ({}) } }) },
  5: { kind: "tables", shape: () => field },
  6: metadata,
};

const schema: Shape = {
  1: { kind: "tables", shape: () => field },
  2: metadata,
  3: { kind: "vector", size: 8 },
};

const recordBatch: Shape = {
  1: { kind: "vector", size: 16 },
  2: { kind: "vector", size: 16 },
  3: { kind: "table", shape: () => ({}) },
  4: { kind: "vector", size: 8 },
};

const dictionaryBatch: Shape = { 1: { kind: "table", shape: () => recordBatch } };

const message: Shape = {
  2: { kind: "union", shapes: { 1: () => schema, 2: () => dictionaryBatch, 3: () => recordBatch } },
  4: metadata,
};

const footer: Shape = {
  1: { kind: "table", shape: () => schema },
  2: { kind: "vector", size: 24 },
  3: { kind: "vector", size: 24 },
  4: metadata,
};

class Verifier {
  readonly #view: DataView;
  #tables = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  root(shape: Shape): void {
    this.#table(this.#follow(0), shape);
  }

  /** The first number of each block in a slot of the root table. */
  blocks(slot: number): number[] {
    const root = this.#follow(0);
    const slots = root - this.#view.getInt32(root, true);
    const entry = 4 + slot * 2;
    const offset = entry + 2 > this.#view.getUint16(slots, true) ? 0 : this.#view.getUint16(slots + entry, true);
    if (offset === 0) return [];
    const at = this.#follow(root + offset);
    const count = this.#view.getUint32(at, true);
    return Array.from({ length: count }, (_, i) => Number(this.#view.getBigInt64(at + 4 + i * 24, true)));
  }

  // Offsets only point forward, so following them ends; the count keeps shared targets from being visited forever.
  #table(at: number, shape: Shape): void {
    if (++this.#tables > this.#view.byteLength) throw new RangeError("tables refer to each other");
    const slots = at - this.#view.getInt32(at, true);
    const size = this.#view.getUint16(slots, true);
    if (slots + size > this.#view.byteLength) throw new RangeError("a table is cut short");
    const place = (slot: number): number => {
      const entry = 4 + slot * 2;
      const offset = entry + 2 > size ? 0 : this.#view.getUint16(slots + entry, true);
      return offset === 0 ? 0 : at + offset;
    };
    for (const [name, slot] of Object.entries(shape)) {
      const here = place(Number(name));
      if (here === 0) continue;
      const before = place(Number(name) - 1);
      this.#slot(this.#follow(here), slot, before === 0 ? 0 : this.#view.getUint8(before));
    }
  }

  #slot(at: number, slot: Slot, choice: number): void {
    switch (slot.kind) {
      case "text":
        this.#vector(at, 1);
        return;
      case "vector":
        this.#vector(at, slot.size);
        return;
      case "table":
        this.#table(at, slot.shape());
        return;
      case "union":
        this.#table(at, slot.shapes[choice]?.() ?? {});
        return;
      case "tables": {
        const shape = slot.shape();
        const count = this.#vector(at, 4);
        for (let i = 0; i < count; i++) this.#table(this.#follow(at + 4 + i * 4), shape);
      }
    }
  }

  #follow(at: number): number {
    return at + this.#view.getUint32(at, true);
  }

  #vector(at: number, size: number): number {
    const count = this.#view.getUint32(at, true);
    if (at + 4 + count * size > this.#view.byteLength) throw new RangeError("a list runs over its end");
    return count;
  }
}

/** @throws RangeError where a message's metadata refers to what lies outside of it. */
export const verifyMessage = (bytes: Uint8Array): void => new Verifier(bytes).root(message);

/**
 * Where the messages of a file begin, dictionaries and batches of rows, from its footer.
 *
 * @throws RangeError where the footer refers to what lies outside of it.
 */
export function verifyFooter(bytes: Uint8Array): { dictionaries: number[]; batches: number[] } {
  const verifier = new Verifier(bytes);
  verifier.root(footer);
  return { dictionaries: verifier.blocks(2), batches: verifier.blocks(3) };
}
