import type { MessagePort } from "node:worker_threads";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { readPart } from "../../tables/parts/read-part.ts";
import { Applier } from "../applier.ts";
import type { Answer, JobMessage, JobRows, MessageToThread, ThreadSetup } from "./messages.ts";
import { loadReferences } from "./pack-references.ts";
import { sendError } from "./sent-error.ts";

/** The memory of votes, which is handed over instead of copied. */
function memoryOf(answer: Answer): ArrayBuffer[] {
  if ("error" in answer) return [];
  const { votes, confidences } = answer.votes;
  const arrays = [...votes, ...confidences.filter((each) => each !== null)];
  return [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))];
}

/** What a voting thread does: loads the packs, then votes on the rows it is sent, one job after another. */
export function serve(port: MessagePort, setup: ThreadSetup): void {
  const { packs, rules, where, step } = setup;
  const options = { faults: rules.policy, keptFaults: rules.kept };
  const loading = loadReferences(packs).then((functions) => new Applier(functions, options, where));
  loading.catch(() => undefined); // each job that is asked for tells
  let table: TableShape | null = null;

  const onStep = (members: readonly number[]): void => {
    step[0] = members[0] ?? -1;
    step[1] = members.length;
  };
  /** The table that holds a job's rows. */
  const tableOf = async (rows: JobRows, applier: Applier, only: readonly number[]): Promise<TableShape> => {
    if ("batch" in rows) return rows.batch;
    if ("part" in rows) {
      const { part, reading } = rows;
      const read = await readPart(part, { ...reading, only: reading.only ?? Object.keys(applier.columnsOf(only)) });
      applier.checkTable(read, only, part.path);
      return read;
    }
    if (table === null) throw new Error("a voting thread was given rows before the table");
    return table;
  };
  const vote = async ({ rows, firstRow, only }: JobMessage): Promise<Answer> => {
    const applier = await loading;
    const before = applier.milliseconds;
    const range = "range" in rows ? rows.range : undefined;
    const votes = await applier.apply(await tableOf(rows, applier, only), { range, firstRow, only, onStep });
    step[0] = -1;
    return { votes, milliseconds: applier.milliseconds.map((after, j) => after - (before[j] ?? 0)) };
  };

  port.on("message", (message: MessageToThread) => {
    if ("table" in message) table = message.table;
    else {
      void vote(message)
        .catch((error: unknown) => ({ error: sendError(error) }))
        .then((answer: Answer) => port.postMessage(answer, memoryOf(answer)));
    }
  });
}
