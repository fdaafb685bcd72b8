/** The messages of `examples/support-messages`, with labels from its rules and the label model. */
import { fileURLToPath } from "node:url";
import type { Table } from "apache-arrow";
import { applyLabelingFunctions, fitLabelModel, readTable, type ProbabilisticLabels } from "labelwright";
import pack from "../support-messages/pack.ts";

/** What a message is about. */
export type Topic = "billing" | "bug" | "account" | "praise";

/** Messages, what the label model makes of the rules' votes, and what a person would answer. */
export interface LabeledMessages {
  readonly table: Table;
  readonly labels: ProbabilisticLabels<Topic>;
  readonly gold: readonly (Topic | null)[];
}

const file = (name: string): string => fileURLToPath(new URL(`../support-messages/${name}`, import.meta.url));

/** Reads the messages, lets the rules vote, and fits the label model. */
export async function labeledMessages(): Promise<LabeledMessages> {
  const table = await readTable(file("messages.csv"));
  const gold = await readTable(file("gold.csv"));
  const votes = await applyLabelingFunctions(pack.functions, table);
  return {
    table,
    labels: fitLabelModel(votes).predict(votes),
    gold: Array.from(gold.getChild("gold") ?? [], (name: unknown) => (pack.task.labels.has(name) ? name : null)),
  };
}

/** Rows on which no rule votes. */
export const rowsWithoutVote = ({ labels }: LabeledMessages): number[] =>
  Array.from({ length: labels.rows }, (_, row) => row).filter((row) => !labels.covered(row));
