export { ontologyFromConcepts, type ConceptRow } from "../ontologies/from-concepts.ts";
export { isOntology, type Ontology } from "../ontologies/ontology.ts";
export type { Concept, ConceptLabel, FollowOptions, OntologyReport, TermsOptions } from "../ontologies/ontology.ts";
export { readOntology } from "../ontologies/read-ontology.ts";
export type { OntologyFormat, OntologyText, ReadOntologyOptions } from "../ontologies/read-ontology.ts";
export type { LabelKind } from "../ontologies/vocabulary.ts";
