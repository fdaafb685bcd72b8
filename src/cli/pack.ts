import { type Command } from "commander";
import { loadPack } from "../packs/load-pack.ts";
import type { AnyPack } from "../packs/pack.ts";
import { unknownParameter, type PackParameters, type ParameterValue } from "../packs/parameters.ts";
import { withParameters } from "../packs/with-parameters.ts";
import { describe } from "../util/checks.ts";
import type { CommandContext } from "./context.ts";
import { badUsage } from "./errors.ts";
import { parseValues } from "./option-values.ts";

/** Options of commands that load a rule pack. */
export interface PackOptions {
  /** Values of the pack's parameters, as `name=value`. @defaultValue the pack's own */
  readonly set?: readonly (readonly [name: string, value: string])[] | undefined;
}

/** What the argument that names a pack may be. */
export const packArgument =
  "module whose default export is definePack({...}) (.ts .mts .js .mjs .cjs), a pack in JSON, or the name of a package";

/** Reads `name=value`; the option may be repeated. */
const collectSettings =
  (option: string) =>
  (text: string, before: NonNullable<PackOptions["set"]> = []): NonNullable<PackOptions["set"]> => {
    const cut = text.indexOf("=");
    const name = text.slice(0, Math.max(cut, 0)).trim();
    if (name === "") throw badUsage(option, describe(text), "a parameter of the pack and its value: name=value");
    if (before.some(([other]) => other === name)) throw badUsage(option, `"${name}" more than once`, "each name once");
    return [...before, [name, text.slice(cut + 1)]];
  };

/** Adds `--set`; or `--set-a` and its like, where there are several packs. */
export function addSetOption(command: Command, which?: "a" | "b"): Command {
  const option = which === undefined ? "--set" : `--set-${which}`;
  const whose = which === undefined ? "the pack" : `pack ${which}`;
  return command.option(
    `${option} <name=value>`,
    `the value of a parameter of ${whose}, lists as in CSV; may be repeated (default: the pack's own)`,
    collectSettings(option),
  );
}

/** A text as a value of the kind that a parameter has now. */
function valueLike(now: ParameterValue, text: string, option: string): ParameterValue {
  const number = (part: string): number => {
    const value = part.trim() === "" ? NaN : Number(part);
    if (Number.isFinite(value)) return value;
    throw badUsage(option, describe(part), "a number");
  };
  if (typeof now === "string") return text;
  if (typeof now === "number") return number(text);
  if (typeof now === "boolean") {
    if (text === "true" || text === "false") return text === "true";
    throw badUsage(option, describe(text), "true or false");
  }
  const parts = text.trim() === "" ? [] : parseValues(text, option);
  return typeof now[0] === "number" ? parts.map(number) : parts;
}

/** The values that `--set` gives to parameters of a pack. */
function readSettings(pack: AnyPack, settings: PackOptions["set"] = [], option = "--set"): PackParameters {
  const entries = settings.map(([name, text]) => {
    const now = Object.hasOwn(pack.parameters, name) ? pack.parameters[name] : undefined;
    if (now === undefined) throw unknownParameter(name, Object.keys(pack.parameters), option);
    return [name, valueLike(now, text, `${option} ${name}`)] as const;
  });
  return Object.fromEntries(entries);
}

/** Loads the pack that a command is given, with the parameters that are set. */
export async function openPack(
  path: string,
  options: PackOptions,
  context: CommandContext,
  option?: string,
): Promise<AnyPack> {
  const pack = await loadPack(path, { modules: context.packModules });
  return withParameters(pack, readSettings(pack, options.set, option));
}

/** What the results of a command tell of the pack: its parameters too, where it has any. */
export function packFacts({ name, version, fingerprint, parameters }: AnyPack): Readonly<Record<string, unknown>> {
  return { name, version, fingerprint, ...(Object.keys(parameters).length === 0 ? {} : { parameters }) };
}
