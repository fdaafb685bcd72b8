/** A rule pack with two mistakes of the kind that no example shows. */
import { definePack, defineTask, keywords, labelingFunction } from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });

const money = keywords(task, { name: "money", column: "text", any: ["cash", "free prize"], label: "spam" });

const bigPrize = labelingFunction(task, {
  name: "big_prize",
  columns: ["text"],
  vote: ({ text }) => {
    if (!text.includes("free prize")) return null;
    const digits = /\d+/.exec(text) as RegExpExecArray; // "there is always an amount"
    return digits[0].length > 3 ? "spam" : null;
  },
});

const polite = labelingFunction(task, {
  name: "polite",
  columns: ["text"],
  invariances: ["case", "white-space"],
  vote: ({ text }) => (/\bthank you\b/i.test(text) ? "ham" : null),
});

export default definePack({
  name: "prizes",
  version: "1.0.0",
  task,
  functions: [money, bigPrize, polite],
  examples: {
    big_prize: { votes: { spam: [{ text: "A free prize of 10000 for you" }] }, abstains: [{ text: "no prize" }] },
    polite: { votes: { ham: [{ text: "Thank you!" }] } },
  },
});
