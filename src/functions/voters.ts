import type { DecodedColumn } from "../tables/decode/decode-column.ts";
import { bothValid } from "../tables/decode/validity.ts";
import type { ColumnWindow, TableWindow } from "../tables/windows.ts";
import type { BallotBox } from "./ballot.ts";
import type { NullPolicy, Voter } from "./labeling-function.ts";
import { rowMaker } from "./listed-row.ts";

/** The validity of the listed columns together: 0 where one of them is null. */
export function jointValidity(columns: readonly ColumnWindow[]): Uint8Array | null {
  return columns.reduce<Uint8Array | null>((valid, column) => bothValid(valid, column.valid), null);
}

/** The listed columns of a window; the applier has checked that they exist. */
export function listedColumns(window: TableWindow, names: readonly string[]): ColumnWindow[] {
  return names.map((name) => window.columns.get(name)).filter((column) => column !== undefined);
}

/** A failure to be reported on every row that has the value. */
class Failure {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

function tryVote(voteOf: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return voteOf(value);
  } catch (error) {
    return new Failure(error);
  }
}

function castOrFail(ballots: BallotBox, row: number, vote: unknown): void {
  if (vote instanceof Failure) ballots.fail(row, vote.cause);
  else ballots.castVote(row, vote);
}

/** Marks a dictionary entry that has not been looked at. */
const unseen: unique symbol = Symbol("unseen");

/**
 * A voter that looks at one value of one column. Where the column is a dictionary with repeating entries, each entry
 * is looked at once in the run: labeling functions are pure. `read` says what is looked at instead of the values.
 */
export function valueVoter(
  column: string,
  nulls: NullPolicy,
  voteOf: (value: unknown) => unknown,
  read: (column: DecodedColumn) => ArrayLike<unknown> = ({ values }) => values,
): Voter {
  const votesOfEntries = new WeakMap<object, unknown[]>();
  const ofNull = (): unknown => (nulls === "pass" ? tryVote(voteOf, null) : null);

  const byEntry = (dictionary: NonNullable<ColumnWindow["dictionary"]>, ballots: BallotBox): void => {
    const { codes, valid, entries } = dictionary;
    const values = read(entries);
    let votes = votesOfEntries.get(entries);
    if (votes === undefined) votesOfEntries.set(entries, (votes = new Array<unknown>(values.length).fill(unseen)));
    for (let i = 0; i < ballots.length; i++) {
      const code = codes[i] ?? 0;
      const isNull = valid?.[i] === 0 || entries.valid?.[code] === 0;
      if (isNull) castOrFail(ballots, i, ofNull());
      else {
        if (votes[code] === unseen) votes[code] = tryVote(voteOf, values[code]);
        castOrFail(ballots, i, votes[code]);
      }
    }
  };

  const byRow = (window: ColumnWindow, ballots: BallotBox): void => {
    const values = read(window);
    const { valid } = window;
    for (let i = 0; i < ballots.length; i++) {
      if (valid !== null && valid[i] === 0) {
        castOrFail(ballots, i, ofNull());
        continue;
      }
      try {
        const vote = voteOf(values[i]);
        if (vote !== null) ballots.castVote(i, vote);
      } catch (error) {
        ballots.fail(i, error);
      }
    }
  };

  return (window, ballots) => {
    const [only] = listedColumns(window, [column]);
    if (only === undefined) return;
    if (only.dictionary === null) byRow(only, ballots);
    else byEntry(only.dictionary, ballots);
  };
}

/** What a function sees of a column: its values, with nulls in them if it asks to see nulls. */
function seenValues({ values, valid }: ColumnWindow, nulls: NullPolicy): ArrayLike<unknown> {
  const seen = values as ArrayLike<unknown>;
  return nulls === "abstain" || valid === null ? seen : Array.from(seen, (value, i) => (valid[i] === 0 ? null : value));
}

/**
 * A voter that looks at two or more columns of a row. All rows pass through one object, whose fields are set anew for
 * each row: an object for each row would cost several times the vote.
 */
export function rowVoter(
  columns: readonly string[],
  nulls: NullPolicy,
  voteOf: (row: Record<string, unknown>) => unknown,
): Voter {
  const [first = "", second = "", ...others] = columns;
  const row = rowMaker(columns)();
  return (window, ballots) => {
    const listed = listedColumns(window, columns);
    const valid = nulls === "abstain" ? jointValidity(listed) : null;
    const [firstValues = [], secondValues = [], ...otherValues] = listed.map((column) => seenValues(column, nulls));
    for (let i = 0; i < ballots.length; i++) {
      if (valid !== null && valid[i] === 0) continue;
      // Setting a field whose name changes from one turn of a loop to the next takes twice as long.
      row[first] = firstValues[i];
      row[second] = secondValues[i];
      for (let c = 0; c < others.length; c++) row[others[c] ?? ""] = otherValues[c]?.[i];
      try {
        const vote = voteOf(row);
        if (vote !== null) ballots.castVote(i, vote);
      } catch (error) {
        ballots.fail(i, error);
      }
    }
  };
}

/** How many rows of an awaited function are under way at once. */
const rowsAtOnce = 64;

/** A voter whose votes are awaited, some rows at once. Each row is an object of its own, as it outlives the call. */
export function asyncRowVoter(
  columns: readonly string[],
  nulls: NullPolicy,
  voteOf: (row: Record<string, unknown>) => unknown,
): Voter {
  const makeRow = rowMaker(columns);
  return async (window, ballots) => {
    const listed = listedColumns(window, columns);
    const valid = nulls === "abstain" ? jointValidity(listed) : null;
    const rowAt = (i: number): Record<string, unknown> => {
      const row = makeRow();
      for (const column of listed) row[column.name] = column.valid?.[i] === 0 ? null : column.values[i];
      return row;
    };
    for (let first = 0; first < ballots.length; first += rowsAtOnce) {
      const rows = Array.from({ length: Math.min(rowsAtOnce, ballots.length - first) }, (_, k) => first + k);
      const asked = rows.filter((i) => valid === null || valid[i] === 1);
      const votes = await Promise.all(
        asked.map((i) =>
          Promise.resolve(i)
            .then(() => voteOf(rowAt(i)))
            .catch((error: unknown) => new Failure(error)),
        ),
      );
      votes.forEach((vote, k) => castOrFail(ballots, asked[k] ?? 0, vote));
    }
  };
}
