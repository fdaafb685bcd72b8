import { LabelingError, type ErrorCode } from "../../errors.ts";

/** A way from the root of a document to one of its values: names of fields and places in arrays. */
export type JsonPath = readonly (string | number)[];

/** What is wrong with a document. */
export interface Problem {
  readonly path: JsonPath;
  readonly got: string;
  readonly expected?: string | undefined;
  readonly remedy?: string | undefined;
}

const plainName = /^[A-Za-z_]\w{0,60}$/;

/** A path as messages show it: `$.functions[2].any[0]`. */
export function showPath(path: JsonPath): string {
  const parts = path.map((part) => {
    if (typeof part === "number") return `[${part}]`;
    return plainName.test(part) ? `.${part}` : `[${JSON.stringify(part.slice(0, 60))}]`;
  });
  return `$${parts.join("")}`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** The name of the labeling function that a path leads into; null where it leads elsewhere. */
function functionAt(document: unknown, [field, place]: JsonPath): string | null {
  if (!isObject(document)) return null;
  if (field === "examples" && typeof place === "string") return place;
  if (field !== "functions" || typeof place !== "number" || !Array.isArray(document["functions"])) return null;
  const func: unknown = document["functions"][place];
  const name = isObject(func) && Object.hasOwn(func, "name") ? func["name"] : null;
  return typeof name === "string" && name !== "" ? name : `number ${place + 1}`;
}

const quoted = (name: string): string =>
  /^number \d+$/.test(name) ? name : JSON.stringify(name.length > 60 ? `${name.slice(0, 57)}...` : name);

/** A problem as an error that names where the document came from, the labeling function and the path. */
export function problemError(
  code: ErrorCode,
  problem: Problem,
  document: unknown,
  source: string,
  cause?: unknown,
): LabelingError {
  const { path, got, expected, remedy } = problem;
  const func = functionAt(document, path);
  const where = [source, ...(func === null ? [] : [`labeling function ${quoted(func)}`]), showPath(path)].join(", ");
  return new LabelingError(code, {
    where,
    got,
    ...(expected === undefined ? {} : { expected }),
    ...(remedy === undefined ? {} : { remedy }),
    details: { path: showPath(path), function: func },
    ...(cause === undefined ? {} : { cause }),
  });
}
