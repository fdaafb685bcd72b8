import { describeMachine, formatMachine } from "../util/machine.ts";
import { writeResults } from "../util/results.ts";
import { halfInterval, mean } from "../util/statistics.ts";
import { markdownTable, terminalTable, type TableFormat } from "../util/tables.ts";
import { readTextSets } from "../training/text-sets.ts";
import { compareOn, sources, type Draw, type Figures } from "./compare.ts";

const usage = `usage: npm run benchmark:suggestions -- DATA [options]

DATA holds index.json, NAME.votes.csv and NAME.text.jsonl for youtube, sms and trec.

  --labeled N   rows whose labels are known (default 50)
  --draws N     random draws of them (default 10)
  --json FILE   writes all figures
  --markdown    tables in Markdown`;

interface Options {
  readonly data: string;
  readonly labeled: number;
  readonly draws: number;
  readonly json: string | null;
  readonly markdown: boolean;
}

function parse(args: readonly string[]): Options | null {
  const options = { data: "", labeled: 50, draws: 10, json: null as string | null, markdown: false };
  for (let i = 0; i < args.length; i++) {
    const name = args[i] ?? "";
    if (name === "--markdown") options.markdown = true;
    else if (!name.startsWith("--") && options.data === "") options.data = name;
    else {
      const value = args[++i];
      const number = Number(value);
      if (name === "--json" && value !== undefined) options.json = value;
      else if (name === "--labeled" && number >= 2) options.labeled = number;
      else if (name === "--draws" && number >= 1) options.draws = number;
      else return null;
    }
  }
  return options.data === "" ? null : options;
}

const columns: readonly (readonly [title: string, of: (figures: Figures) => number])[] = [
  ["functions", ({ functions }) => functions],
  ["coverage", ({ coverage }) => coverage],
  ["on covered rows", ({ covered }) => covered],
  ["with those rows as gold", ({ coveredWithGold }) => coveredWithGold],
  ["learner, all rows", ({ learner }) => learner],
];

const withInterval = (values: readonly number[]): string =>
  values.length < 2 ? mean(values).toFixed(1) : `${mean(values).toFixed(1)} ± ${halfInterval(values).toFixed(1)}`;

function tableOf(draws: readonly Draw[], format: TableFormat): string {
  const rows = sources.map((source) => [
    source,
    ...columns.map(([title, of]) => {
      const values = draws.map(({ figures }) => of(figures[source]));
      return title === "functions" ? mean(values).toFixed(0) : withInterval(values);
    }),
  ]);
  const gold = withInterval(draws.map(({ goldOnly }) => goldOnly));
  return format(
    ["labels from", ...columns.map(([title]) => title)],
    [...rows, ["the labeled rows alone", "–", "–", "–", "–", gold]],
  );
}

async function main(): Promise<number> {
  const options = parse(process.argv.slice(2));
  if (options === null) {
    console.error(usage);
    return 2;
  }
  const machine = describeMachine();
  console.log(formatMachine(machine));
  const format = options.markdown ? markdownTable : terminalTable;
  const results: Record<string, readonly Draw[]> = {};
  for (const set of await readTextSets(options.data, null)) {
    const draws: Draw[] = [];
    for (let seed = 0; seed < options.draws; seed++) {
      draws.push(await compareOn(set, options.labeled, seed));
      console.error(`${set.name}: draw ${seed + 1} of ${options.draws}`);
    }
    results[set.name] = draws;
    const measure = set.positive === null ? "accuracy" : `F1 of ${set.positive}`;
    const head = `${set.name}, ${measure} in %: ${options.labeled} labeled of ${set.truth.length} rows, scored on the others`;
    console.log(`\n${head}; means of ${options.draws} draws with 95 % intervals\n\n${tableOf(draws, format)}`);
  }
  if (options.json !== null) writeResults(options.json, machine, { labeled: options.labeled, results });
  return 0;
}

process.exitCode = await main();
