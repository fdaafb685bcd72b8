import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import type { Limits } from "./limits.ts";
import { showPath, type JsonPath } from "./problem.ts";

/**
 * Calls back with each bracket, colon and comma of a text and each text in quotes, and where they are; whatever lies
 * between them is passed. One pass: an expression with a repetition would run out of memory on texts of megabytes.
 */
function eachToken(text: string, take: (found: string, at: number) => void): void {
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    if ("{}[]:,".includes(character)) take(character, i);
    else if (character === '"') {
      const start = i++;
      while (i < text.length && text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
      take(text.slice(start, i + 1), start);
    }
  }
}

/** An object or array that is being read. */
interface Open {
  /** The names of an object's fields; null for an array. */
  readonly names: Set<string> | null;
  /** The field or place that is being read. */
  at: string | number;
}

function textError(source: string, got: string, expected: string, remedy?: string, cause?: unknown): LabelingError {
  return new LabelingError("corrupt_file", {
    where: source,
    got,
    expected,
    ...(remedy === undefined ? {} : { remedy }),
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Line and column of a place in a text. */
function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
}

/**
 * Checks what `JSON.parse` would let pass: fields that come twice, of which it keeps the last, and deep nesting, which
 * takes memory. What is no JSON is left to it.
 */
function checkStructure(text: string, limits: Limits, source: string): void {
  const open: Open[] = [];
  const path = (): JsonPath => open.map(({ at }) => at);
  let isName = false;
  eachToken(text, (found, at) => {
    const top = open.at(-1);
    switch (found) {
      case "{":
      case "[":
        open.push({ names: found === "{" ? new Set() : null, at: found === "{" ? "" : 0 });
        isName = found === "{";
        if (open.length > limits.nesting) throw tooDeep(limits.nesting, path().slice(0, 8), source);
        break;
      case "}":
      case "]":
        open.pop();
        isName = false;
        break;
      case ",":
        isName = top !== undefined && top.names !== null;
        if (top !== undefined && typeof top.at === "number") top.at++;
        break;
      case ":":
        break;
      default:
        if (!isName || top === undefined || top.names === null) break;
        isName = false;
        top.at = nameOf(found);
        if (top.names.has(top.at)) {
          throw textError(
            `${source}, ${showPath(path())}`,
            `the field ${describe(top.at)} twice (${placeOf(text, at)})`,
            "each field once",
            "Remove one of them: readers of JSON differ in which one they keep.",
          );
        }
        top.names.add(top.at);
    }
  });
}

/** The name that a text in quotes stands for; the text itself where it is no JSON. */
function nameOf(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}

function tooDeep(limit: number, path: JsonPath, source: string): LabelingError {
  return new LabelingError("too_large", {
    where: `${source}, ${showPath(path)}`,
    got: `more than ${limit} arrays and objects within each other`,
    expected: `at most ${limit}`,
    details: { limit: "nesting" },
  });
}

/** Where `JSON.parse` stopped, by line and column, as far as its message tells. */
function explain(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : describe(error);
  const at = /at position (\d+)/.exec(message)?.[1];
  const isEnd = /end of JSON/.test(message) || Number(at ?? NaN) >= text.trimEnd().length;
  if (isEnd) return `the text ends too early, at ${placeOf(text, text.length)}`;
  return at === undefined ? `it cannot be read: ${message.slice(0, 120)}` : `it cannot be read at ${placeOf(text, Number(at))}`; // prettier-ignore
}

/** A text as a JSON value. Names such as `__proto__` are fields like others. */
export function parseJsonText(text: string, limits: Limits, source: string): unknown {
  if (text.length > limits.bytes) {
    throw new LabelingError("too_large", {
      where: source,
      got: `a text of ${text.length} characters`,
      expected: `at most ${limits.bytes}`,
      remedy: "Where you trust the pack, raise the limit: { limits: { bytes: ... } }.",
      details: { limit: "bytes" },
    });
  }
  checkStructure(text, limits, source);
  try {
    return JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text) as unknown;
  } catch (error) {
    throw textError(source, explain(error, text), "a rule pack in JSON", "Check the end of the file, commas and quotes.", error); // prettier-ignore
  }
}
