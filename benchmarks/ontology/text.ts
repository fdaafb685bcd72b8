/** Concepts with a preferred and two alternative labels and a broader concept: five statements each. */
const statementsEach = 5;

/** A format in which the generated ontology is written. */
export type Form = "turtle" | "ntriples";

const words = ["amber", "basalt", "cedar", "delta", "ember", "fjord", "granite", "harbor", "island", "juniper"];

/** A name of three words and a number, as long as names of concepts are. */
const nameOf = (n: number): string =>
  `${words[n % 10] ?? ""} ${words[(n >> 3) % 10] ?? ""} ${words[(n >> 6) % 10] ?? ""} ${n}`;

const iri = (n: number): string => `http://ontology.example/concept/${n}`;
const skos = "http://www.w3.org/2004/02/skos/core#";

/** An ontology of about so many statements: a tree in which a concept has eight narrower ones. */
export function ontologyText(statements: number, form: Form): string {
  const concepts = Math.round(statements / statementsEach);
  const parts =
    form === "turtle" ? [`@prefix skos: <${skos}> .\n@prefix c: <http://ontology.example/concept/> .\n`] : [];
  for (let n = 0; n < concepts; n++) {
    const parent = n === 0 ? 0 : (n - 1) >> 3;
    const [name, other] = [nameOf(n), nameOf(n + concepts)];
    if (form === "turtle") {
      parts.push(`c:${n} a skos:Concept ; skos:prefLabel "${name}"@en ; skos:altLabel "${other}"@en, "${name} type" ; skos:broader c:${parent} .\n`); // prettier-ignore
    } else {
      const start = `<${iri(n)}> <${skos}`;
      parts.push(
        `<${iri(n)}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${skos}Concept> .\n`,
        `${start}prefLabel> "${name}"@en .\n${start}altLabel> "${other}"@en .\n${start}altLabel> "${name} type" .\n`,
        `${start}broader> <${iri(parent)}> .\n`,
      );
    }
  }
  return parts.join("");
}
