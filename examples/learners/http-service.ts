/**
 * A model behind HTTP as the learner. The example starts the service itself; yours may be a Python process or a GPU
 * somewhere. `node examples/learners/start.mjs http-service` runs it.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Table } from "apache-arrow";
import { learnerFromFunctions, scoreLabels, takeRows, type Learner } from "labelwright";
import { labeledMessages, rowsWithoutVote } from "./messages.ts";
import { classify, trainNaiveBayes, type LabeledText, type NaiveBayes } from "./naive-bayes.ts";

interface Requests {
  readonly "/fit": { readonly request: { readonly rows: readonly LabeledText[] }; readonly answer: { model: number } };
  readonly "/predict": {
    readonly request: { readonly model: number; readonly texts: readonly string[] };
    readonly answer: { probabilities: number[][] };
  };
}

/** The service: it keeps the models, and its clients their numbers. `requests` counts what it was asked. */
export async function startService(): Promise<{ server: Server; url: string; requests: Record<string, number> }> {
  const models: NaiveBayes[] = [];
  const requests: Record<string, number> = {};
  const answer = (path: string | undefined, body: unknown): unknown => {
    requests[path ?? ""] = (requests[path ?? ""] ?? 0) + 1;
    if (path === "/fit") return { model: models.push(trainNaiveBayes((body as Requests["/fit"]["request"]).rows)) - 1 };
    const { model: number, texts } = body as Requests["/predict"]["request"];
    const model = models[number];
    if (model === undefined) throw new Error(`there is no model ${number}`);
    return { probabilities: texts.map((text) => classify(model, text)) };
  };
  const server = createServer((request, response) => {
    readBody(request)
      .then(
        (body) => response.end(JSON.stringify(answer(request.url, body))),
        () => response.writeHead(400).end("no JSON"),
      )
      .catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece as Uint8Array);
  return JSON.parse(Buffer.concat(pieces).toString("utf8"));
}

async function ask<P extends keyof Requests>(
  url: string,
  path: P,
  body: Requests[P]["request"],
  signal: AbortSignal | undefined,
): Promise<Requests[P]["answer"]> {
  const response = await fetch(url + path, { method: "POST", body: JSON.stringify(body), signal: signal ?? null });
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
  return (await response.json()) as Requests[P]["answer"];
}

const textsOf = (table: Table): string[] => Array.from(table.getChild("text") ?? [], String);

/** The learner: two functions that ask the service. Everything else (batches, checks, stopping) is done for them. */
export function serviceLearner(url: string): Learner<Table> {
  return learnerFromFunctions<Table, number>({
    name: "naive-bayes-service",
    batchRows: 100,
    concurrency: 4,
    fit: async ({ input, labels }, { signal }) => {
      const rows = textsOf(input).map((text, row) => ({ text, probabilities: [...labels.row(row)] }));
      return (await ask(url, "/fit", { rows }, signal)).model;
    },
    predict: async (model, input, { signal }) =>
      (await ask(url, "/predict", { model, texts: textsOf(input) }, signal)).probabilities,
  });
}

/** Runs the example; `say` is given what it prints. */
export async function example(say: (piece: unknown) => void = console.log): Promise<void> {
  const { server, url, requests } = await startService();
  try {
    const messages = await labeledMessages();
    const { table, labels, gold } = messages;
    say(`${table.numRows} messages; the rules vote on ${table.numRows - rowsWithoutVote(messages).length} of them.`);
    const model = await serviceLearner(url).fit({ input: table, labels, weights: null });
    const rows = rowsWithoutVote(messages);
    const predicted = await model.predict(takeRows(table, rows));
    say(`The service learned from those, and labels the ${rows.length} others in ${requests["/predict"]} requests:`);
    for (const [i, row] of rows.slice(0, 3).entries())
      say(`  ${predicted.hard()[i]}: “${String(table.getChild("text")?.get(row)).slice(0, 80)}”`);
    const score = scoreLabels(
      predicted,
      rows.map((row) => gold[row] ?? null),
    );
    say(`${(100 * score.accuracy).toFixed(1)} % of them are right; a guess would be right in one of four.`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
