import type { BallotBox } from "../functions/ballot.ts";
import { voterOf, type AnyLabelingFunction } from "../functions/labeling-function.ts";
import { scanVoter } from "../functions/text-scan/scan-voter.ts";
import { canScan, compileScans } from "../functions/text-scan/text-scan.ts";
import { textSearchOf, type TextSearch } from "../functions/text-scan/text-search.ts";
import type { TableWindow } from "../tables/windows.ts";

/** One step of voting on a window of rows: the votes of one function, or of some that look at the rows together. */
export interface VotingStep {
  /** The functions that vote, by their places. */
  readonly members: readonly number[];
  /** Casts the members' votes, each in its own box, which has been turned to the window. */
  readonly vote: (
    window: TableWindow,
    boxes: readonly BallotBox[],
    signal: AbortSignal | undefined,
  ) => void | Promise<void>;
}

/** A function that looks for something in text. */
interface Searcher {
  readonly place: number;
  readonly search: TextSearch;
}

/**
 * Searches on one column that no terms alone decide are looked for together from this many on: a few regular
 * expressions are faster than a scan, which more or less any number share.
 */
const worthScanning = 4;

const isWorthScanning = (group: readonly Searcher[]): boolean =>
  group.length >= worthScanning || group.some(({ search }) => search.verify === null);

function searchersByColumn(functions: readonly AnyLabelingFunction[]): ReadonlyMap<string, Searcher[]> {
  const groups = new Map<string, Searcher[]>();
  functions.forEach((func, place) => {
    const search = textSearchOf(func);
    if (search === null || !canScan(search)) return;
    groups.set(search.column, [...(groups.get(search.column) ?? []), { place, search }]);
  });
  return groups;
}

function scanSteps(column: string, searchers: readonly Searcher[]): VotingStep[] {
  return compileScans(searchers.map(({ search }) => search)).map(({ scan, places }) => ({
    members: places.map((each) => searchers[each]?.place ?? 0),
    vote: scanVoter(scan, column),
  }));
}

function ownStep(func: AnyLabelingFunction, place: number): VotingStep {
  const vote = voterOf(func);
  return {
    members: [place],
    vote: (window, [box], signal) => (box === undefined ? undefined : vote(window, box, signal)),
  };
}

/** The steps that have every function vote once: one for all that look for words in the same column, one for each other. */
export function planSteps(functions: readonly AnyLabelingFunction[]): readonly VotingStep[] {
  const scans = Array.from(searchersByColumn(functions)).flatMap(([column, group]) =>
    isWorthScanning(group) ? scanSteps(column, group) : [],
  );
  const scanned = new Set(scans.flatMap(({ members }) => members));
  const own = functions.map((func, place) => (scanned.has(place) ? [] : [ownStep(func, place)])).flat();
  return [...own, ...scans]; // what those decode, these need not decode again
}
