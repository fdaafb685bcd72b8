/**
 * How a function votes: for each true label, the probabilities to abstain and then to vote for each label, K + 1
 * numbers that sum to 1.
 */
export type VoteTable = readonly (readonly number[])[];

/** A kind of rows, such as hard ones: how functions vote on them. */
export interface RowKind {
  /** For each label, the share of its rows that are of this kind. */
  readonly shares: readonly number[];
  /** A table for each function. */
  readonly tables: readonly VoteTable[];
}

/** A function that repeats what another said, abstentions too. */
export interface Copy {
  readonly copier: number;
  /** Whom it repeats: one that copies nobody after it. */
  readonly leader: number;
  /** How often it does; else it votes by its own table. */
  readonly share: number;
  /** How much of what it repeats is kept: below 1, it covers less than its leader. @defaultValue 1 */
  readonly keep?: number;
}

/** How votes are made. Given its label and its kind, the functions vote independently on a row, apart from copies. */
export interface VotePlan {
  readonly rows: number;
  /** The probability of each label. */
  readonly balance: readonly number[];
  readonly kinds: readonly RowKind[];
  readonly copies: readonly Copy[];
}

/** Whole numbers from 0 to below `count`. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Each of `labels` labels equally often. */
export const uniform = (labels: number): number[] => range(labels).map(() => 1 / labels);

/** Votes on a share of the rows of each label and is right with one accuracy; errors are spread evenly. */
export function evenTable(labels: number, coverage: number | readonly number[], accuracy: number): VoteTable {
  return range(labels).map((y) => {
    const share = typeof coverage === "number" ? coverage : (coverage[y] ?? 0);
    const error = (share * (1 - accuracy)) / (labels - 1);
    return [1 - share, ...range(labels).map((v) => (v === y ? share * accuracy : error))];
  });
}

/** Votes for one label only, on a share of all rows; a share `precision` of those have the label. */
export function oneLabelTable(balance: readonly number[], v: number, coverage: number, precision: number): VoteTable {
  const share = balance[v] ?? 0;
  return balance.map((_, y) => {
    const fires = y === v ? Math.min(0.95, (coverage * precision) / share) : (coverage * (1 - precision)) / (1 - share);
    return [1 - fires, ...balance.map((_each, vote) => (vote === v ? fires : 0))];
  });
}

/** Votes by the same probabilities whatever the label is. */
export function blindTable(coverage: number, votes: readonly number[]): VoteTable {
  return votes.map(() => [1 - coverage, ...votes.map((p) => coverage * p)]);
}

/** A plan in which all rows are of one kind. */
export function simplePlan(
  rows: number,
  balance: readonly number[],
  tables: readonly VoteTable[],
  copies: readonly Copy[] = [],
): VotePlan {
  return { rows, balance, kinds: [{ shares: balance.map(() => 1), tables }], copies };
}

/** How each function votes, kinds of rows and copies averaged: all that a rule can know that takes votes as independent. */
export function averageTables({ balance, kinds, copies }: VotePlan): VoteTable[] {
  const functions = kinds[0]?.tables.length ?? 0;
  const tables = range(functions).map((j) =>
    balance.map((_, y) =>
      [0, ...balance].map((_each, symbol) =>
        kinds.reduce((sum, { shares, tables: own }) => sum + (shares[y] ?? 0) * (own[j]?.[y]?.[symbol] ?? 0), 0),
      ),
    ),
  );
  for (const { copier, leader, share, keep = 1 } of copies) {
    tables[copier] = balance.map((_, y) =>
      [0, ...balance].map((_each, symbol) => {
        const repeated = keep * (tables[leader]?.[y]?.[symbol] ?? 0) + (symbol === 0 ? 1 - keep : 0);
        return share * repeated + (1 - share) * (tables[copier]?.[y]?.[symbol] ?? 0);
      }),
    );
  }
  return tables;
}
