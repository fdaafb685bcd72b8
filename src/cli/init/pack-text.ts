/** The module of a new pack: a labeling function of each kind, with examples. */
export const packText = (name: string): string => String.raw`/**
 * Rules that tell complaints from praise in what customers write. Each is a
 * guess; the label model finds out how far to trust it.
 */
import {
  batchLabelingFunction,
  definePack,
  defineTask,
  expression,
  keywords,
  labelingFunction,
  lookup,
  ontologyFromConcepts,
  ontologyFunction,
  pattern,
} from "labelwright";
import changelog from "./changelog.json" with { type: "json" };

/** What is to be decided, and from which columns. */
const task = defineTask({
  labels: ["complaint", "praise"],
  columns: { text: "utf8", stars: "float64", topic: "utf8" },
  id: "id",
});

const angryWords = keywords(task, {
  name: "angry_words",
  description: "Words of people who want their money back.",
  column: "text",
  any: ["broken", "refund", "terrible", "disappointed", "waste", "worst"],
  none: ["not broken"],
  invariances: ["case"],
  label: "complaint",
});

const kindWords = keywords(task, {
  name: "kind_words",
  description: "Words of thanks.",
  column: "text",
  any: ["thanks", "thank you", "love", "great", "perfect", "lovely"],
  none: ["no thanks", "great disappointment"],
  invariances: ["case"],
  label: "praise",
});

const stillWaiting = pattern(task, {
  name: "still_waiting",
  description: "Something that has not happened yet.",
  column: "text",
  pattern: /\b(?:still|again) (?:waiting|no|not)\b/i,
  label: "complaint",
});

const topicOf = lookup(task, {
  name: "topic_of",
  description: "What people write about on the form, where they chose a topic.",
  column: "topic",
  in: { returns: "complaint", repairs: "complaint", compliments: "praise" },
});

/** What may go wrong: names of a thing are those of its kinds, too. */
const faults = ontologyFromConcepts([
  { concept: "fault", label: ["fault", "faulty"] },
  { concept: "damage", label: ["damaged", "scratched"], broader: "fault" },
  { concept: "delay", label: ["late", "delayed"], broader: "fault" },
]);

const namesFault = ontologyFunction(task, {
  name: "names_fault",
  description: "Something that went wrong, by one of its names.",
  column: "text",
  ontology: faults,
  concept: "fault",
  label: "complaint",
});

const shouting = labelingFunction(task, {
  name: "shouting",
  description: "Text in capitals.",
  columns: ["text"],
  labels: ["complaint"],
  vote: ({ text }) =>
    /[A-Z]{2}.*[A-Z]{2}/.test(text) && text === text.toUpperCase()
      ? "complaint"
      : null,
});

/** A function of many rows at once, from a parameter. */
const longMessage = (characters: number) =>
  batchLabelingFunction(task, {
    name: "long_message",
    description: "Who is content is brief.",
    columns: ["text"],
    labels: ["complaint"],
    vote: ({ text }, ballot) => {
      for (let row = 0; row < ballot.length; row++) {
        if ((text.values[row]?.length ?? 0) > characters)
          ballot.cast(row, "complaint");
      }
    },
  });

/** A condition on numbers, from a parameter. */
const manyStars = (minStars: number) =>
  expression(task, {
    name: "many_stars",
    description: "People who rate high.",
    when: "stars >= " + minStars,
    label: "praise",
  });

const fewStars = expression(task, {
  name: "few_stars",
  description: "People who rate low.",
  when: "stars <= 2",
  label: "complaint",
});

export default definePack({
  name: ${JSON.stringify(name)},
  version: "0.1.0",
  description: "Complaints and praise in messages of customers.",
  task,
  // What users may set: labelwright run ... --set minStars=5
  parameters: { minStars: 4, longMessage: 140 },
  functions: ({ minStars, longMessage: characters }) => [
    angryWords,
    kindWords,
    stillWaiting,
    topicOf,
    namesFault,
    shouting,
    longMessage(characters),
    manyStars(minStars),
    fewStars,
  ],
  // Rows on which functions vote, and rows on which they abstain: npm test
  // tells whether it is so.
  examples: {
    angry_words: {
      votes: { complaint: [{ text: "The lid was broken" }] },
      abstains: [
        { text: "It is not broken after all" },
        { text: "Nice colors" },
      ],
    },
    kind_words: {
      votes: { praise: [{ text: "Thank you so much" }] },
      abstains: [{ text: "Another one? No thanks" }],
    },
    still_waiting: {
      votes: { complaint: [{ text: "I am still waiting for an answer" }] },
      abstains: [{ text: "No waiting at all" }],
    },
    topic_of: {
      votes: {
        complaint: [{ topic: "returns" }],
        praise: [{ topic: "compliments" }],
      },
      abstains: [{ topic: "shipping" }, { topic: null }],
    },
    names_fault: {
      votes: { complaint: [{ text: "Two days late" }] },
      abstains: [{ text: "See you later" }],
    },
    shouting: {
      votes: { complaint: [{ text: "WHERE IS MY ORDER" }] },
      abstains: [{ text: "Where is my order" }, { text: "OK" }],
    },
    long_message: { abstains: [{ text: "Short and good" }] },
    many_stars: {
      votes: { praise: [{ stars: 5 }] },
      abstains: [{ stars: 3 }, { stars: null }],
    },
    few_stars: {
      votes: { complaint: [{ stars: 1 }] },
      abstains: [{ stars: 3 }],
    },
  },
  changelog,
});
`;
