import { describe } from "../../../util/checks.ts";
import { CallFailure } from "./call-failure.ts";

/** The system's code for what is behind a failed fetch, and its message. */
function causeOf(error: unknown): { readonly code: string; readonly message: string } {
  let at: unknown = error;
  let message = describe(error);
  for (let depth = 0; depth < 5 && at instanceof Error; depth++) {
    message = at.message === "" ? message : at.message;
    const { code } = at as Error & { code?: unknown };
    if (typeof code === "string") return { code, message };
    at = at.cause;
  }
  return { code: "", message };
}

/** Nothing was sent yet when these came. */
const beforeSending: readonly string[] = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]; // prettier-ignore

const isCertificate = (code: string): boolean => /CERT|TLS|SSL|UNABLE_TO_VERIFY/.test(code);

const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Start the server, or check the port in the URL.",
  "bad port": "Check the port in the URL: fetch refuses those of other protocols.",
  ENOTFOUND: "Check the host in the URL, and the network.",
};

/** A connection that was not made, or broke off. `hasReply`: whether the answer had begun. */
export function networkFailure(error: unknown, hasReply: boolean): CallFailure {
  const { code, message } = causeOf(error);
  const text = code === "" || message.includes(code) ? message : `${code}: ${message}`;
  const certificate = isCertificate(code);
  return new CallFailure({
    kind: "network",
    next: code === "ENOTFOUND" || message === "bad port" || certificate ? "end" : "retry",
    got: hasReply ? `the connection broke off in the middle of the answer (${text})` : `no connection (${text})`,
    remedy: certificate ? "Check the server's certificate." : remedies[code === "" ? message : code],
    mayBePaid: hasReply || !(beforeSending.includes(code) || certificate),
    cause: error,
  });
}
