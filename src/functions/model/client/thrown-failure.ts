import { describe } from "../../../util/checks.ts";
import { CallFailure } from "./call-failure.ts";
import { failureOfReply } from "./http-status.ts";
import { readRetryAfter } from "./retry-after.ts";

/**
 * What a function of the user threw, as a failure. Errors of clients for HTTP services carry the status: they are taken
 * as the reply would be. Any other is not asked again.
 */
export function thrownFailure(error: unknown): CallFailure {
  const { status, headers } = (typeof error === "object" && error !== null ? error : {}) as {
    status?: unknown;
    headers?: unknown;
  };
  if (typeof status === "number" && status >= 400 && status < 600) {
    const wait = headers instanceof Headers ? readRetryAfter(headers, Date.now()) : null;
    const { facts } = failureOfReply({ status, says: describe(error), location: null, wait });
    return new CallFailure({ ...facts, cause: error });
  }
  return new CallFailure({
    kind: "thrown",
    next: "fail",
    got: `the function threw ${describe(error)}`,
    mayBePaid: true,
    cause: error,
  });
}
