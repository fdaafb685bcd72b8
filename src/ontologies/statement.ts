/**
 * Takes a statement of RDF. Resources are written as their IRI, or `_:name` without one; a literal is its text, with its
 * language, or "" without one.
 */
export type TakeStatement = (
  subject: string,
  predicate: string,
  object: string,
  isLiteral: boolean,
  language: string,
) => void;
