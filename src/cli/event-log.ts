import type { ProgressStream } from "../util/progress.ts";
import { printable } from "./output.ts";

/** How much an event matters. */
export type EventLevel = "info" | "warning" | "error";

/** Takes what happens during a command whose stderr is read by a program. */
export type EventLog = (level: EventLevel, event: string, facts: Readonly<Record<string, unknown>>) => void;

/** Writes each event as a line of JSON: its level, its name, its facts. */
export const eventLines =
  (stream: ProgressStream): EventLog =>
  (level, event, facts) =>
    void stream.write(`${printable(JSON.stringify({ level, event, ...facts }))}\n`);
