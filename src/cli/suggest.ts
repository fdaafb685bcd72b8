import { inspect } from "node:util";
import { Command, InvalidArgumentError } from "commander";
import type { AnyTask } from "../labels/task.ts";
import { suggestKeywords } from "../quality/suggestions/suggest-keywords.ts";
import { suggestPatterns } from "../quality/suggestions/suggest-patterns.ts";
import { suggestThresholds } from "../quality/suggestions/suggest-thresholds.ts";
import type { SuggestOptions } from "../quality/suggestions/options.ts";
import type { FunctionSuggestions } from "../quality/suggestions/suggestions.ts";
import { valueKind } from "../tables/column-types.ts";
import { writeFileAtomically } from "../tables/files/atomic.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { readData, type DataOptions } from "./data-file.ts";
import { at, badUsage } from "./errors.ts";
import { readGold, type GoldOptions } from "./gold.ts";
import { labelsOfRows, readLabels } from "./labels-file.ts";
import { columnNames, parseList, wholeNumber } from "./option-values.ts";
import { addGoldFileOption } from "./options.ts";
import { checkOutModule } from "./output.ts";
import { addSetOption, openPack, packArgument, type PackOptions } from "./pack.ts";
import { voteOnFile } from "./vote-on-file.ts";

/** The kinds of function that are looked for. */
const kinds = ["keywords", "patterns", "thresholds"] as const;
type Kind = (typeof kinds)[number];

/** Options of `labelwright suggest`. */
export interface SuggestCommandOptions extends DataOptions, GoldOptions, PackOptions {
  /** A file of labels to go by in place of gold. */
  readonly labels?: string | undefined;
  /** Text columns to look in. @defaultValue all of the task, the ids aside */
  readonly text?: readonly string[] | undefined;
  /** @defaultValue those that the task has columns for */
  readonly kinds?: readonly Kind[] | undefined;
  /** Only rows on which the pack does not vote count. @defaultValue false */
  readonly uncovered?: boolean | undefined;
  readonly count?: number | undefined;
  readonly minRows?: number | undefined;
  readonly minOdds?: number | undefined;
  /** A module to write. @defaultValue the functions are printed */
  readonly out?: string | undefined;
}

/** One kind of suggestion, for the columns that it looks in. */
interface Found {
  readonly title: string;
  readonly found: FunctionSuggestions;
}

function columnsOf(task: AnyTask, wanted: readonly ("text" | "number" | "time")[]): readonly string[] {
  const columns = Object.entries(task.columns).filter(([name]) => name !== task.id);
  return columns.filter(([, type]) => wanted.some((kind) => kind === valueKind(type))).map(([name]) => name);
}

/** `labelwright suggest`: what a pack could look for besides, by rows whose labels are known. */
export async function suggestFunctions(
  packPath: string,
  dataPath: string,
  options: SuggestCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { out, labels: labelsPath, uncovered = false, count, minRows, minOdds } = options;
  if (out !== undefined) await checkOutModule(out, [packPath, dataPath]);
  const pack = await openPack(packPath, options, context);
  const { task } = pack;
  const data = await readData(dataPath, task, options);
  const rows = { path: dataPath, table: data.table, rows: data.table.numRows, ids: data.ids };
  const gold = labelsPath === undefined ? await readGold(rows, options, task.labels, context.warn) : undefined;
  const labels = labelsPath === undefined ? gold : labelsOfRows(await readLabels(labelsPath), rows, context.warn);
  if (labels === undefined) {
    const remedy = "Label some rows by hand, 50 say, drawn at random; or run the pack and give its labels.";
    throw badUsage("labelwright suggest", "no labels to go by", "--gold, --gold-file or --labels", remedy);
  }
  const votes = uncovered ? await voteOnFile(pack, data, {}, context) : undefined;
  await breathe(context);
  const found: Found[] = [];
  const taken = pack.functions.map((func) => func.name);
  for (const step of steps(task, data.table, options)) {
    found.push(at(dataPath, () => step({ labels, votes, count, minRows, minOdds, taken })));
    taken.push(...(found.at(-1)?.found.functions.map((func) => func.name) ?? []));
    await breathe(context);
  }
  const source = found
    .map((each) => each.found.source)
    .filter((text) => text !== "")
    .join("\n");
  if (out !== undefined) await writeFileAtomically(out, moduleOf(source, found), { signal: context.signal });
  const tables = found.map(({ title, found: each }) => `${title}: ${inspect(each)}`);
  return {
    json: {
      ...(out === undefined ? {} : { out }),
      rows: rows.rows,
      suggestions: found.flatMap(({ found: { suggestions } }) =>
        suggestions.map(({ function: func, ...each }) => ({ name: func.name, kind: func.kind, ...each })),
      ),
    },
    text: [...tables, out === undefined ? source.trimEnd() : `Functions written to ${out}`].join("\n\n").trimEnd(),
  };
}

type Step = (how: SuggestOptions) => Found;

/** What is looked for, one after the other. */
function steps(task: AnyTask, table: Parameters<typeof suggestKeywords>[1], options: SuggestCommandOptions): Step[] {
  const texts = options.text ?? columnsOf(task, ["text"]);
  const numbers = columnsOf(task, ["number", "time"]);
  const wanted = options.kinds ?? kinds;
  return [
    ...(wanted.includes("keywords") ? texts : []).map((column): Step => (how) => ({
      title: `Words in ${column}`,
      found: suggestKeywords(task, table, { ...how, column }),
    })),
    ...(wanted.includes("patterns") ? texts : []).map((column): Step => (how) => ({
      title: `Patterns in ${column}`,
      found: suggestPatterns(task, table, { ...how, column }),
    })),
    ...(wanted.includes("thresholds") && numbers.length > 0 ? [numbers] : []).map((columns): Step => (how) => ({
      title: "Numbers",
      found: suggestThresholds(task, table, { ...how, columns }),
    })),
  ];
}

/** The suggested functions as a module: what makes them is imported, `task` is not. */
function moduleOf(source: string, found: readonly Found[]): string {
  const verbs = found.flatMap(({ found: { functions } }) => functions.map((func) => func.kind));
  const imports = [...new Set<string>(verbs)].sort().join(", ");
  const head = imports === "" ? "" : `import { ${imports} } from "labelwright";\n`;
  return `${head}// Suggested functions, to look through and to paste into a pack: \`task\` is the pack's task.\n\n${source}`;
}

function parseKinds(text: string): readonly Kind[] {
  const given = parseList(text, "--kinds");
  const known = given.filter((kind): kind is Kind => kinds.some((each) => each === kind));
  if (known.length === given.length) return known;
  throw new InvalidArgumentError(`Some of ${kinds.join(", ")} were expected.`);
}

/** How `labelwright suggest` is called. */
export function suggestCommand(): Command {
  const command = new Command("suggest")
    .description("suggest further labeling functions, from some rows whose labels are known")
    .argument("<pack>", packArgument)
    .argument("<data>", "rows to learn from (.arrow .arrows .parquet .csv .jsonl)")
    .option("--id <column>", "the column that names the rows (default: the task's, else id)")
    .option("--gold <column>", "the column of true labels, empty where they are not known (default: gold)")
    .option("--labels <file>", "labels to go by in place of gold, as labelwright run or predict wrote them")
    .option("--text <columns>", "text columns to look in (default: all)", columnNames("--text"))
    .option("--kinds <kinds>", `what to look for (default: ${kinds.join(",")})`, parseKinds)
    .option("--uncovered", "only count rows on which the pack does not vote")
    .option("--count <n>", "most functions for each label, of each kind (default: 20)", wholeNumber("--count", 1))
    .option("--min-rows <n>", "rows on which a function must vote (default: 5)", wholeNumber("--min-rows", 1))
    .option("--min-odds <x>", "how many times the odds of its label must rise (default: 8; of numbers 4)", parseOdds)
    .option("--out <module>", "a TypeScript module to write them to (default: they are printed)");
  return addSetOption(addGoldFileOption(command));
}

function parseOdds(text: string): number {
  const odds = text.trim() === "" ? NaN : Number(text);
  if (odds >= 1) return odds;
  throw badUsage("--min-odds", JSON.stringify(text), "a number of at least 1");
}
