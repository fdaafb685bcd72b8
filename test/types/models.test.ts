/**
 * Mistakes that the compiler must find. `tsc` checks this file: an `@ts-expect-error` without an error under it is an
 * error itself. Functions that are never called hold what would also fail when it runs.
 */
import {
  chatModel,
  defineTask,
  modelClient,
  modelFunction,
  type LabelingFunction,
  type NamesInBraces,
  type PromptTemplate,
} from "labelwright";
import { expect, expectTypeOf, test } from "vitest";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const ask = chatModel({ url: "http://localhost:1/v1", model: "m" });
const common = { name: "judge", columns: ["text"], ask } as const;

test("a model function has the types of its task, and its name", () => {
  const func = modelFunction(task, { name: "judge", columns: ["text"], ask, prompt: "Spam?\n{text}" });
  expectTypeOf(func).toExtend<
    LabelingFunction<"ham" | "spam", { readonly text: string; readonly likes: number }, "judge">
  >();
  expectTypeOf(func.name).toEqualTypeOf<"judge">();
  const template: string = process.env["PROMPT"] ?? "{text}";
  expect(modelFunction(task, { ...common, prompt: template }).name).toBe("judge"); // known when it runs
});

test("names in braces are found, doubled braces are not", () => {
  expectTypeOf<NamesInBraces<"Is {text} by {author}?">>().toEqualTypeOf<"text" | "author">();
  expectTypeOf<NamesInBraces<'Answer {{"label": "spam"}}: {text}'>>().toEqualTypeOf<"text">();
  expectTypeOf<NamesInBraces<"{{{text}}}">>().toEqualTypeOf<"text">();
  expectTypeOf<NamesInBraces<"none">>().toEqualTypeOf<never>();
  expectTypeOf<
    PromptTemplate<"{txt}", "text">
  >().toEqualTypeOf<"a column in braces must be listed in columns: {text}">();
});

test("rows and prompts have the listed columns' types", () => {
  modelFunction(task, {
    name: "own",
    columns: ["text", "likes"],
    prompt: (row) => {
      expectTypeOf(row).toEqualTypeOf<{ readonly text: string; readonly likes: number }>();
      return row.text;
    },
    ask: (rows, { signal, prompts }) => {
      expectTypeOf(rows).toEqualTypeOf<readonly { readonly text: string; readonly likes: number }[]>();
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
      expectTypeOf(prompts).toEqualTypeOf<readonly string[]>();
      return Promise.resolve(rows.map(({ likes }) => ({ label: "spam", score: likes })));
    },
  });
  modelFunction(task, {
    name: "nulls",
    columns: ["text"],
    nulls: "pass",
    ask: (rows) => {
      expectTypeOf(rows).toEqualTypeOf<readonly { readonly text: string | null }[]>();
      return Promise.resolve(new Float32Array(rows.length * 2));
    },
  });
});

export function mistakes(): void {
  // @ts-expect-error a label that is misspelled
  modelFunction(task, { ...common, prompt: "{text}", answers: { yes: "Spam" } });
  // @ts-expect-error a column that is misspelled
  modelFunction(task, { ...common, columns: ["txt"], prompt: "{text}" });
  // @ts-expect-error a column in the template that is not listed
  modelFunction(task, { ...common, prompt: "{text} {likes}" });
  // @ts-expect-error a column in the template that is misspelled
  modelFunction(task, { ...common, prompt: "Spam?\n{txt}" });
  // @ts-expect-error braces that are not doubled
  modelFunction(task, { ...common, prompt: 'Answer {"label": "spam"}: {text}' });
  // @ts-expect-error a column that the prompt's row does not have
  modelFunction(task, { ...common, prompt: ({ likes }) => String(likes) });
  // @ts-expect-error a prompt that may be null
  modelFunction(task, { ...common, nulls: "pass", prompt: ({ text }) => text });
  // @ts-expect-error no answers
  modelFunction(task, { name: "own", columns: ["text"], ask: (rows) => Promise.resolve(rows.length > 0) });
  // @ts-expect-error answers that are not promised
  modelFunction(task, { name: "own", columns: ["text"], ask: (rows) => rows.map(() => "spam") });
  const own = { name: "own", columns: ["text"], ask: () => Promise.resolve([1]) } as const;
  // @ts-expect-error a label of the similarity that is misspelled
  modelFunction(task, { ...own, similarity: { label: "x", atLeast: 1 } });
  // @ts-expect-error an option that is misspelled
  modelClient({ concurency: 3 });
  // @ts-expect-error prices without one of them
  chatModel({ url: "http://localhost/v1", model: "m", prices: { input: 1 } });
  // @ts-expect-error a format that is not known
  modelFunction(task, { ...common, prompt: "{text}", format: "xml" });
}
