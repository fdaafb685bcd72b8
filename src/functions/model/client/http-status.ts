import { CallFailure, type FailureFacts } from "./call-failure.ts";

/** A reply that is no success. */
export interface BadReply {
  readonly status: number;
  /** What the server says about it. */
  readonly says: string;
  /** Where a redirect leads. */
  readonly location: string | null;
  /** How long to wait, in milliseconds, or null. */
  readonly wait: number | null;
}

/** Statuses for which every other row would get the same, with what to do. */
const endings: Readonly<Record<number, string>> = {
  401: "Check the API key: apiKey of chatModel.",
  402: "Pay the provider, or ask another one.",
  403: "Check the rights of the API key, and the name of the model.",
  404: 'Check the URL, which usually ends in "/v1", and the name of the model.',
  405: 'Check the URL, which usually ends in "/v1".',
  410: "Check the name of the model: it may have been withdrawn.",
};

const rowRemedy =
  "The request itself is not taken: check the prompt's length, the name of the model and its parameters.";

/** Codes of 429 replies that no waiting mends. */
const spent = /insufficient_quota|billing/i;

function factsOf({ status, says, location, wait }: BadReply): FailureFacts {
  const got = `HTTP ${status}${says === "" ? "" : `, ${says}`}`;
  const common = { got, wait, mayBePaid: false };
  if (status >= 300 && status < 400) {
    const to = location === null ? "" : ` to ${location}`;
    const remedy = "Give the URL that it leads to: requests with a key are not sent on.";
    return { ...common, kind: "refused", next: "end", got: `HTTP ${status}, a redirect${to}`, remedy };
  }
  const remedy = endings[status];
  if (remedy !== undefined) return { ...common, kind: "refused", next: "end", remedy };
  if (status === 429) {
    if (!spent.test(says)) return { ...common, kind: "rateLimited", next: "wait" };
    return { ...common, kind: "refused", next: "end", remedy: "The provider's quota is used up: raise it there." };
  }
  if (status === 503 && wait !== null) return { ...common, kind: "rateLimited", next: "wait" };
  if (status >= 500 || status < 300) return { ...common, kind: "server", next: "retry" };
  if (status === 408 || status === 409 || status === 425) return { ...common, kind: "refused", next: "retry" };
  return { ...common, kind: "refused", next: "fail", remedy: rowRemedy };
}

/** What a reply that is no success means for the run. */
export function failureOfReply(reply: BadReply): CallFailure {
  return new CallFailure(factsOf(reply));
}
