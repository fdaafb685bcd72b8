import type { DecodedColumn } from "../../tables/decode/decode-column.ts";
import { ColumnWindow, type TextCase } from "../../tables/windows.ts";
import type { ValueType } from "./operations.ts";
import { Part, type Rows } from "./part.ts";
import type { RunLoop } from "./run-loops.ts";
import { textsInCase, valuesFor } from "./shared-values.ts";

/** The values of a column. They are decoded when an expression asks for them as they are. */
export class Source extends Part {
  #column: ColumnWindow | DecodedColumn | null = null;

  constructor(type: ValueType) {
    super(type, false);
  }

  /** Turns to a window of rows, or to the entries of a dictionary. */
  open(column: ColumnWindow | DecodedColumn, passNulls: boolean): void {
    this.#column = column;
    this.valid = passNulls ? column.valid : null;
  }

  run(_rows: Rows): void {
    if (this.#column !== null) this.values = valuesFor(this.#column.values, this.type);
  }

  /** Does an operation on its texts as they lie in runs. False where the column is no plain text. */
  loopOverRuns(loop: RunLoop, part: string, textCase: TextCase | null, out: Uint8Array | Float64Array): boolean {
    const column = this.#column;
    if (!(column instanceof ColumnWindow)) return false;
    const [bytes, runs] = [column.textBytes, column.textRuns(textCase)];
    if (bytes === null || runs === null) return false;
    loop(bytes, runs, part, out);
    return true;
  }

  /** Its texts in lower or upper case: worked out once for all functions of a run that ask. */
  inCase(textCase: TextCase): readonly string[] {
    const column = this.#column;
    const texts = column instanceof ColumnWindow ? column.textsInCase(textCase) : null;
    return texts ?? textsInCase((column?.values ?? []) as readonly string[], textCase);
  }
}
