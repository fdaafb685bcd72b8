import { makeRandom, type Random } from "../../src/util/random.ts";

/** What generated texts look like. */
export interface SpeedTextsSpec {
  readonly rows: number;
  readonly seed: number;
}

/** Texts of two classes, as many of each, and the class of each: 0 or 1. */
export interface SpeedTexts {
  readonly texts: readonly string[];
  readonly classes: Uint8Array;
}

const vocabulary = 20_000;
/** Words that one class has more often: every 3rd, in turn of the one and of the other. */
const tellingStep = 3;
const onsets = "b c d f g h j k l m n p r s t v w z br ch cl dr fl gr pl pr sh sk sl sp st th tr".split(" ");
const vowels = "a e i o u ai ea ee oo ou".split(" ");
const codas = ["", "", "", "l", "m", "n", "r", "s", "t", "nd", "ng", "st"];
const endings = ["", "", "", "", ".", ".", "!", "?", "!!"];

const pick = (from: readonly string[], random: Random): string => from[Math.floor(from.length * random())] ?? "";

function makeWord(random: Random): string {
  let word = "";
  for (let syllables = 1 + Math.floor(3 * random()); syllables > 0; syllables--) {
    word += pick(onsets, random) + pick(vowels, random) + pick(codas, random);
  }
  return word;
}

/** The place of a word: as frequent as words are, the r-th in proportion to 1 / (r + 2). */
const drawPlace = (random: Random): number => Math.floor(2 * ((vocabulary + 2) / 2) ** random() - 2);

/**
 * Makes short texts of 5 to 15 words, 10 on average, of a vocabulary of 20,000. The classes differ in some of their words
 * only, and 3 % of the texts are of the wrong class.
 */
export function speedTexts({ rows, seed }: SpeedTextsSpec): SpeedTexts {
  const random = makeRandom(seed, "benchmark training speed");
  const words = Array.from({ length: vocabulary }, () => makeWord(random));
  const classes = new Uint8Array(rows);
  const texts = Array.from({ length: rows }, (_, row) => {
    const kind = Math.floor(2 * random());
    classes[row] = random() < 0.03 ? 1 - kind : kind;
    const text: string[] = [];
    for (let length = 5 + Math.floor(11 * random()); length > 0; length--) {
      const place = drawPlace(random);
      const isTelling = place % tellingStep === 0;
      // A telling word of the other class is mostly replaced by its neighbor, which is one of this class.
      const isOther = isTelling && (place / tellingStep) % 2 !== kind && random() < 0.85;
      text.push(words[isOther ? (place + tellingStep) % vocabulary : place] ?? "");
    }
    return text.join(" ") + pick(endings, random);
  });
  return { texts, classes };
}
