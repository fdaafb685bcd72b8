import { foldAnswer, type DeclaredAnswer, type DeclaredAnswers } from "./declared.ts";

/** How a model is told to write its answer: as plain text, or as JSON with the key `label`. */
export type AnswerFormat = "text" | "json";

/** An answer that is understood, or why it is none. */
export type ParsedAnswer =
  /** `start` is where the answer begins in the text. */
  { readonly declared: DeclaredAnswer; readonly start: number } | { readonly why: string };

/** What some models write before they answer. */
const thinking = /^\s*<think>[^]*?<\/think>/;

/** The beginning of a fence around the whole of it. */
const fence = /^\s*```(?:json)?[ \t]*\n/;

/** Of answers longer than any declared by this much, none is looked at. */
const room = 200;

/** What may stand around an answer, and marks that may end it. */
const before = /^[\s"'`*“”‘’«»„]+/;
const after = /[\s"'`*“”‘’«»„.。]+$/;

/** An answer without what may stand around it. */
export const bareAnswer = (text: string): string => text.replace(before, "").replace(after, "");

/** What a text begins with that is not yet the answer. */
export const leadOf = (text: string): number => before.exec(text)?.[0].length ?? 0;

function lookUp(text: string, start: number, declared: DeclaredAnswers): ParsedAnswer {
  if (text.trim().length > declared.longest + room) return { why: "not one of the answers" };
  const found = declared.byText.get(foldAnswer(text)) ?? declared.byText.get(foldAnswer(bareAnswer(text)));
  if (found !== undefined) return { declared: found, start: start + leadOf(text) };
  return { why: text.trim() === "" ? "an empty answer" : "not one of the answers" };
}

const labelKey = /"label"\s*:\s*"/g;

function parseJson(text: string, start: number, declared: DeclaredAnswers): ParsedAnswer {
  const end = text.trimEnd();
  const lead = end.endsWith("```") ? (fence.exec(text)?.[0].length ?? 0) : 0;
  const json = lead > 0 && lead + 3 <= end.length ? text.slice(lead, end.length - 3) : text;
  const jsonStart = start + (json === text ? 0 : lead);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { why: json.trim() === "" ? "an empty answer" : "not JSON" };
  }
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "label"))
    return { why: "JSON without a label" };
  const { label } = value as { readonly label: unknown };
  if (typeof label !== "string") return { why: "JSON whose label is no text" };
  const found = declared.byText.get(foldAnswer(label));
  if (found === undefined) return { why: "JSON whose label is not one of the answers" };
  // JSON.parse takes the last of equal keys. Inside another object the place may be wrong: then there is no confidence.
  const last = Array.from(json.matchAll(labelKey)).at(-1);
  return { declared: found, start: jsonStart + (last === undefined ? json.length : last.index + last[0].length) };
}

/**
 * Reads an answer, strictly: the whole of it must be one of those declared, apart from case, white space around it,
 * quotes around it and a period at its end; or JSON whose `label` is. So no text of a row can bring about any other vote.
 */
export function parseAnswer(text: string, format: AnswerFormat, declared: DeclaredAnswers): ParsedAnswer {
  const start = thinking.exec(text)?.[0].length ?? 0;
  const rest = text.slice(start);
  return format === "json" ? parseJson(rest, start, declared) : lookUp(rest, start, declared);
}
