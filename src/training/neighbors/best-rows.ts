/** The most similar rows seen so far, at most `size` of them: by similarity, then by row number. */
export class BestRows {
  readonly size: number;
  /** How many there are. */
  count = 0;
  readonly rows: Int32Array;
  readonly similarities: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.rows = new Int32Array(size);
    this.similarities = new Float64Array(size);
  }

  /** The similarity that a further row must reach; -Infinity while there is room. */
  get least(): number {
    return this.count < this.size ? -Infinity : (this.similarities[this.size - 1] ?? -Infinity);
  }

  /** Takes a row in, if it is among the best. */
  offer(row: number, similarity: number): void {
    const { rows, similarities, size } = this;
    let place = this.count;
    if (place === size) {
      const last = similarities[size - 1] ?? 0;
      if (similarity < last || (similarity === last && row > (rows[size - 1] ?? 0))) return;
      place--;
    } else this.count++;
    for (; place > 0; place--) {
      const before = similarities[place - 1] ?? 0;
      if (before > similarity || (before === similarity && (rows[place - 1] ?? 0) < row)) break;
      similarities[place] = before;
      rows[place] = rows[place - 1] ?? 0;
    }
    similarities[place] = similarity;
    rows[place] = row;
  }

  clear(): void {
    this.count = 0;
  }
}
