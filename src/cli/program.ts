import { Command, CommanderError } from "commander";
import { LabelingError } from "../errors.ts";
import { analyzeCommand, analyzeVotes } from "./analyze.ts";
import { applyCommand, applyPack } from "./apply.ts";
import { checkCommand, checkRulePack } from "./check.ts";
import { changelogCommand, keepChangelog } from "./changelog.ts";
import type { CommandContext, CommandResult } from "./context.ts";
import { diffCommand, diffPackFiles } from "./diff.ts";
import { crowdWorkersCommand, reportWorkers } from "./crowd-workers.ts";
import { badUsage } from "./errors.ts";
import { fitCommand, fitVotes } from "./fit.ts";
import { initCommand, initPack } from "./init.ts";
import { predictCommand, predictLabels } from "./predict.ts";
import { reviewCommand, reviewLabels } from "./review.ts";
import { runCommand, runPack } from "./run.ts";
import { streamCommand, streamVotes } from "./stream.ts";
import { suggestCommand, suggestFunctions } from "./suggest.ts";
import { trainCommand, trainOnLabels } from "./train.ts";

/** How the program shows itself. */
export interface ProgramOutput {
  readonly version: string;
  /** Takes help and version when they are asked for. */
  readonly writeHelp: (text: string) => void;
  /** Width of a line of help. */
  readonly width: number;
}

const examples = `
Examples:
  labelwright init my-rules
  labelwright run rules.ts comments.csv --out out
  labelwright fit votes.csv --out model.json
  labelwright predict votes.csv --model model.json --out labels.parquet
  labelwright fit answers.csv --long item,worker,label --out model.json
  labelwright train comments.csv --labels labels.parquet --text text --out classifier.json
  labelwright review labels.parquet --votes votes.csv --data comments.csv --show text --out review.csv
  labelwright check rules.ts
  labelwright workers answers.csv --gold-file gold.csv

Exit codes: 0 done, 1 bad data or a failed check, 2 bad usage, 130 interrupted.`;

type Runner = (command: Command, context: CommandContext) => Promise<CommandResult | null>;

const argument = (command: Command, place: number): string => command.args[place] ?? "";

/** The commands there are: how each is called, and what runs it. */
const commands: readonly (readonly [make: () => Command, run: Runner])[] = [
  [initCommand, (it, context) => initPack(argument(it, 0), it.opts(), context)],
  [runCommand, (it, context) => runPack(argument(it, 0), argument(it, 1), it.opts(), context)],
  [applyCommand, (it, context) => applyPack(argument(it, 0), it.args.slice(1), it.opts(), context)],
  [analyzeCommand, (it, context) => analyzeVotes(argument(it, 0), it.opts(), context)],
  [fitCommand, (it, context) => fitVotes(argument(it, 0), it.opts(), context)],
  [predictCommand, (it, context) => predictLabels(argument(it, 0), it.opts(), context)],
  [trainCommand, (it, context) => trainOnLabels(argument(it, 0), it.opts(), context)],
  [crowdWorkersCommand, (it, context) => reportWorkers(argument(it, 0), it.opts(), context)],
  [reviewCommand, (it, context) => reviewLabels(argument(it, 0), it.opts(), context)],
  [suggestCommand, (it, context) => suggestFunctions(argument(it, 0), argument(it, 1), it.opts(), context)],
  [checkCommand, (it, context) => checkRulePack(argument(it, 0), it.opts(), context)],
  [
    diffCommand,
    (it, context) => diffPackFiles([argument(it, 0), argument(it, 1), argument(it, 2)], it.opts(), context),
  ],
  [changelogCommand, (it, context) => keepChangelog(argument(it, 0), it.opts(), context)],
  [streamCommand, (it, context) => streamVotes(argument(it, 0), it.opts(), context)],
];

function wrongCommand(program: Command, name: string | undefined): LabelingError {
  const known = program.commands.map((command) => command.name()).join(", ");
  const got = name === undefined ? "no command" : `the command "${name}"`;
  return badUsage("labelwright", got, `one of ${known}`, "See labelwright --help.");
}

/** Whether a command line writes bytes on stdout and lines for programs on stderr. */
export const isStreaming = (argv: readonly string[]): boolean => argv[0] === "stream";

/** What the parser complains of, as an error that names the command. */
function usageError(error: CommanderError, program: Command, argv: readonly string[]): LabelingError {
  if (error.code === "commander.help") return wrongCommand(program, undefined);
  const names = program.commands.map((command) => command.name());
  const command = argv.find((each) => names.includes(each));
  const got = error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
  return new LabelingError("bad_option", {
    where: command === undefined ? "labelwright" : `labelwright ${command}`,
    got: got.replace(/\.$/, ""),
    details: { reason: error.code },
    cause: error,
  });
}

/**
 * Parses the arguments and runs the command they name.
 *
 * @returns its result; null where it has none, and where help or the version was asked for.
 * @throws LabelingError `bad_option` for bad usage; and what the command throws.
 */
export async function runProgram(
  argv: readonly string[],
  output: ProgramOutput,
  context: CommandContext,
): Promise<CommandResult | null> {
  let result: CommandResult | null = null;
  const program = new Command("labelwright")
    .description("Weak supervision: from rules and unlabeled rows to labels with probabilities.")
    .version(output.version)
    .addHelpText("after", examples)
    .exitOverride()
    .configureOutput({
      writeOut: output.writeHelp,
      writeErr: () => undefined, // errors are printed by whoever runs the program
      getOutHelpWidth: () => output.width,
    });
  for (const [make, run] of commands) {
    const command = make().copyInheritedSettings(program);
    if (!isStreaming([command.name()])) command.option("--json", "print one JSON document on stdout");
    command.action(async () => {
      result = await run(command, context);
    });
    program.addCommand(command);
  }
  program.on("command:*", ([name]: string[]) => {
    throw wrongCommand(program, name);
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error, program, argv);
  }
  return result;
}
