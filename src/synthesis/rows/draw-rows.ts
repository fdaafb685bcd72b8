import { LabelingError } from "../../errors.ts";
import { makeRandom, type Random } from "../../util/random.ts";
import { choose } from "../votes/draw.ts";
import { textOfValue } from "./column-values.ts";
import { expandNodes, mostParts } from "./grammar.ts";
import { addTypos } from "./noise.ts";
import type { TemplateNodes } from "./parse-template.ts";
import type { RowRecipe } from "./recipe.ts";

/** A row that was made up. */
export interface DrawnRow {
  /** The label's code. */
  readonly label: number;
  /** The place of its template among those of the label. */
  readonly template: number;
  /** Values of columns. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** How often a text that was there before is made anew. */
const mostTries = 1000;

/** Makes one row; columns that are templates may mention the others, but not each other. */
function drawRow(recipe: RowRecipe, random: Random): DrawnRow {
  const { templates, balance, grammar, column, maxDepth, typos, lowercase } = recipe;
  const label = choose(balance, random());
  const branches = templates[label] ?? [];
  const template = choose(
    branches.map(({ share }) => share),
    random(),
  );
  const branch = branches[template];
  const values = new Map<string, unknown>();
  const texts = new Map<string, string>();
  const sources = [...(branch?.columns ?? [])];
  const expand = (nodes: TemplateNodes): string =>
    expandNodes(nodes, maxDepth, { grammar, columns: texts, random, left: mostParts });
  for (const [name, source] of sources) {
    if (!("draw" in source)) continue;
    const value = source.draw(random);
    values.set(name, value);
    texts.set(name, textOfValue(value));
  }
  for (const [name, source] of sources) {
    if ("template" in source) values.set(name, expand(source.template));
  }
  for (const [name, value] of values) texts.set(name, textOfValue(value));
  const text = expand(branch?.nodes ?? []);
  const [isLower, typed] = [random() < lowercase, addTypos(text, typos, random)];
  values.set(column, isLower ? typed.toLowerCase() : typed);
  return { label, template, values };
}

/** Makes rows, each from a random stream of its own. @throws LabelingError where distinct texts run out */
export function drawRows(recipe: RowRecipe, where: string): readonly DrawnRow[] {
  const { rows, distinct, column, seed } = recipe;
  const seen = new Set<unknown>();
  return Array.from({ length: rows }, (_, row) => {
    const random = makeRandom(seed, `row ${row}`);
    let drawn = drawRow(recipe, random);
    if (!distinct) return drawn;
    for (let tries = 1; seen.has(drawn.values.get(column)); tries++) {
      if (tries === mostTries) {
        throw new LabelingError("bad_option", {
          where: `${where}, distinct`,
          got: `the same texts over and over after ${row} rows`,
          expected: `${rows} rows that differ`,
          remedy: "Ask for fewer rows, or add templates and rules.",
        });
      }
      drawn = drawRow(recipe, random);
    }
    seen.add(drawn.values.get(column));
    return drawn;
  });
}
