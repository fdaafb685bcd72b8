import { access, lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { LabelingError } from "../errors.ts";
import type { LabelModel } from "../label-models/label-model.ts";
import { labelModelFromJson } from "../label-models/from-json.ts";
import { isMultiLabelModelJson, multiLabelModelFromJson } from "../label-models/multi-label/from-json.ts";
import { isMultiLabelModel, type MultiLabelModel } from "../label-models/multi-label/model.ts";
import { isClassifier, type Classifier } from "../training/classifier/classifier.ts";
import { classifierFromJson, isClassifierJson } from "../training/classifier/from-json.ts";
import { fileError } from "../tables/files/file-errors.ts";
import { formatOf } from "../tables/files/formats.ts";
import { listNames } from "../util/checks.ts";
import { at, badUsage } from "./errors.ts";

/** Whether two paths lead to one file, also where it is not there yet. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const real = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
  return (await real(a)) === (await real(b));
}

/** Checks, before any work is done, that a file can be written: its folder is there, and it is none of the inputs. */
async function checkOutFile(out: string, inputs: readonly string[], option = "--out"): Promise<void> {
  for (const input of inputs) {
    if (await isSameFile(out, input)) throw badUsage(option, `${out}, which is read from`, "another file");
  }
  try {
    await access(dirname(resolve(out)));
  } catch (error) {
    throw fileError(error, out, "write");
  }
}

/** As above for a table, whose ending must name a format. */
export async function checkOutTable(out: string, inputs: readonly string[], option = "--out"): Promise<void> {
  try {
    formatOf(out, undefined);
  } catch {
    throw badUsage(option, out, "a file ending in .arrow, .arrows, .parquet, .csv or .jsonl");
  }
  await checkOutFile(out, inputs, option);
}

/** As above for a model. */
export async function checkOutModel(out: string, inputs: readonly string[]): Promise<void> {
  if (!out.toLowerCase().endsWith(".json")) throw badUsage("--out", out, "a file ending in .json");
  await checkOutFile(out, inputs);
}

/** As above for TypeScript. */
export async function checkOutModule(out: string, inputs: readonly string[]): Promise<void> {
  if (!/\.[cm]?ts$/i.test(out)) throw badUsage("--out", out, "a file ending in .ts, .mts or .cts");
  await checkOutFile(out, inputs);
}

/** What `run` writes, and what --force may take away. */
const resultFiles: readonly string[] = ["votes.arrow", "labels.arrow", "model.json", "summary.json", "report.html"];

/** Checks that a folder holds nothing but earlier results: --force must not cost anybody his work. */
async function checkOnlyResults(out: string): Promise<void> {
  const others = (await readdir(out)).filter((name) => !resultFiles.includes(name));
  if (others.length === 0) return;
  throw new LabelingError("file_exists", {
    where: out,
    got: `the folder holds more than results: ${listNames(others.sort(), 3)}`,
    expected: "a folder that an earlier run has written",
    remedy: "Choose another folder, or move those files away.",
    details: { path: out },
  });
}

/** Checks, before any work is done, that a folder can be made: its parent is there, and it is not, or may be replaced. */
export async function checkOutFolder(out: string, force: boolean): Promise<void> {
  try {
    await stat(dirname(resolve(out)));
  } catch (error) {
    throw fileError(error, out, "write");
  }
  const old = await lstat(out).catch(() => null);
  if (old === null) return;
  if (force && old.isDirectory()) {
    await checkOnlyResults(out);
    return;
  }
  throw new LabelingError("file_exists", {
    where: out,
    got: `the ${old.isDirectory() ? "folder" : "file"} is already there`,
    remedy: old.isDirectory()
      ? "Choose another folder, or replace this one with --force."
      : "Choose another name for the folder.",
    details: { path: out },
  });
}

const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null;

/** JSON to read and to compare: indented, but lists of numbers or names on one line. The same value gives the same text. */
export function prettyJson(value: unknown, indent = ""): string {
  const inner = `${indent}  `;
  if (isPlain(value)) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) {
    if (value.length === 0 || value.every(isPlain)) return JSON.stringify(value);
    return `[\n${value.map((each) => inner + prettyJson(each, inner)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value as Record<string, unknown>).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, each]) => `${inner}${JSON.stringify(key)}: ${prettyJson(each, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

/** A label model as the text of its file. */
export const modelText = (model: LabelModel | MultiLabelModel): string => `${prettyJson(model.toJSON())}\n`;

/** The JSON of a model's file. @throws LabelingError `file_not_found`, `corrupt_file` */
async function readModelJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw fileError(error, path, "read");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LabelingError("corrupt_file", {
      where: path,
      got: text === "" ? "an empty file" : "text that is not JSON",
      expected: "a label model, as labelwright fit writes it",
      remedy: "Fit the model again.",
      details: { path },
      cause: error,
    });
  }
}

const labelModelOf = (json: unknown): LabelModel | MultiLabelModel =>
  isMultiLabelModelJson(json) ? multiLabelModelFromJson(json) : labelModelFromJson(json);

/**
 * Reads a model from its file: a label model, a multi-label one or a trained classifier, whichever the file says it is.
 *
 * @throws LabelingError `file_not_found`, `corrupt_file`, `unsupported_format`, naming the file.
 */
export async function readAnyModel(path: string): Promise<LabelModel | MultiLabelModel | Classifier> {
  const json = await readModelJson(path);
  return at(path, () => (isClassifierJson(json) ? classifierFromJson(json) : labelModelOf(json)));
}

/** As above, for a command that wants the model of a task with one label a row. */
export async function readModel(path: string): Promise<LabelModel> {
  const model = await readAnyModel(path);
  if (isClassifier(model)) {
    throw new LabelingError("incompatible", {
      where: path,
      got: "a model that labelwright train wrote, which reads rows",
      expected: "a label model, as labelwright fit writes it",
    });
  }
  if (!isMultiLabelModel(model)) return model;
  throw new LabelingError("incompatible", {
    where: path,
    got: "a multi-label model",
    expected: "the model of a task with one label a row",
  });
}

// A terminal obeys control characters; names out of files must not speak to it.
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text that is safe to print: control characters but for line breaks and tabs are replaced. */
export const printable = (text: string): string => text.replace(controls, "\ufffd");
