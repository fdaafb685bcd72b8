import { BallotBox, type FailureHandler } from "../functions/ballot.ts";
import { nounOf } from "../functions/function-noun.ts";
import { rowsAtOnceOf, type AnyLabelingFunction } from "../functions/labeling-function.ts";
import type { AnyTask } from "../labels/task.ts";
import type { Fault, FaultReport } from "../matrix/faults.ts";
import { makeTimings, type FunctionTiming } from "../matrix/timings.ts";
import type { VoteArray } from "../matrix/vote-array.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import type { DecodedColumn } from "../tables/decode/decode-column.ts";
import { checkColumns, checkTable } from "../tables/schema.ts";
import { tableWindows, windowSize } from "../tables/windows.ts";
import type { ProgressHandler } from "../util/progress.ts";
import { checkFunctions } from "./check-functions.ts";
import { FaultLog } from "./fault-log.ts";
import { checkFaultOptions, type FaultOptions, type FaultRules } from "./fault-options.ts";
import { withLargeBatches } from "./large-batches.ts";
import { planSteps, type VotingStep } from "./steps.ts";
import { WindowProgress } from "./window-progress.ts";
import { checkAborted, linkedController, untilAborted } from "../util/aborted.ts";

/** Consecutive rows of a table, which begin and end where its windows do. */
export interface RowRange {
  readonly from: number;
  /** The row after the last one. */
  readonly to: number;
}

/** How one table is gone through. */
export interface PassOptions {
  /** The functions that vote, by their places, ascending. @defaultValue all */
  readonly only?: readonly number[] | undefined;
  /** Row number of the table's first row in the run, for messages. @defaultValue 0 */
  readonly firstRow?: number | undefined;
  /** The rows of the table to vote on. @defaultValue all */
  readonly range?: RowRange | undefined;
  /** Is told which functions, by their places, are about to vote. @defaultValue nobody */
  readonly onStep?: ((members: readonly number[]) => void) | undefined;
  readonly onProgress?: ProgressHandler | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The votes on one table, of the functions that were asked. */
export interface TableVotes {
  readonly rows: number;
  /** Label codes by function, then row. */
  readonly votes: readonly VoteArray[];
  readonly confidences: readonly (Float32Array | null)[];
  /** By function: whether a later run would get the same votes. Not where something outside failed. */
  readonly isFinal: readonly boolean[];
  /** The failures on this table; rows count from the start of the run. */
  readonly faults: FaultReport;
}

/** Rows at a time where votes are awaited, unless a function wants more. */
const awaitedWindowSize = 256;

/** Rows that are looked at together. */
function windowSizeOf(functions: readonly AnyLabelingFunction[]): number {
  const awaited = functions.filter((func) => func.async);
  if (awaited.length === 0) return windowSize;
  return Math.min(windowSize, Math.max(...awaited.map((func) => rowsAtOnceOf(func) ?? 0), awaitedWindowSize));
}

function requiredColumns(functions: readonly AnyLabelingFunction[], task: AnyTask): AnyTask["columns"] {
  const listed = new Set(functions.flatMap((func) => func.columns));
  return Object.fromEntries(Object.entries(task.columns).filter(([column]) => listed.has(column)));
}

/**
 * Applies the same labeling functions to one table after another. What is made once for a run is made here: the
 * automaton of a text scan, the votes on dictionary entries, the count of faults, the time each function takes.
 */
export class Applier {
  readonly functions: readonly AnyLabelingFunction[];
  readonly task: AnyTask;
  /** The columns that the functions read, with the types that the task declares. */
  readonly columns: AnyTask["columns"];
  /** What is done with failures. */
  readonly rules: FaultRules;
  readonly #where: string;
  readonly #faults: FaultLog;
  readonly #all: readonly number[];
  /** By the places of the functions that vote; planned when they first do, as an automaton takes its time. */
  readonly #plans = new Map<string, readonly VotingStep[]>();
  /** Rows that are looked at together, at most. */
  readonly windowSize: number;
  readonly #dictionaries = new WeakMap<object, DecodedColumn>();
  readonly #milliseconds: Float64Array;

  /** @throws LabelingError for functions that cannot vote together, and options that make no sense. */
  constructor(functions: readonly AnyLabelingFunction[], options: FaultOptions, where: string) {
    this.task = checkFunctions(functions, where);
    this.functions = functions;
    this.#where = where;
    const names = functions.map((func) => func.name);
    this.rules = checkFaultOptions(options, names, where);
    this.#faults = new FaultLog(names, this.rules, nounOf(this.task));
    this.#all = functions.map((_, j) => j);
    this.columns = requiredColumns(functions, this.task);
    this.windowSize = windowSizeOf(functions);
    this.#milliseconds = new Float64Array(functions.length);
  }

  /** The failures so far. */
  get faults(): FaultReport {
    return this.#faults.report();
  }

  /** How long each function has taken so far, for results. */
  get timings(): readonly FunctionTiming[] {
    return makeTimings(
      this.functions.map((func) => func.name),
      this.milliseconds,
    );
  }

  /** Milliseconds each function has taken so far; what functions do together is shared evenly among them. */
  get milliseconds(): readonly number[] {
    return Array.from(this.#milliseconds);
  }

  /** Counts milliseconds that the functions took elsewhere. */
  addTimes(milliseconds: readonly number[]): void {
    milliseconds.forEach((each, j) => (this.#milliseconds[j] = (this.#milliseconds[j] ?? 0) + each));
  }

  /**
   * Counts failures that were found elsewhere: by another applier, or on an earlier day.
   *
   * @returns false, and nothing is counted, where they would end the run: then apply the function, for its error.
   */
  countFaults(place: number, count: number, kept: readonly Fault[]): boolean {
    return this.#faults.add(place, count, kept);
  }

  /** As `countFaults`, for some functions together: either all of their failures are counted, or none. */
  countReport(report: FaultReport, only: readonly number[] = this.#all): boolean {
    return this.#faults.addAll(report, only);
  }

  /** The columns that some functions read, with the types that the task declares. */
  columnsOf(places: readonly number[]): AnyTask["columns"] {
    return requiredColumns(this.#functionsAt(places), this.task);
  }

  /**
   * @param only The functions that will vote, by their places.
   * @throws LabelingError for a table that lacks a column, or has it with another type.
   */
  checkTable(table: TableShape, only: readonly number[] = this.#all, where: string = this.#where): void {
    checkColumns(checkTable(table, where), this.columnsOf(only), where);
  }

  /** The votes on a table that was checked. */
  async apply(table: TableShape, options: PassOptions = {}): Promise<TableVotes> {
    const { only = this.#all, firstRow = 0, onStep, onProgress = () => undefined, signal } = options;
    const { from, to } = options.range ?? { from: 0, to: table.numRows };
    const steps = this.#stepsOf(only);
    const columns = Object.keys(this.columnsOf(only));
    const awaits = this.#functionsAt(only).some((func) => func.async);
    const isWhole = options.range === undefined;
    const rows = awaits && isWhole ? withLargeBatches(table, columns, this.windowSize / 2) : table;
    const faults = new FaultLog(
      only.map((j) => this.functions[j]?.name ?? ""),
      { policy: "abstain", limits: [], kept: this.rules.kept },
    );
    const boxes = only.map((j, k) => {
      const [ofRun, ofTable] = [this.#faults.handlerOf(j), faults.handlerOf(k)];
      const fail: FailureHandler = (row, error) => {
        ofRun(row, error);
        ofTable(row, error);
      };
      return new BallotBox(this.functions[j] as AnyLabelingFunction, to - from, fail, firstRow + from);
    });
    const report = (done: number): void => {
      onProgress({ task: `applying ${nounOf(this.task)}s`, done, total: to - from });
    };
    checkAborted(signal, this.#where, firstRow);
    const progress = new WindowProgress(boxes, report);
    const cutting = { from, to, dictionaries: this.#dictionaries };
    // What is under way when the run ends with an error is told to stop.
    const { controller, unlink } = linkedController(signal);
    try {
      for (const window of tableWindows(rows, columns, this.windowSize, cutting)) {
        const place = window.firstRow - from;
        const awaited: Promise<void>[] = [];
        progress.begin(place, window.length);
        for (const { members, vote } of steps) {
          checkAborted(signal, this.#where, firstRow + window.firstRow);
          const places = members.map((k) => only[k] ?? 0);
          onStep?.(places);
          const started = performance.now();
          const count = (): void => this.#count(places, performance.now() - started);
          const voting = members.map((k) => (boxes[k] as BallotBox).open(place, window.length));
          const pending = vote(window, voting, controller.signal);
          if (pending === undefined) count();
          else {
            awaited.push(this.#begun(pending, count));
            progress.await(members);
          }
        }
        if (awaited.length > 0) await this.#wait(awaited, signal, firstRow + window.firstRow);
        progress.end(window.length);
        if (!progress.isDue) continue;
        progress.tell();
        await new Promise((resume) => setImmediate(resume));
      }
    } catch (error) {
      controller.abort(error);
      throw error;
    } finally {
      unlink();
    }
    report(to - from);
    return {
      rows: to - from,
      votes: boxes.map((box) => box.votes),
      confidences: boxes.map((box) => box.confidences),
      isFinal: boxes.map((box) => box.isFinal),
      faults: faults.report(),
    };
  }

  /** Shares the milliseconds of a step among its functions. */
  #count(places: readonly number[], milliseconds: number): void {
    for (const j of places) this.#milliseconds[j] = (this.#milliseconds[j] ?? 0) + milliseconds / places.length;
  }

  /** A vote that is under way; nobody may be left to hear that it failed. */
  #begun(pending: Promise<void>, count: () => void): Promise<void> {
    const begun = pending.finally(count);
    begun.catch(() => undefined);
    return begun;
  }

  /** Waits for all that vote at once. Of several failures the first function's counts, whichever came first. */
  async #wait(awaited: readonly Promise<void>[], signal: AbortSignal | undefined, row: number): Promise<void> {
    try {
      const results = await untilAborted(Promise.allSettled(awaited), signal);
      const failed = results.find((result) => result.status === "rejected");
      if (failed !== undefined) throw failed.reason as Error;
    } catch (error) {
      checkAborted(signal, this.#where, row);
      throw error;
    }
  }

  #functionsAt(places: readonly number[]): readonly AnyLabelingFunction[] {
    return places.map((j) => this.functions[j]).filter((func) => func !== undefined);
  }

  /** The steps in which some functions vote; their members are counted among these functions. */
  #stepsOf(places: readonly number[]): readonly VotingStep[] {
    const key = places.join();
    let steps = this.#plans.get(key);
    if (steps === undefined) this.#plans.set(key, (steps = planSteps(this.#functionsAt(places))));
    return steps;
  }
}
