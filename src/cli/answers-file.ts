import { type Table, Utf8, vectorFromArray } from "apache-arrow";
import type { LabelModel } from "../label-models/label-model.ts";
import type { LabelSet } from "../labels/label-set.ts";
import { votesFromAnswers } from "../matrix/answers.ts";
import { PatternBuilder } from "../matrix/pattern-builder.ts";
import { VotePatterns } from "../matrix/vote-patterns.ts";
import { sourceOf } from "../matrix/vote-source.ts";
import { listNames } from "../util/checks.ts";
import { hasColumn, readTexts } from "./columns.ts";
import type { AnswerColumns } from "./option-values.ts";

/** How crowd answers are read. */
export interface AnswersReading {
  readonly columns: AnswerColumns;
  /** Spellings of "no answer". */
  readonly abstain: readonly string[];
  readonly labels: LabelSet | undefined;
  /** The model that will be used on the answers: it fixes the workers. */
  readonly model?: LabelModel | undefined;
  readonly warn: (message: string) => void;
}

/** The table with other spellings of "no answer" taken out. */
export function withoutSpellings(table: Table, column: string, spellings: readonly string[]): Table {
  if (spellings.length === 0 || !hasColumn(table, column)) return table;
  const texts = readTexts(table, column, "answers");
  const kept = texts.map((text) => (text !== null && spellings.includes(text) ? null : text));
  return table.setChild(column, vectorFromArray(kept, new Utf8()));
}

/**
 * Answers with the workers of a model, in its order. A worker the model has never seen says nothing that it could
 * weigh: those answers are left out, with a warning.
 */
function withWorkersOf(model: LabelModel, answers: VotePatterns, warn: (message: string) => void): VotePatterns {
  const places = new Map<string, number>(model.functions.map((func, j) => [func.name, j]));
  const placeOf = answers.functions.map((worker) => places.get(worker.name) ?? -1);
  const { offsets, functions, codes } = answers.votes;
  const builder = new PatternBuilder();
  let left = 0;
  for (let u = 0; u < answers.size; u++) {
    const known: (readonly [place: number, code: number])[] = [];
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
      const place = placeOf[functions[i] ?? 0] ?? -1;
      if (place < 0) left++;
      else known.push([place, codes[i] ?? 0]);
    }
    known.sort(([a], [b]) => a - b);
    for (const [place, code] of known) builder.add(place, code);
    builder.close();
  }
  if (left > 0) {
    const strangers = answers.functions.filter((_, j) => placeOf[j] === -1).map((worker) => worker.name);
    const names = listNames(strangers, 4);
    warn(`${left} answers left out: they are of ${strangers.length} workers whom the model does not know (${names}).`);
  }
  return new VotePatterns({
    labels: answers.labels,
    functions: model.functions.map(sourceOf),
    votes: builder.finish(),
    counts: answers.counts,
    rowPatterns: answers.rowPatterns,
    ids: answers.ids,
  });
}

/** Crowd answers, one a row of the table, as votes: workers are the functions, items the rows. */
export function readAnswers(table: Table, reading: AnswersReading): VotePatterns {
  const { columns, labels, abstain, model, warn } = reading;
  const answers = votesFromAnswers(withoutSpellings(table, columns.label, abstain), { ...columns, labels });
  return model === undefined ? answers : withWorkersOf(model, answers, warn);
}
