import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { LabelingError } from "../errors.ts";
import { corruptFile, fileError } from "../tables/files/file-errors.ts";
import { checkChoice, describe, listNames } from "../util/checks.ts";
import { OntologyBuilder } from "./ontology-builder.ts";
import type { Ontology } from "./ontology.ts";
import { nquadsOf } from "./oxigraph.ts";
import { readObo } from "./read-obo.ts";
import { readRdf, type RdfTextFormat } from "./read-rdf.ts";

/** A format of ontologies. */
export type OntologyFormat = "turtle" | "ntriples" | "nquads" | "jsonld" | "rdfxml" | "obo";

/** An ontology that is at hand as text. */
export interface OntologyText {
  readonly text: string;
  readonly format: OntologyFormat;
}

/** Options of `readOntology`. */
export interface ReadOntologyOptions {
  /** The format of a file. @defaultValue what its ending says: .ttl .nt .nq .jsonld .rdf .owl .xml .obo */
  readonly format?: OntologyFormat | undefined;
  /** Keeps labels in these languages, and those without one: `"en"` stands for `en-GB` too. @defaultValue all */
  readonly languages?: readonly string[] | undefined;
  /** Whether concepts marked as deprecated or obsolete are kept. @defaultValue false */
  readonly deprecated?: boolean | undefined;
  /** What relative IRIs are relative to. @defaultValue the place of the file */
  readonly base?: string | undefined;
}

const formats: readonly OntologyFormat[] = ["turtle", "ntriples", "nquads", "jsonld", "rdfxml", "obo"];

const endings: Readonly<Record<string, OntologyFormat>> = {
  ".ttl": "turtle",
  ".turtle": "turtle",
  ".nt": "ntriples",
  ".nq": "nquads",
  ".jsonld": "jsonld",
  ".rdf": "rdfxml",
  ".owl": "rdfxml",
  ".xml": "rdfxml",
  ".obo": "obo",
};

/** The formats that are read by oxigraph: their media types and names. */
const foreign: Readonly<Partial<Record<OntologyFormat, readonly [mediaType: string, name: string]>>> = {
  jsonld: ["application/ld+json", "JSON-LD"],
  rdfxml: ["application/rdf+xml", "RDF/XML"],
};

/** The formats that are read by n3: its names for them. */
const textFormats: Readonly<Partial<Record<OntologyFormat, RdfTextFormat>>> = {
  turtle: "Turtle",
  ntriples: "N-Triples",
  nquads: "N-Quads",
};

function formatOf(path: string, given: OntologyFormat | undefined): OntologyFormat {
  if (given !== undefined) return checkChoice(given, "turtle", formats, `${path}, format`);
  const ending = /\.[^./\\]*$/.exec(path.toLowerCase())?.[0] ?? "";
  const found = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  if (found !== undefined) return found;
  throw new LabelingError("unsupported_format", {
    where: path,
    got: ending === "" ? "a file name without an ending" : `the ending "${ending}"`,
    expected: `one of ${Object.keys(endings).join(", ")}`,
    remedy: `Or name the format: { format: ${listNames(formats).replaceAll(", ", " | ")} }.`,
  });
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fileError(error, path, "read");
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw corruptFile(path, "bytes that are not UTF-8", "text in UTF-8", error);
  }
}

interface Source {
  readonly text: string;
  readonly format: OntologyFormat;
  readonly where: string;
  readonly base: string;
}

async function open(given: string | OntologyText, { format, base }: ReadOntologyOptions): Promise<Source> {
  if (typeof given === "string") {
    const known = formatOf(given, format);
    return { text: await readText(given), format: known, where: given, base: base ?? pathToFileURL(given).href };
  }
  const { text, format: own }: Partial<Record<keyof OntologyText, unknown>> = given;
  if (typeof text !== "string") {
    throw new LabelingError("bad_option", {
      where: "readOntology",
      got: describe(given),
      expected: "the path of a file, or { text, format }",
    });
  }
  const where = "readOntology, text";
  return { text, format: checkChoice(own as OntologyFormat, "turtle", formats, `${where}, format`), where, base: base ?? "" }; // prettier-ignore
}

/**
 * Reads an ontology or thesaurus: its concepts, what people call them, and what is broader and narrower than what.
 * Understood are SKOS (also SKOS-XL), RDF Schema, and OWL as the OBO ontologies use it: `skos:prefLabel`, `altLabel`
 * and `hiddenLabel`, `rdfs:label`, `oboInOwl:hasExactSynonym` and the other synonyms, `IAO:0000118`; `skos:broader` and
 * `narrower`, `rdfs:subClassOf`; `owl:deprecated`. Of other statements nothing is kept. Cycles are let be, and reported.
 *
 * Turtle, N-Triples and N-Quads are read by the package `n3`; JSON-LD and RDF/XML by the package `oxigraph`, which is to
 * be installed beside this one; flat OBO files here. Nothing is fetched from the network: neither contexts nor imported ontologies.
 *
 * Cost: 60,000 statements of Turtle take 0.3 s of the processor and 2 MB, 1,000,000 take 4 s and 34 MB; while they are
 * read, the process takes up to 131 MB and 570 MB. What oxigraph reads takes some 30 µs a statement more.
 *
 * @param given The path of a file, or a text with its format.
 * @throws LabelingError `unsupported_format`, `file_not_found`, `corrupt_file` (with the line), `empty` where there is
 * no concept.
 *
 * @example
 * ```ts
 * import { readOntology } from "labelwright";
 *
 * const text = `
 *   @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
 *   @prefix ex: <http://example.org/> .
 *   ex:animal a skos:Concept ; skos:prefLabel "animal"@en, "Tier"@de .
 *   ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:altLabel "hound"@en ; skos:broader ex:animal .
 * `;
 * const ontology = await readOntology({ text, format: "turtle" });
 * console.log(ontology.terms("animal", { languages: ["en"] })); // [ 'animal', 'dog', 'hound' ]
 * ```
 */
export async function readOntology(given: string | OntologyText, options: ReadOntologyOptions = {}): Promise<Ontology> {
  const { text, format, where, base } = await open(given, options);
  const { languages, deprecated = false } = options;
  const builder = new OntologyBuilder({ languages: languages?.map((each) => each.toLowerCase()) ?? null, deprecated });
  const other = foreign[format];
  if (other !== undefined) {
    const [mediaType, name] = other;
    await readRdf(await nquadsOf(text, mediaType, base, where, name), "N-Quads", base, where, builder.take);
  } else if (format === "obo") readObo(text, where, builder);
  else await readRdf(text, textFormats[format] ?? "Turtle", base, where, builder.take);
  const ontology = builder.build();
  if (ontology.size > 0) return ontology;
  throw new LabelingError("empty", {
    where,
    got: `no concept in ${builder.statements} statements`,
    expected: "concepts with labels, as SKOS, RDF Schema, OWL or OBO write them",
  });
}
