/** The types that a schema tells apart. */
export type JsonType = "string" | "number" | "boolean" | "null" | "array" | "object";

/** A JSON Schema, as far as that of packs goes. `title` says in words what is expected. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly title?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly prefixItems?: readonly SchemaNode[];
  readonly items?: SchemaNode | false;
  readonly minProperties?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly propertyNames?: SchemaNode;
  readonly additionalProperties?: SchemaNode | false;
  readonly required?: readonly string[];
  /** Only of schemas that say what is required. */
  readonly anyOf?: readonly SchemaNode[];
  /** Only of objects that are told apart by their `kind`. */
  readonly oneOf?: readonly SchemaNode[];
  readonly if?: SchemaNode;
  readonly then?: SchemaNode;
  readonly else?: SchemaNode;
}

/** The type of a JSON value; null for what JSON does not know. */
export function jsonTypeOf(value: unknown): JsonType | null {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isFinite(value) ? "number" : null;
  return typeof value === "string" || typeof value === "boolean" || typeof value === "object" ? typeof value as JsonType : null; // prettier-ignore
}
