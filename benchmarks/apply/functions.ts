import { batchLabelingFunction, defineTask, keywords, labelingFunction, type AnyLabelingFunction } from "labelwright";
import { keywordLists, predicates } from "./predicates.ts";

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

/** Ten keyword functions. */
export const keywordForm = (): readonly CommentFunction[] =>
  keywordLists.map(([name, label, any]) => keywords(task, { name, column: "text", any, label }));

export type { AnyLabelingFunction };
