import { describe, expect, test } from "vitest";

import { example, sentences } from "../../examples/ontology/example.ts";
import { readNouns, senses } from "../../examples/ontology/wordnet.ts";

describe("examples/ontology", () => {
  test("labels sentences by what WordNet calls food and animals", async () => {
    const pieces: string[] = [];
    await example((piece) => pieces.push(String(piece)));
    const text = pieces.join("\n");
    expect(text).toContain("Ontology: 82192 concepts, 146547 labels, 84505 links");
    expect(text).toContain("The beagle next door barks at every postman.\n  food: -, animal: animal, either: animal");
    expect(text).toContain("Cheddar is cheaper than brie this week.\n  food: food, animal: -, either: food");
    expect(text).toContain("Feed the hamster some celery before you leave.\n  food: food, animal: animal, either: -");
    expect(text).toContain("Please sign both copies of the contract.\n  food: -, animal: -, either: -");
    expect(sentences.every((sentence) => text.includes(sentence))).toBe(true);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  test("reads synonyms, what they are narrower than, and senses", () => {
    const ontology = readNouns();
    const sense = senses();
    const dog = sense("dog");
    expect(ontology.labels(dog).map(({ text }) => text)).toEqual(["dog", "domestic dog", "Canis familiaris"]);
    expect(ontology.broader(dog).map(({ label }) => label)).toContain("animal");
    expect(ontology.terms(dog)).toContain("beagle");
    expect(() => sense("dog", 99)).toThrow('WordNet has 7 senses of the noun "dog", not 99');
  });
});
