import type { BallotBox } from "../functions/ballot.ts";

/** How often progress is told, and the event loop gets its turn, so that timers and signals are heard. */
const sliceMilliseconds = 50;

/** Tells how far a pass is: after a window, and within one where all functions that are awaited say how far they are. */
export class WindowProgress {
  readonly #report: (done: number) => void;
  /** By function, how many rows of the window have been voted on. */
  readonly #done: number[];
  #place = 0;
  #sliceEnd = performance.now() + sliceMilliseconds;

  constructor(boxes: readonly BallotBox[], report: (done: number) => void) {
    this.#report = report;
    this.#done = boxes.map(() => 0);
    boxes.forEach((box, k) => {
      box.onAdvance = (rows) => {
        this.#done[k] = rows;
        if (this.isDue) this.tell();
      };
    });
  }

  /** A window begins, whose first row is row `place` of the pass. */
  begin(place: number, length: number): void {
    this.#place = place;
    this.#done.fill(length);
  }

  /** Functions, by their boxes, are awaited: they have voted on no row yet. */
  await(boxes: readonly number[]): void {
    for (const k of boxes) this.#done[k] = 0;
  }

  /** The window ends. */
  end(length: number): void {
    this.#done.fill(length);
  }

  /** Whether it is time to tell. */
  get isDue(): boolean {
    return performance.now() >= this.#sliceEnd;
  }

  tell(): void {
    this.#report(this.#place + Math.min(...this.#done));
    this.#sliceEnd = performance.now() + sliceMilliseconds;
  }
}
