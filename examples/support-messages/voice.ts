import { chance, pick, pickWeighted, type Draw } from "./grammar.ts";

/** How somebody writes: in whole sentences, quickly in lower case, or angrily. */
export type Voice = "tidy" | "casual" | "angry";

const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\bplease\b/gi, "pls"],
  [/\byou\b/gi, "u"],
  [/\bbecause\b/gi, "cuz"],
  [/\bthanks\b/gi, "thx"],
  [/\bwithout\b/gi, "w/o"],
  [/\bwant to\b/gi, "wanna"],
  [/\bgoing to\b/gi, "gonna"],
  [/\bpeople\b/gi, "ppl"],
  [/\breally\b/gi, "rly"],
  [/\band\b/gi, "&"],
  [/\bI don't know\b/gi, "idk"],
  [/\bby the way\b/gi, "btw"],
  [/\bmessage\b/gi, "msg"],
];

const KEYBOARD_NEIGHBORS: Readonly<Record<string, string>> = {
  a: "s",
  b: "v",
  c: "x",
  d: "s",
  e: "r",
  f: "g",
  g: "h",
  h: "j",
  i: "o",
  k: "l",
  l: "k",
  m: "n",
  n: "b",
  o: "p",
  p: "o",
  r: "t",
  s: "d",
  t: "y",
  u: "i",
  v: "b",
  w: "e",
  y: "u",
};

/** Rewrites English text the way the voice would. Other languages only get the anger and the missing capitals. */
export function speak(draw: Draw, text: string, voice: Voice): string {
  if (voice === "casual") return casual(draw, text);
  if (voice === "angry") return angry(draw, text);
  return text;
}

function casual(draw: Draw, text: string): string {
  let out = text;
  for (const [long, short] of SHORT_FORMS) if (chance(draw, 0.3)) out = out.replace(long, short);
  if (chance(draw, 0.7)) out = out.toLowerCase();
  if (chance(draw, 0.4)) out = out.replace(/(\p{L})['’](\p{L})/gu, "$1$2");
  if (chance(draw, 0.4)) out = out.replace(/[.,](?=\s|$)/g, pick(draw, ["", "", "..", " -"]));
  return chance(draw, 0.3) ? out.replace(/[.!]+$/, "") : out;
}

function angry(draw: Draw, text: string): string {
  let out = text.replace(/[.!?]+$/, pick(draw, ["!!", "!!!", "???", "?!", "!"]));
  if (chance(draw, 0.18)) return out.toUpperCase();
  // One or two words are shouted.
  const words = out.split(" ");
  for (let i = 0; i < 2; i++) {
    const at = Math.floor(draw() * words.length);
    if (/^\p{Ll}{3,}[.,!?]*$/u.test(words[at] ?? "")) words[at] = (words[at] ?? "").toUpperCase();
  }
  out = words.join(" ");
  return chance(draw, 0.3)
    ? `${out} ${pick(draw, ["Unacceptable.", "Seriously?", "WTF", "I am so done.", "Really disappointed.", "This is a joke."])}`
    : out;
}

/** Puts typing errors into `count` words of five letters or more; addresses and numbers are left alone. */
export function mistype(draw: Draw, text: string, count: number): string {
  const words = text.split(" ");
  for (let i = 0; i < count; i++) {
    const at = Math.floor(draw() * words.length);
    const word = words[at] ?? "";
    if (/^\p{L}{5,}[.,!?]*$/u.test(word)) words[at] = slip(draw, word);
  }
  return words.join(" ");
}

function slip(draw: Draw, word: string): string {
  const at = 1 + Math.floor(draw() * 3);
  const [before, char, next, after] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
  switch (pickWeighted(draw, { swap: 4, drop: 3, double: 2, neighbor: 2 })) {
    case "swap":
      return before + next + char + after;
    case "drop":
      return before + next + after;
    case "double":
      return before + char + char + next + after;
    case "neighbor":
      return before + (KEYBOARD_NEIGHBORS[char] ?? char) + next + after;
  }
}
