/** What a label is to its concept. SKOS has the first three, OBO the others besides. */
export type LabelKind = "preferred" | "alternative" | "hidden" | "related" | "broad" | "narrow";

/** The kinds of label, by the numbers that stand for them inside. */
export const labelKinds: readonly LabelKind[] = ["preferred", "alternative", "hidden", "related", "broad", "narrow"];

/** What a statement of RDF tells about concepts, by its predicate. */
export type Role =
  | { readonly tells: "label"; readonly kind: LabelKind }
  | { readonly tells: "labelNode"; readonly kind: LabelKind }
  | { readonly tells: "labelForm" | "broader" | "narrower" | "type" | "deprecated" };

const skos = "http://www.w3.org/2004/02/skos/core#";
const skosxl = "http://www.w3.org/2008/05/skos-xl#";
const rdfs = "http://www.w3.org/2000/01/rdf-schema#";
const owl = "http://www.w3.org/2002/07/owl#";
const oboInOwl = "http://www.geneontology.org/formats/oboInOwl#";

const label = (kind: LabelKind): Role => ({ tells: "label", kind });
const labelNode = (kind: LabelKind): Role => ({ tells: "labelNode", kind });

/** The predicates that tell something about concepts: those of SKOS, SKOS-XL, RDF Schema, OWL and OBO. */
export const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  [`${skos}prefLabel`, label("preferred")],
  [`${skos}altLabel`, label("alternative")],
  [`${skos}hiddenLabel`, label("hidden")],
  [`${skosxl}prefLabel`, labelNode("preferred")],
  [`${skosxl}altLabel`, labelNode("alternative")],
  [`${skosxl}hiddenLabel`, labelNode("hidden")],
  [`${skosxl}literalForm`, { tells: "labelForm" }],
  [`${rdfs}label`, label("preferred")],
  [`${oboInOwl}hasExactSynonym`, label("alternative")],
  [`${oboInOwl}hasRelatedSynonym`, label("related")],
  [`${oboInOwl}hasBroadSynonym`, label("broad")],
  [`${oboInOwl}hasNarrowSynonym`, label("narrow")],
  ["http://purl.obolibrary.org/obo/IAO_0000118", label("alternative")],
  [`${skos}broader`, { tells: "broader" }],
  [`${skos}broaderTransitive`, { tells: "broader" }],
  [`${skos}narrower`, { tells: "narrower" }],
  [`${skos}narrowerTransitive`, { tells: "narrower" }],
  [`${rdfs}subClassOf`, { tells: "broader" }],
  ["http://www.w3.org/1999/02/22-rdf-syntax-ns#type", { tells: "type" }],
  [`${owl}deprecated`, { tells: "deprecated" }],
]);

/** Types of what has labels and is no concept. */
export const otherTypes: ReadonlySet<string> = new Set([
  `${skos}ConceptScheme`,
  `${skos}Collection`,
  `${skos}OrderedCollection`,
  `${skosxl}Label`,
  `${owl}Ontology`,
  `${owl}ObjectProperty`,
  `${owl}DatatypeProperty`,
  `${owl}AnnotationProperty`,
  `${owl}Axiom`,
  `${rdfs}Datatype`,
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
]);

/** What is above everything, and says nothing. */
export const top: ReadonlySet<string> = new Set([`${owl}Thing`, `${rdfs}Resource`]);
