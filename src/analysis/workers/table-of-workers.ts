import { Bool, Float64, Utf8, type DataType, type Table } from "apache-arrow";
import { assembleTable, buildData } from "../../tables/build/column-builder.ts";
import type { WorkerReport, WorkerSummary } from "./worker-report.ts";

/** A report as an Arrow table, a row a worker. */
export function tableOfWorkers({ workers, labels }: WorkerReport): Table {
  const where = "workers as a table";
  const column = (
    name: string,
    type: DataType,
    of: (worker: WorkerSummary) => unknown,
  ): { readonly name: string; readonly data: ReturnType<typeof buildData> } => ({
    name,
    data: buildData(type, workers.map(of), where),
  });
  const number = (name: string, of: (worker: WorkerSummary) => number | null | undefined): ReturnType<typeof column> =>
    column(name, new Float64(), of);
  const names = labels.names;
  const tables = labels.size <= 64 ? names : [];
  return assembleTable(
    [
      column("worker", new Utf8(), ({ name }) => name),
      number("answers", ({ answers }) => answers),
      number("items", ({ items }) => items),
      number("accuracy", ({ accuracy }) => accuracy),
      number("accuracy_low", ({ interval }) => interval?.[0]),
      number("accuracy_high", ({ interval }) => interval?.[1]),
      number("right_answers", ({ rightAnswers }) => rightAnswers),
      number("right_low", ({ rightInterval }) => rightInterval?.[0]),
      number("right_high", ({ rightInterval }) => rightInterval?.[1]),
      number("gold_answers", ({ gold }) => gold?.answers ?? 0),
      number("gold_accuracy", ({ gold }) => gold?.accuracy),
      number("gold_low", ({ gold }) => gold?.interval[0]),
      number("gold_high", ({ gold }) => gold?.interval[1]),
      number("agreement", ({ agreement }) => agreement?.share),
      number("kappa", ({ agreement }) => agreement?.kappa),
      number("information", ({ information }) => information),
      number("repeated_items", ({ consistency }) => consistency?.items ?? 0),
      number("consistency", ({ consistency }) => consistency?.share),
      number("median_seconds", ({ speed }) => speed?.median),
      number("fast_share", ({ speed }) => speed?.fastShare),
      number("spam", ({ suspicion }) => suspicion.score),
      column("suspected", new Bool(), ({ suspicion }) => suspicion.suspected),
      column("reasons", new Utf8(), ({ suspicion }) => suspicion.reasons.join("; ")),
      ...names.flatMap((label, v) => [
        number(`given_${label}`, ({ bias }) => bias[v]?.given),
        number(`expected_${label}`, ({ bias }) => bias[v]?.expected),
      ]),
      ...tables.flatMap((truth, y) =>
        names.map((answer, v) => number(`p_${answer}_if_${truth}`, ({ confusion }) => confusion?.[y]?.[v])),
      ),
    ],
    workers.length,
  );
}
