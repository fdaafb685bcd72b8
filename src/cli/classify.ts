import { writeTable } from "../tables/files/write-table.ts";
import type { Classifier } from "../training/classifier/classifier.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { atLater, badUsage } from "./errors.ts";
import { typesOfBlocks } from "./feature-options.ts";
import { countLabels, describeCounts } from "./label-counts.ts";
import type { DecisionOptions, ReadingOptions } from "./options.ts";
import { readRule } from "./rule.ts";
import { readRows } from "./rows-file.ts";

/** Options of `labelwright predict` with a model that labelwright train wrote. */
export interface ClassifyOptions extends ReadingOptions, DecisionOptions {
  readonly out: string;
}

/** Options that only make sense for votes. */
const ofVotes = { ignore: "--ignore", abstain: "--abstain", long: "--long", patterns: "--patterns" };

/** `labelwright predict` on rows: the probability of each label on each of them. */
export async function classifyRows(
  dataPath: string,
  classifier: Classifier,
  options: ClassifyOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const { out, ties, seed, id } = options;
  const { signal } = context;
  for (const [name, option] of Object.entries(ofVotes)) {
    if (options[name as keyof typeof ofVotes] === undefined) continue;
    throw badUsage(option, "with a model that labelwright train wrote", "a label model, which reads votes");
  }
  const rule = await readRule(options.rule, classifier.labels);
  const { features } = classifier;
  const types = typesOfBlocks(features.toJSON().blocks);
  const { table, ids } = await readRows(dataPath, { id, types, columns: features.sources });
  await breathe(context);
  const soft = await atLater(dataPath, classifier.predict(table, { signal }));
  await writeTable(soft.toArrow({ ids, rule, ties, seed }), out, { signal });
  const counts = countLabels(soft, { rule, ties, seed });
  return { json: { out, ...counts }, text: `${describeCounts(counts)}\n\nLabels written to ${out}` };
}
