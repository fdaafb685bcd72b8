import { LabelingError } from "../../errors.ts";
import { listNames } from "../../util/checks.ts";
import type { TablePart } from "./part.ts";
import type { FileColumns, PartBytes } from "./parted-file.ts";

/**
 * Looks for the columns wanted in JSON Lines, where a row may lack any of them, so that only the whole data set can tell
 * whether a name is misspelled.
 */
export class JsonKeys {
  readonly #unseen: Set<string>;
  readonly #warn: (message: string) => void;
  #lines: string | null = null;
  #isSure = true;

  constructor(only: readonly string[] | null, warn: (message: string) => void) {
    this.#unseen = new Set(only);
    this.#warn = warn;
  }

  /** Other formats have a schema, which is checked. */
  seeFile(columns: FileColumns): void {
    if (columns !== null) this.#unseen.clear();
  }

  /** What the rows of a part that is only listed hold is not known. */
  skip(): void {
    this.#isSure = false;
  }

  seePart({ path, rows }: TablePart, [bytes]: PartBytes): void {
    for (const name of this.#unseen) if (keysOf(name).some((key) => bytes?.includes(key))) this.#unseen.delete(name);
    if (this.#lines === null && this.#isSure) {
      for (const name of this.#unseen) this.#warn(`${path}: none of the first ${rows} rows has a column "${name}".`);
    }
    this.#lines = path;
  }

  /** @throws LabelingError `missing_column` for columns that no row has. */
  finish(): void {
    const [column] = this.#unseen;
    if (column === undefined || this.#lines === null || !this.#isSure) return;
    throw new LabelingError("missing_column", {
      where: this.#lines,
      got: `no row has a column named ${listNames([...this.#unseen])}`,
      remedy: "Check the spelling, or rename the column.",
      details: { column },
    });
  }
}

/** The ways in which JSON is written: as it is, in ASCII alone, and with escaped slashes. */
function keysOf(name: string): string[] {
  const plain = JSON.stringify(name);
  const ascii = plain.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return [plain, ascii, plain.replaceAll("/", "\\/"), ascii.replaceAll("/", "\\/")];
}
