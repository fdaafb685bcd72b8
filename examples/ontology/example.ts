import { applyLabelingFunctions, defineTask, ontologyFunction, summarize, tableFromRows } from "labelwright";
import { readNouns, senses } from "./wordnet.ts";

/** Made-up sentences. */
export const sentences: readonly string[] = [
  "The beagle next door barks at every postman.",
  "We had spaghetti and a glass of milk.",
  "A heron stood in the shallow water.",
  "She baked two loaves of rye bread for the party.",
  "Feed the hamster some celery before you leave.",
  "The train to Leeds was late again.",
  "Our cat brought home a field mouse.",
  "Cheddar is cheaper than brie this week.",
  "Please sign both copies of the contract.",
];

/** Labels sentences by what WordNet calls food and animals. */
export async function example(say: (piece: unknown) => void = console.log): Promise<void> {
  const ontology = readNouns();
  const sense = senses();
  say(ontology);
  const task = defineTask({ labels: ["food", "animal"], columns: { sentence: "utf8" } });
  // To WordNet man is an animal.
  const common = { column: "sentence", ontology, exclude: sense("homo", 2) } as const;
  const functions = [
    ontologyFunction(task, { ...common, name: "food", concept: [sense("food"), sense("food", 2)], label: "food" }),
    ontologyFunction(task, { ...common, name: "animal", concept: sense("animal"), label: "animal" }),
    ontologyFunction(task, {
      ...common,
      name: "either",
      concept: { [sense("food")]: "food", [sense("food", 2)]: "food", [sense("animal")]: "animal" },
    }),
  ];
  for (const { name, labels, terms } of functions) say(`${name}: ${JSON.stringify(terms)} for ${labels?.join(", ")}`);
  const table = tableFromRows(sentences.map((sentence) => ({ sentence })));
  const votes = await applyLabelingFunctions(functions, table);
  sentences.forEach((sentence, row) => {
    const cast = functions.map(({ name }) => `${name}: ${votes.vote(row, name) ?? "-"}`);
    say(`${sentence}\n  ${cast.join(", ")}`);
  });
  say(summarize(votes));
}
