import { Command } from "commander";
import { analyzeCommand, analyzeVotes } from "./analyze.ts";
import { applyCommand, applyPack } from "./apply.ts";
import type { CommandContext, CommandResult } from "./context.ts";
import { badUsage } from "./errors.ts";
import { fitCommand, fitVotes } from "./fit.ts";
import { predictCommand, predictLabels } from "./predict.ts";
import { runCommand, runPack } from "./run.ts";

/** Where the program writes its help. */
export interface ProgramOutput {
  readonly version: string;
  readonly writeHelp: (text: string) => void;
  /** Width of a line of help. */
  readonly width: number;
}

const examples = `
Examples:
  labelwright run rules.ts comments.csv --out out
  labelwright fit votes.csv --out model.json
  labelwright predict votes.csv --model model.json --out labels.parquet
  labelwright fit answers.csv --long item,worker,label --out model.json

Exit codes: 0 done, 1 bad data or a failed check, 2 bad usage, 130 interrupted.`;

/**
 * The commands. Parsing the arguments runs one of them and hands its result to `done`.
 *
 * @param context What the command is given besides its arguments.
 */
export function makeProgram(
  output: ProgramOutput,
  context: CommandContext,
  done: (result: CommandResult) => void,
): Command {
  const program = new Command("labelwright")
    .description("Weak supervision: from rules and unlabeled rows to labels with probabilities.")
    .version(output.version)
    .addHelpText("after", examples)
    .exitOverride()
    .configureOutput({
      writeOut: output.writeHelp,
      writeErr: () => undefined, // errors are printed by whoever called the program
      getOutHelpWidth: () => output.width,
    });
  const add = (command: Command, run: (command: Command, context: CommandContext) => Promise<CommandResult>): void => {
    command.option("--json", "print one JSON document on stdout").copyInheritedSettings(program);
    command.action(async () => done(await run(command, context)));
    program.addCommand(command);
  };
  const argument = (command: Command, place: number): string => command.args[place] ?? "";
  add(runCommand(), (it, with_) => runPack(argument(it, 0), argument(it, 1), it.opts(), with_));
  add(applyCommand(), (it, with_) => applyPack(argument(it, 0), argument(it, 1), it.opts(), with_));
  add(analyzeCommand(), (it, with_) => analyzeVotes(argument(it, 0), it.opts(), with_));
  add(fitCommand(), (it, with_) => fitVotes(argument(it, 0), it.opts(), with_));
  add(predictCommand(), (it, with_) => predictLabels(argument(it, 0), it.opts(), with_));
  program.on("command:*", ([name]: string[]) => {
    const known = program.commands.map((command) => command.name()).join(", ");
    throw badUsage("labelwright", `the command "${name}"`, `one of ${known}`, "See labelwright --help.");
  });
  return program;
}
