import { parseArgs } from "node:util";

export const usage = `usage: npm run benchmark:accuracy -- [DATA] [--scenarios [DIR]] [--seeds N] [--only NAME,NAME] [--calibration] [--known]
                                          [--peers] [--json FILE]
       npm run benchmark:accuracy -- --markdown FILE

DATA             a folder with index.json and NAME.votes.csv, NAME.answers.csv, NAME.gold.csv
--scenarios      votes with known truth, generated here
--scenarios DIR  a folder of such sets NAME.SEED.votes.csv instead, whose index gives truth and target
--seeds N        how many seeds of each generated scenario (20)
--only NAMES     only these sets or scenarios; the means have no target then
--calibration    log loss, Brier score and expected calibration error too, and reliability tables
--known          what the labels of 10, 50 and 200 rows of DATA's sets bring when they enter the fit
--peers          Snorkel and models of crowd-kit beside on DATA, where benchmarks/peers/install.sh has been run
--json FILE      writes all figures to FILE
--markdown FILE  measures nothing: prints the tables of benchmarks/README.md from figures that --json wrote
exit status      1 when a target is missed`;

/** What the command is to do. */
export interface AccuracyOptions {
  readonly data: string | null;
  /** A folder, or `generated`. */
  readonly scenarios: string | null;
  readonly seeds: number;
  readonly only: readonly string[] | null;
  readonly calibration: boolean;
  readonly known: boolean;
  readonly peers: boolean;
  readonly json: string | null;
  readonly markdown: string | null;
}

/** `--scenarios` without a folder means generated ones; `parseArgs` knows no optional values. */
const withFolder = (args: readonly string[]): string[] =>
  args.flatMap((arg, i) =>
    arg === "--scenarios" && (args[i + 1] ?? "-").startsWith("-") ? [arg, "generated"] : [arg],
  );

/** Reads the arguments; null when they make no sense, or ask for help. */
export function parseOptions(args: readonly string[]): AccuracyOptions | null {
  const { values, positionals } = parseArgs({
    args: withFolder(args),
    allowPositionals: true,
    options: {
      scenarios: { type: "string" },
      seeds: { type: "string", default: "20" },
      only: { type: "string" },
      calibration: { type: "boolean", default: false },
      known: { type: "boolean", default: false },
      peers: { type: "boolean", default: false },
      json: { type: "string" },
      markdown: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const [data = null, ...more] = positionals;
  const { scenarios = null, json = null, markdown = null, only, calibration, known, peers } = values;
  const seeds = Number(values.seeds);
  const nothing = data === null && scenarios === null && markdown === null;
  if (values.help || more.length > 0 || nothing || !Number.isInteger(seeds) || seeds < 1) return null;
  return { data, scenarios, seeds, only: only?.split(",") ?? null, calibration, known, peers, json, markdown };
}
