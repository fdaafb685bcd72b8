import { LabelingError } from "../../../errors.ts";
import { checkName, describe } from "../../../util/checks.ts";

/** Where chat completions are asked for. */
export interface Endpoint {
  /** The address to post to, query and all. */
  readonly url: string;
  /** The same without a query, which may hold a key: for messages. */
  readonly shown: string;
}

const path = "/chat/completions";

/** The address of a server's chat completions, from that of its API or from the whole. @throws LabelingError `bad_option` */
export function readEndpoint(given: unknown, where: string): Endpoint {
  const text = checkName(given, where);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw badUrl(where, describe(text.replace(/\?.*/s, "")));
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") throw badUrl(where, `the protocol ${url.protocol}`);
  if (url.username !== "" || url.password !== "")
    throw badUrl(where, "a name or password in the URL", "Give them as apiKey or headers.");
  url.hash = "";
  const root = url.pathname.replace(/\/+$/, "");
  url.pathname = root.endsWith(path) ? root : `${root}${path}`;
  return { url: url.href, shown: url.origin + url.pathname };
}

function badUrl(where: string, got: string, remedy?: string): LabelingError {
  return new LabelingError("bad_option", {
    where,
    got,
    expected: 'the address of an API, such as "http://localhost:11434/v1"',
    ...(remedy === undefined ? {} : { remedy }),
  });
}
