import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A request as the server sees it. */
export interface Asked {
  /** The last message. */
  readonly prompt: string;
  /** The body, parsed. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage["headers"];
  /** Number of the request, from 0. */
  readonly number: number;
  readonly path: string;
}

/** What the server does with a request: a text is a good answer. */
export type Behavior = (
  asked: Asked,
  response: ServerResponse,
  socket: Socket,
) => string | undefined | Promise<string | undefined>;

/** A server of the test's own. */
export interface ModelServer {
  /** The address of its API. */
  readonly url: string;
  /** What it was asked, in order. */
  readonly requests: readonly Asked[];
  /** The prompts that it answered as a whole: what a provider would charge for. */
  readonly paid: readonly string[];
  readonly stop: () => Promise<void>;
}

/** A chat completion. */
export function completion(text: string | null, more: Readonly<Record<string, unknown>> = {}): string {
  const { choice = {}, message = {}, ...rest } = more as Record<string, Record<string, unknown>>;
  return JSON.stringify({
    object: "chat.completion",
    choices: [
      { index: 0, message: { role: "assistant", content: text, ...message }, finish_reason: "stop", ...choice },
    ],
    usage: { prompt_tokens: 20, completion_tokens: 2, total_tokens: 22 },
    ...rest,
  });
}

/** A log-probability of a token, and of others in its place. */
export const token = (text: string, p: number, others: Readonly<Record<string, number>> = {}): object => ({
  token: text,
  logprob: Math.log(p),
  bytes: [...Buffer.from(text)],
  top_logprobs: [
    { token: text, logprob: Math.log(p) },
    ...Object.entries(others).map(([each, q]) => ({ token: each, logprob: Math.log(q) })),
  ],
});

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces).toString("utf8");
}

/** Starts a server, which ends with the test. */
export async function startModelServer(behavior: Behavior): Promise<ModelServer> {
  const requests: Asked[] = [];
  const paid: string[] = [];
  const server: Server = createServer((request, response) => {
    void readBody(request).then(async (text) => {
      const body = JSON.parse(text) as { messages: { content: string }[] };
      const prompt = body.messages.at(-1)?.content ?? "";
      const asked = { prompt, body, headers: request.headers, number: requests.length, path: request.url ?? "" };
      requests.push(asked);
      response.on("finish", () => {
        if (response.statusCode === 200) paid.push(prompt);
      });
      const answer = await behavior(asked, response, request.socket);
      if (answer === undefined) return;
      response.writeHead(200, { "content-type": "application/json" }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests, paid, stop };
}
