/** Draws numbers in [0, 1); every choice in the corpus goes through one of these. */
export type Draw = () => number;

/** Words a template may name in braces: `{device}` takes one line of `slots.device`. */
export type Slots = Readonly<Record<string, readonly string[]>>;

/** One of the items, each as likely as the next. */
export function pick<T>(draw: Draw, items: readonly T[]): T {
  const item = items[Math.floor(draw() * items.length)];
  if (item === undefined) throw new Error("pick: nothing to pick from");
  return item;
}

/** One of the keys, as likely as its weight says; weights add up to any positive number. */
export function pickWeighted<K extends string>(draw: Draw, weights: Readonly<Record<K, number>>): K {
  const keys = Object.keys(weights) as K[];
  let left = draw() * keys.reduce((sum, key) => sum + weights[key], 0);
  for (const key of keys) {
    left -= weights[key];
    if (left < 0) return key;
  }
  throw new Error("pickWeighted: the weights must be positive");
}

/** True with the given chance. */
export function chance(draw: Draw, probability: number): boolean {
  return draw() < probability;
}

/**
 * Turns a template into a sentence: `[a|b|]` becomes one of its branches (which may nest), `{slot}` one of the
 * slot's lines (which are templates themselves).
 */
export function expand(draw: Draw, template: string, slots: Slots): string {
  let out = "";
  for (let i = 0; i < template.length; i++) {
    const char = template.charAt(i);
    if (char === "[") {
      const branches = branchesFrom(template, i + 1);
      out += expand(draw, pick(draw, branches.texts), slots);
      i = branches.end;
    } else if (char === "{") {
      const end = template.indexOf("}", i);
      const name = template.slice(i + 1, end);
      const lines = slots[name];
      if (end < 0 || lines === undefined) throw new Error(`expand: no slot "${name}" for "${template}"`);
      out += expand(draw, pick(draw, lines), slots);
      i = end;
    } else {
      out += char;
    }
  }
  return out;
}

function branchesFrom(template: string, start: number): { texts: string[]; end: number } {
  const texts: string[] = [];
  let depth = 0;
  let from = start;
  for (let i = start; i < template.length; i++) {
    const char = template.charAt(i);
    if (char === "[") depth++;
    if (depth === 0 && (char === "|" || char === "]")) {
      texts.push(template.slice(from, i));
      from = i + 1;
    }
    if (char === "]" && depth-- === 0) return { texts, end: i };
  }
  throw new Error(`expand: a bracket is never closed in "${template}"`);
}
