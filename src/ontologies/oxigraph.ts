import { LabelingError } from "../errors.ts";

/** What is used of the package oxigraph. */
interface Oxigraph {
  readonly Store: new () => {
    load(input: string, options: { readonly format: string; readonly base_iri?: string; readonly lenient?: boolean }): void; // prettier-ignore
    dump(options: { readonly format: string }): string;
  };
}

async function importOxigraph(format: string, source: string): Promise<Oxigraph> {
  try {
    const found = (await import("oxigraph")) as unknown as { readonly default?: Oxigraph } & Oxigraph;
    return found.default ?? found;
  } catch (error) {
    throw new LabelingError("unsupported_format", {
      where: source,
      got: `${format}, which the package oxigraph reads, and it is not installed`,
      expected: "Turtle, N-Triples, N-Quads or OBO without it",
      remedy: "Run: npm install oxigraph.",
      cause: error,
    });
  }
}

/**
 * RDF in a format that oxigraph reads, as N-Quads. It goes through oxigraph's store and comes out as one text: asking
 * for each statement as an object takes four times as long.
 *
 * @throws LabelingError `unsupported_format` where oxigraph is not installed, `corrupt_file` for what it cannot read.
 */
export async function nquadsOf(
  text: string,
  mediaType: string,
  base: string,
  source: string,
  name: string,
): Promise<string> {
  // prettier-ignore
  const { Store } = await importOxigraph(name, source);
  const store = new Store();
  try {
    store.load(text, { format: mediaType, lenient: true, ...(base === "" ? {} : { base_iri: base }) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isRemote = /context/i.test(message) && /load|remote|http/i.test(message);
    throw new LabelingError("corrupt_file", {
      where: source,
      got: `${name} that cannot be read: ${message.slice(0, 200)}`,
      ...(isRemote ? { remedy: "Contexts are not fetched from the network: write the context into the file." } : {}),
      cause: error,
    });
  }
  return store.dump({ format: "application/n-quads" });
}
