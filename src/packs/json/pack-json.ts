import type { ColumnType } from "../../tables/column-types.ts";
import type { ChangelogEntry } from "../changelog-entry.ts";
import type { FunctionExamples } from "../examples.ts";

/** What all functions of a pack in JSON have. */
export interface CommonFunctionJson {
  /** The name: different from the other functions', and from `id`, `split` and `gold`. */
  readonly name: string;
  /** What it looks for, for people. @defaultValue "" */
  readonly description?: string | undefined;
  /** Part of the fingerprint. @defaultValue "1" */
  readonly version?: string | undefined;
  /** The label it votes for. Of lookups and ontologies only where all keys or terms have the same. */
  readonly label?: string | undefined;
  /** How sure its votes are, in (0, 1]. @defaultValue votes carry no confidence */
  readonly confidence?: number | undefined;
}

/** A function of kind keywords in JSON, with the options of `keywords`. */
export interface KeywordsJson extends CommonFunctionJson {
  readonly kind: "keywords";
  readonly column: string;
  readonly any?: readonly string[] | undefined;
  readonly all?: readonly string[] | undefined;
  readonly none?: readonly string[] | undefined;
  readonly wholeWord?: boolean | undefined;
  readonly caseSensitive?: boolean | undefined;
  readonly label: string;
}

/** A function of kind pattern in JSON: the source of its regular expression, and flags. */
export interface PatternJson extends CommonFunctionJson {
  readonly kind: "pattern";
  readonly column: string;
  readonly pattern: string;
  readonly flags?: string | undefined;
  readonly label: string;
}

/** A function of kind expression in JSON. */
export interface ExpressionJson extends CommonFunctionJson {
  readonly kind: "expression";
  readonly when: string;
  readonly nulls?: "abstain" | "pass" | undefined;
  readonly label: string;
}

/** What a lookup compares with a cell, in JSON. */
export type KeyJson = string | number | boolean;

/** A function of kind lookup in JSON: keys beside a label, or labels by key, as an object or as pairs. */
export interface LookupJson extends CommonFunctionJson {
  readonly kind: "lookup";
  readonly column: string;
  readonly in: readonly KeyJson[] | readonly (readonly [KeyJson, string])[] | Readonly<Record<string, string>>;
  readonly caseSensitive?: boolean | undefined;
}

/** A function of kind pairs in JSON, as `distantSupervision` makes it. */
export interface PairsJson extends CommonFunctionJson {
  readonly kind: "pairs";
  readonly columns: readonly [string, string];
  readonly pairs: readonly (readonly [string, string])[];
  readonly symmetric?: boolean | undefined;
  readonly caseSensitive?: boolean | undefined;
  readonly label: string;
}

/** A function of kind ontology in JSON: the terms taken out of an ontology, beside a label or by label. */
export interface OntologyJson extends CommonFunctionJson {
  readonly kind: "ontology";
  readonly column: string;
  readonly terms: readonly string[] | Readonly<Record<string, readonly string[]>>;
  readonly wholeWord?: boolean | undefined;
  readonly caseSensitive?: boolean | undefined;
}

/** A labeling function in JSON. */
export type FunctionJson = KeywordsJson | PatternJson | ExpressionJson | LookupJson | PairsJson | OntologyJson;

/** A rule pack in JSON, as `packToJson` gives it and `packFromJson` takes it. */
export interface PackJson {
  /** Where editors find the JSON Schema. */
  readonly $schema?: string | undefined;
  readonly schema: "labelwright.pack/1";
  readonly name: string;
  readonly version: string;
  readonly description?: string | undefined;
  readonly task: {
    readonly labels: readonly string[];
    readonly columns: Readonly<Record<string, ColumnType>>;
    readonly id?: string | undefined;
  };
  readonly functions: readonly FunctionJson[];
  readonly examples?: Readonly<Record<string, FunctionExamples>> | undefined;
  /** What the functions were in each version. @defaultValue none is kept */
  readonly changelog?: readonly ChangelogEntry[] | undefined;
}
