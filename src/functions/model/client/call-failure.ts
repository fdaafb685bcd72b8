/** What went wrong with a call, as `usage.failures` counts it. */
export type FailureKind =
  /** No connection, or one that broke off. */
  | "network"
  /** No whole answer in time. */
  | "timeout"
  /** The server asked to slow down: 429, or 503 with Retry-After. */
  | "rateLimited"
  /** The server failed: 5xx. */
  | "server"
  /** The server does not take the request: 4xx, or a redirect. */
  | "refused"
  /** An answer that is none: no JSON, no choices, a wrong number of answers. */
  | "malformed"
  /** An answer larger than allowed. */
  | "tooLarge"
  /** The user's own function threw. */
  | "thrown";

/** What is done after a failure. */
export type Next =
  /** Ask again after a while: counts as a retry. */
  | "retry"
  /** Ask again when the server has time: does not count as a retry. */
  | "wait"
  /** The row fails. */
  | "fail"
  /** The run ends: every other row would fail as well. */
  | "end";

/** What is known of a failed call. */
export interface FailureFacts {
  readonly kind: FailureKind;
  readonly next: Next;
  /** What happened, in words. */
  readonly got: string;
  /** What to do about it. */
  readonly remedy?: string | undefined;
  /** How long the server asks to wait, in milliseconds. */
  readonly wait?: number | null | undefined;
  /** Whether the call may have been paid for. */
  readonly mayBePaid: boolean;
  readonly cause?: unknown;
}

/** A call that failed. It stays inside: users see a `LabelingError` made from it. */
export class CallFailure extends Error {
  readonly facts: FailureFacts;

  constructor(facts: FailureFacts) {
    super(facts.got, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.facts = facts;
  }
}
