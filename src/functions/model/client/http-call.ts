import { shorten } from "../../../util/text-table.ts";
import { CallFailure } from "./call-failure.ts";
import { failureOfReply } from "./http-status.ts";
import { networkFailure } from "./network-failure.ts";
import { readRetryAfter } from "./retry-after.ts";

/** One request. */
export interface HttpCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
  /** Texts that must not show in messages, should the server repeat them. */
  readonly secrets: readonly string[];
  /** Stops the request. Its reason is a `CallFailure` where time ran out. */
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970, for dates in Retry-After. */
  readonly now: () => number;
  /** An answer of more bytes is not read. */
  readonly maxBytes: number;
}

/** Of a reply that is no success, this much is read for the message. */
const maxErrorBytes = 16_384;

/** A text without the secrets in it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === "" ? rest : rest.replaceAll(secret, "***")), text);
}

/** Of a text, this much is looked at for a message: taking markup out of much more would take its time. */
const maxLooked = 4000;

/** The start of a body in a message, without secrets and markup. */
function excerpt(text: string, secrets: readonly string[]): string {
  const begin = withoutSecrets(text, secrets).slice(0, maxLooked);
  const plain = begin.replace(/<(script|style)[^]*?<\/\1>|<[^>]*>/gi, " ");
  // eslint-disable-next-line no-control-regex -- a terminal obeys control characters
  return shorten(plain.replace(/[\u0000-\u001f\u007f-\u009f]/g, " "), 200);
}

async function readBody(response: Response, maxBytes: number): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (response.body !== null) {
    // Leaving the loop early cancels the body.
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      pieces.push(piece);
      size += piece.length;
      if (size > maxBytes) return { bytes: Buffer.concat(pieces), isWhole: false };
    }
  }
  return { bytes: Buffer.concat(pieces), isWhole: true };
}

/** What an error reply says: its `error.message` and `error.code`, else how its text begins. */
function saysOf(text: string, secrets: readonly string[]): string {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === "string") return excerpt(error, secrets);
    const { message, code, type } = error as { message?: unknown; code?: unknown; type?: unknown };
    const word = [code, type].find((each) => typeof each === "string");
    if (typeof message === "string") return excerpt(word === undefined ? message : `${word}: ${message}`, secrets);
  } catch {
    // No JSON, or none of this form.
  }
  return excerpt(text, secrets);
}

async function badReply(response: Response, call: HttpCall): Promise<CallFailure> {
  const { bytes } = await readBody(response, maxErrorBytes).catch(() => ({ bytes: Buffer.alloc(0) }));
  const location = response.headers.get("location");
  return failureOfReply({
    status: response.status,
    says: saysOf(bytes.toString("utf8"), call.secrets),
    location: location === null ? null : excerpt(location.replace(/\?.*/s, ""), call.secrets),
    wait: readRetryAfter(response.headers, call.now()),
  });
}

/** An answer of status 200 that cannot be understood. Asking again may help; it may have been paid for. */
export function malformed(got: string): CallFailure {
  return new CallFailure({ kind: "malformed", next: "retry", got, mayBePaid: true });
}

function parse(bytes: Buffer, response: Response, call: HttpCall): unknown {
  const text = bytes.toString("utf8");
  if (text.trim() === "") throw malformed(`HTTP ${response.status} with an empty body`);
  try {
    return JSON.parse(text);
  } catch {
    const type = response.headers.get("content-type") ?? "no content type";
    throw malformed(`HTTP ${response.status} with ${type} that is not JSON: ${excerpt(text, call.secrets)}`);
  }
}

/**
 * Sends a request and reads the JSON of the answer. Redirects are not followed: they would lose the request or give the
 * key away.
 *
 * @throws CallFailure, or the signal's reason.
 */
export async function postJson(call: HttpCall): Promise<unknown> {
  const { url, headers, body, signal, maxBytes } = call;
  let hasReply = false;
  try {
    const response = await call.fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    if (!response.ok) throw await badReply(response, call);
    hasReply = true;
    const read = await readBody(response, maxBytes);
    if (read.isWhole) return parse(read.bytes, response, call);
    const got = `an answer of more than ${maxBytes} bytes`;
    throw new CallFailure({ kind: "tooLarge", next: "fail", got, mayBePaid: true });
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    if (signal.aborted) throw signal.reason as Error;
    throw networkFailure(error, hasReply);
  }
}
