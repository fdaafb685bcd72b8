import type { LabelingError } from "../errors.ts";
import { corruptFile } from "../tables/files/file-errors.ts";
import type { TakeStatement } from "./statement.ts";

/** Formats that n3 reads, by its names for them. */
export type RdfTextFormat = "Turtle" | "N-Triples" | "N-Quads";

/** What n3 gives for a subject, a predicate or an object. */
interface Term {
  readonly termType: string;
  readonly value: string;
  readonly language?: string;
}

const nameOf = ({ termType, value }: Term): string => (termType === "BlankNode" ? `_:${value}` : value);

/**
 * Reads RDF in one of the formats that n3 reads, statement by statement: no list of them is kept. Datatypes of literals
 * and the graphs of quads are passed over, and so is a statement about a statement (RDF-star).
 *
 * @throws LabelingError `corrupt_file` with the line
 */
export async function readRdf(
  text: string,
  format: RdfTextFormat,
  base: string,
  source: string,
  take: TakeStatement,
): Promise<void> {
  const { Parser } = await import("n3"); // seldom needed, and not quick to load
  const parser = new Parser({ format, ...(base === "" ? {} : { baseIRI: base }) });
  await new Promise<void>((resolve, reject) => {
    parser.parse(text.startsWith("\ufeff") ? text.slice(1) : text, (error: Error | null, quad) => {
      if (error !== null) reject(unreadable(error, format, source));
      else if ((quad as unknown) === null) resolve();
      else {
        const { subject, predicate, object }: Record<"subject" | "predicate" | "object", Term> = quad;
        if (subject.termType === "Quad" || object.termType === "Quad") return;
        const isLiteral = object.termType === "Literal";
        take(
          nameOf(subject),
          predicate.value,
          isLiteral ? object.value : nameOf(object),
          isLiteral,
          object.language ?? "",
        );
      }
    });
  });
}

/** What n3 complains of: its messages end in the line. */
function unreadable(error: Error, format: RdfTextFormat, source: string): LabelingError {
  const [, problem = error.message, line] = /^([^]*?) on line (\d+)\.?$/.exec(error.message) ?? [];
  const where = line === undefined ? source : `${source}, line ${line}`;
  return corruptFile(where, `it cannot be read: ${problem.replace(/\.$/, "").slice(0, 200)}`, format, error);
}
