import {
  batchLabelingFunction,
  defineTask,
  expression,
  keywords,
  labelingFunction,
  pattern,
  type AnyLabelingFunction,
} from "labelwright";
import { keywordLists, predicates, type KeywordList } from "./predicates.ts";
import { patterns } from "./word-lists.ts";

/** Comments, as they are in the table. */
export const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });

type CommentFunction = ReturnType<typeof rowForm>[number];

/** Ten functions that look at one row's text at a time. */
export const rowForm = () =>
  predicates.map(([name, label, ask]) =>
    labelingFunction(task, { name, columns: ["text"], vote: ({ text }) => (ask(text) ? label : null) }),
  );

/** The same with a second column, which is null in one row of twenty: the row is then not asked. */
export const twoColumnForm = (): readonly CommentFunction[] =>
  predicates.map(([name, label, ask]) =>
    labelingFunction(task, {
      name,
      columns: ["text", "likes"],
      vote: ({ text, likes }) => (likes >= 0 && ask(text) ? label : null),
    }),
  );

/** Ten functions that look at a batch of texts at a time. */
export const batchForm = (): readonly CommentFunction[] =>
  predicates.map(([name, label, ask]) =>
    batchLabelingFunction(task, {
      name,
      columns: ["text"],
      vote: ({ text }, ballot) => {
        const { values } = text;
        for (let row = 0; row < ballot.length; row++) if (ask(values[row] ?? "")) ballot.cast(row, label);
      },
    }),
  );

/** The ten questions without closures: regular expressions and conditions, which vote the same. */
export const declarativeForm = (): readonly CommentFunction[] => {
  const matching = (name: string, label: "ham" | "spam", regExp: RegExp): CommentFunction =>
    pattern(task, { name, column: "text", pattern: regExp, label });
  const where = (name: string, label: "ham" | "spam", when: string): CommentFunction =>
    expression(task, { name, when, label });
  return [
    matching("has_link", "spam", /https?:\/\//),
    matching("has_money", "spam", /[$£€]\d+/),
    matching("is_shouted", "spam", /[A-Z]{4,}/),
    where("is_excited", "spam", 'contains(text, "!!")'),
    matching("wants_subscribers", "spam", /\bsubscribe\b/i),
    matching("promises_prizes", "spam", /\b(?:win|winner|prize|cash)\b/i),
    where("is_short", "ham", "length(text) < 70"),
    where("is_thankful", "ham", 'contains(lower(text), "thank")'),
    matching("has_long_number", "spam", /\b\d{4,}\b/),
    where("is_question", "ham", 'endsWith(text, "?")'),
  ];
};

/** A keyword function for each list; the usual ten. */
export const keywordForm = (lists: readonly KeywordList[] = keywordLists): readonly CommentFunction[] =>
  lists.map(([name, label, any]) => keywords(task, { name, column: "text", any, label }));

/** Ten functions of one regular expression each. */
export const patternForm = (): readonly CommentFunction[] =>
  patterns.map(([name, label, regExp]) => pattern(task, { name, column: "text", pattern: regExp, label }));

export type { AnyLabelingFunction };
