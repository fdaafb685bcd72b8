import type { Random } from "../../util/random.ts";

const letter = /\p{L}/u;

/** A word with a letter left out, doubled, or changed with the next. */
function mistype(word: string, random: Random): string {
  const chars = Array.from(word);
  const at = Math.floor(random() * chars.length);
  const how = Math.floor(random() * 3);
  const [here = "", next = ""] = [chars[at], chars[at + 1]];
  if (how === 0 && chars.length > 3) chars.splice(at, 1);
  else if (how === 1) chars.splice(at, 1, here, here);
  else if (next !== "") chars.splice(at, 2, next, here);
  return chars.join("");
}

/** Text with typing errors in a share of its words of three letters or more. */
export function addTypos(text: string, share: number, random: Random): string {
  if (share === 0) return text;
  return text
    .split(/(\s+)/)
    .map((word) => {
      const isLong = Array.from(word).filter((char) => letter.test(char)).length >= 3;
      return isLong && random() < share ? mistype(word, random) : word;
    })
    .join("");
}
