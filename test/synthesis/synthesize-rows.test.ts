import { fc, test } from "@fast-check/vitest";
import { inspect } from "node:util";
import { describe, expect } from "vitest";
import { defineTask, isLabelingFunction, keywords, applyLabelingFunctions, synthesizeRows } from "../../src/index.ts";
import { caught } from "../util/caught.ts";

const task = defineTask({
  labels: ["crash", "praise"],
  columns: { text: "utf8", stars: "int32", price: "float64", plan: "utf8", sent: "timestamp", paid: "bool" },
  id: "id",
});
const options = {
  rows: 200,
  templates: {
    crash: ["[Hello, ]my {product} {broke|crashed}.", { text: "{product}: {complaint}", weight: 2 }],
    praise: ["I {love|like[ to use]} my {product}!"],
  },
  rules: {
    product: ["phone", { text: "laptop", weight: 3 }],
    complaint: ["it {broke|froze}", "it froze while {complaint}"],
  },
} as const;
const textsOf = (made: ReturnType<typeof synthesizeRows>): string[] =>
  Array.from(made.table.getChild("text") ?? [], (text) => String(text));

/** What the templates above may become, written by hand. */
const derivable = {
  "template 1 of crash": /^(Hello, )?my (phone|laptop) (broke|crashed)\.$/,
  "template 2 of crash": /^(phone|laptop): (it froze while )*it (broke|froze)$/,
  "template 1 of praise": /^I (love|like( to use)?) my (phone|laptop)!$/,
};

describe("synthesizeRows", () => {
  test.prop([fc.integer(), fc.integer({ min: 1, max: 10 })])(
    "every row is a text of its template, marked as made up, with the label of the template",
    (seed, maxDepth) => {
      const made = synthesizeRows(task, { ...options, seed, maxDepth });
      expect(made.table.numRows).toBe(200);
      textsOf(made).forEach((text, row) => {
        const origin = made.origins[row] as keyof typeof derivable;
        expect(text).toMatch(derivable[origin]);
        expect(origin.endsWith(` of ${made.labels[row]}`)).toBe(true);
        expect(made.table.get(row)?.toJSON()).toMatchObject({
          synthetic: true,
          origin,
          gold: made.labels[row],
          id: `synthetic-${row + 1}`,
        });
      });
    },
  );

  test("alternatives, weights, optional parts and the class balance come as often as they should", () => {
    const made = synthesizeRows(task, { ...options, rows: 20_000, classBalance: { crash: 0.75, praise: 0.25 } });
    const texts = textsOf(made);
    const share = (what: RegExp, among: RegExp): number => {
      const some = texts.filter((text) => among.test(text));
      return some.filter((text) => what.test(text)).length / some.length;
    };
    expect(made.labels.filter((label) => label === "crash").length / 20_000).toBeCloseTo(0.75, 1);
    expect(share(/laptop/, /./)).toBeCloseTo(0.75, 1);
    expect(share(/^Hello/, /my .* (broke|crashed)\.$/)).toBeCloseTo(0.5, 1);
    expect(share(/:/, /broke|crashed|froze/)).toBeCloseTo(2 / 3, 1);
    expect(share(/love/, /^I/)).toBeCloseTo(0.5, 1);
  });

  test("the same seed gives the same rows, more rows begin with them, and a changed template changes its rows alone", () => {
    const [a, more] = [synthesizeRows(task, options), synthesizeRows(task, { ...options, rows: 300 })];
    expect(textsOf(synthesizeRows(task, options))).toEqual(textsOf(a));
    expect(textsOf(more).slice(0, 200)).toEqual(textsOf(a));
    const other = synthesizeRows(task, {
      ...options,
      templates: { ...options.templates, praise: ["Great {product}"] },
    });
    const kept = textsOf(a).filter((text, row) => text === textsOf(other)[row]).length;
    expect(kept).toBe(a.labels.filter((label) => label === "crash").length);
    expect(textsOf(synthesizeRows(task, { ...options, seed: 1 }))).not.toEqual(textsOf(a));
  });

  test("other columns are drawn as told, and may stand in text", () => {
    const made = synthesizeRows(task, {
      rows: 300,
      templates: {
        crash: [{ text: "{stars} stars since {sent}, {plan}", columns: { stars: { from: 1, to: 2 } } }],
        praise: ["{stars} stars for {price} [{plan}]"],
      },
      columns: {
        stars: { from: 3, to: 5 },
        price: { from: 1, to: 2 },
        plan: { text: "{free|pro} {thing}" },
        sent: { dates: { from: "2026-01-01", to: "2026-01-31" } },
        paid: { choices: [true, false], weights: [1, 0] },
      },
      rules: { thing: ["plan"] },
    });
    for (let row = 0; row < 300; row++) {
      const { text, stars, price, plan, sent, paid, gold } = made.table.get(row)?.toJSON() as Record<string, unknown>;
      expect(gold === "crash" ? [1, 2] : [3, 4, 5]).toContain(stars);
      expect(price).toBeGreaterThanOrEqual(1);
      expect(price).toBeLessThan(2);
      expect(plan).toMatch(/^(free|pro) plan$/);
      expect(paid).toBe(true);
      const day = new Date(Number(sent)).toISOString().slice(0, 10);
      expect(day >= "2026-01-01" && day <= "2026-01-31").toBe(true);
      if (gold === "crash") expect(text).toBe(`${String(stars)} stars since ${day}, ${String(plan)}`);
      else
        expect(
          String(text).startsWith(`${String(stars)} stars for ${String(Math.round(Number(price) * 100) / 100)}`),
        ).toBe(true);
    }
  });

  test("columns that are not named are null", () => {
    const { table } = synthesizeRows(task, { ...options, rows: 3 });
    expect(table.getChild("stars")?.nullCount).toBe(3);
  });

  test("distinct: no text twice", () => {
    const made = synthesizeRows(task, { ...options, rows: 20, distinct: true });
    expect(new Set(textsOf(made)).size).toBe(20);
  });

  test("noise: typing errors in some words, some rows without capitals; the label stays", () => {
    const clean = synthesizeRows(task, options);
    const noisy = synthesizeRows(task, { ...options, noise: { typos: 0.3, lowercase: 0.5 } });
    expect(noisy.labels).toEqual(clean.labels);
    const changed = textsOf(noisy).filter((text, row) => text !== textsOf(clean)[row]).length;
    expect(changed).toBeGreaterThan(120);
    expect(textsOf(noisy).filter((text) => /[A-Z]/.test(text)).length).toBeLessThan(
      textsOf(clean).filter((text) => /[A-Z]/.test(text)).length,
    );
  });

  test("a backslash writes the characters themselves", () => {
    const made = synthesizeRows(task, { rows: 1, templates: { crash: ["\\{a\\|b\\} \\[c\\] | d \\\\"] } });
    expect(textsOf(made)).toEqual(["{a|b} [c] | d \\"]);
  });

  test("rules that mention themselves twice do not fill memory", () => {
    const made = synthesizeRows(task, {
      rows: 3,
      templates: { crash: ["{a}"] },
      rules: { a: ["x", { text: "{a}{a}{a}", weight: 1000 }] },
      maxDepth: 100,
    });
    for (const text of textsOf(made)) expect(text.length).toBeLessThan(20_000);
  });

  test("rows are what labeling functions of the task vote on", async () => {
    const froze = keywords(task, { name: "froze", column: "text", any: ["froze"], label: "crash" });
    expect(isLabelingFunction(froze)).toBe(true);
    const made = synthesizeRows(task, options);
    const votes = await applyLabelingFunctions([froze], made.table);
    expect(textsOf(made).map((text) => (text.includes("froze") ? "crash" : null))).toEqual(
      made.labels.map((_, row) => votes.vote(row, "froze")),
    );
  });

  test("is frozen and prints what there is", () => {
    const made = synthesizeRows(task, { ...options, rows: 2, classBalance: { crash: 1, praise: 0 } });
    expect(Object.isFrozen(made) && Object.isFrozen(made.labels)).toBe(true);
    expect(inspect(made)).toBe("2 rows made up: 2 crash, 0 praise");
  });
});

describe("synthesizeRows refuses", () => {
  const with1 = (text: unknown, more: object = {}): (() => unknown) => {
    return () => synthesizeRows(task, { rows: 1, templates: { crash: [text as string] }, ...more });
  };
  const parts =
    "expected text with [optional parts], {rules} and {this|or that}. Write \\{ \\} \\[ \\] \\| for the characters themselves.";
  const at = 'synthesizeRows, templates of "crash", template 1';
  const refused: readonly (readonly [what: string, call: () => unknown, message: string])[] = [
    [
      "a bracket that is not closed",
      with1("my {product"),
      `${at}: a "{" that is not closed, at character 4 of "my {product"; ${parts}`,
    ],
    [
      "a bracket that nothing opened",
      with1("my ]"),
      `${at}: a "]" that nothing opened, at character 4 of "my ]"; ${parts}`,
    ],
    ["an empty name", with1("a {}"), `${at}: "{}", which is no name, at character 3 of "a {}"; ${parts}`],
    ["a template that is no text", with1(7), `${at}: 7; expected a template: text.`],
    [
      "an unknown rule",
      with1("{product}"),
      `${at}: {product}; expected no names, as there are no rules. Add the rule, or write \\{ for the character itself.`,
    ],
    [
      "an unknown rule in a rule",
      with1("{a}", { rules: { a: ["{b}"] } }),
      'synthesizeRows, rule "a": {b}; expected one of "a". Add the rule, or write \\{ for the character itself.',
    ],
    [
      "rules that nothing leads to, though they mention each other",
      with1("x", { rules: { a: ["{b}"], b: ["{a}", "y"] } }),
      'synthesizeRows, rules: "a", "b", which no template leads to; expected rules that templates mention. Mention or remove them.',
    ],
    [
      "rules without end",
      with1("{a}", { rules: { a: ["x {b}"], b: ["y {a}"] } }),
      'synthesizeRows, rules: "a", "b", which mention each other without end; expected rules that come to an end. Give one of them a text that mentions none of them.',
    ],
    [
      "a rule without texts",
      with1("{a}", { rules: { a: [] } }),
      'synthesizeRows, rule "a": no templates; expected an array of at least one template.',
    ],
    [
      "weights of nothing",
      with1("{a}", { rules: { a: [{ text: "x", weight: 0 }] } }),
      'synthesizeRows, rule "a": weights of 0 alone; expected a weight above 0.',
    ],
    [
      "a rule of the name of a column",
      with1("{stars}", { columns: { stars: { from: 1, to: 5 } }, rules: { stars: ["x"] } }),
      'synthesizeRows, rule "stars": the name of a column. Call the rule something else.',
    ],
    [
      "templates of a stranger",
      () => synthesizeRows(task, { rows: 1, templates: { eggs: ["x"] } as never }),
      'synthesizeRows, templates: "eggs"; expected labels among "crash", "praise".',
    ],
    [
      "no templates",
      () => synthesizeRows(task, { rows: 1, templates: {} }),
      "synthesizeRows, templates: no label with templates; expected at least one.",
    ],
    [
      "no options",
      () => synthesizeRows(task, null as never),
      "synthesizeRows: null; expected { rows, templates, ... }.",
    ],
    [
      "a share for a label without templates",
      with1("x", { classBalance: { crash: 0.5, praise: 0.5 } }),
      'synthesizeRows, classBalance: a share for "praise", which has no templates; expected shares of labels with templates that sum to 1.',
    ],
    [
      "shares that do not sum to 1",
      with1("x", { classBalance: { crash: 0.5 } }),
      "synthesizeRows, classBalance: shares that sum to 0.5; expected shares of labels with templates that sum to 1.",
    ],
    [
      "more distinct rows than there are",
      with1("{a|b}", { rows: 3, distinct: true }),
      "synthesizeRows, distinct: the same texts over and over after 2 rows; expected 3 rows that differ. Ask for fewer rows, or add templates and rules.",
    ],
    [
      "a column that is not there",
      with1("x", { columns: { size: { from: 1, to: 2 } } }),
      'synthesizeRows, column "size": no column of the task; expected one of "text", "stars", "price", "plan", "sent", "paid".',
    ],
    [
      "the column of text among the others",
      with1("x", { columns: { text: { text: "x" } } }),
      'synthesizeRows, columns: "text"; expected other columns: templates fill this one.',
    ],
    [
      "numbers for text",
      with1("x", { columns: { plan: { from: 1, to: 2 } } }),
      'synthesizeRows, column "plan": an object with from, to; expected choices or { text }, as the column is utf8.',
    ],
    [
      "an empty range of whole numbers",
      with1("x", { columns: { stars: { from: 1.2, to: 1.4 } } }),
      'synthesizeRows, column "stars": 1.2 to 1.4; expected a range with a whole number.',
    ],
    [
      "dates the wrong way round",
      with1("x", { columns: { sent: { dates: { from: "2026-02-01", to: "2026-01-01" } } } }),
      'synthesizeRows, column "sent": "2026-02-01" to "2026-01-01"; expected two dates, the earlier first.',
    ],
    [
      "no choices",
      with1("x", { columns: { plan: { choices: [] } } }),
      'synthesizeRows, column "plan", choices: an array of 0; expected an array of values.',
    ],
    [
      "weights that do not fit",
      with1("x", { columns: { plan: { choices: ["a"], weights: [1, 2] } } }),
      'synthesizeRows, column "plan", weights: an array of 2; expected 1 numbers of at least 0, not all 0.',
    ],
    [
      "noise above 1",
      with1("x", { noise: { typos: 2 } }),
      "synthesizeRows, noise, typos: 2; expected a number from 0 to 1.",
    ],
    [
      "a depth of 0",
      with1("x", { maxDepth: 0 }),
      "synthesizeRows, maxDepth: 0; expected a whole number from 1 to 100.",
    ],
  ];
  test.each(refused)("%s", (_, call, message) => {
    expect(caught(call).message).toBe(message);
  });

  test("a task whose columns mark rows, and one without text", () => {
    const marked = defineTask({ labels: ["a", "b"], columns: { text: "utf8", gold: "utf8" } });
    expect(caught(() => synthesizeRows(marked, { rows: 1, templates: { a: ["x"] } })).message).toBe(
      'synthesizeRows, task: a column "gold"; expected names other than "synthetic", "origin", "gold", which mark rows as made up.',
    );
    const numbers = defineTask({ labels: ["a", "b"], columns: { n: "int32" } });
    expect(caught(() => synthesizeRows(numbers, { rows: 1, templates: { a: ["x"] } })).message).toBe(
      "synthesizeRows, column: undefined; expected a task with a column of text.",
    );
  });

  test("values that do not fit their column", () => {
    expect(caught(with1("x", { columns: { stars: { choices: ["many"] } } })).message).toMatch(/stars/);
  });
});
