import { test as property } from "@fast-check/vitest";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";

import { LabelingError } from "../../../src/errors.ts";
import { SchemaCheck } from "../../../src/packs/json/check-schema.ts";
import { packFromJson } from "../../../src/packs/json/from-json.ts";
import schema from "../../../src/packs/json/pack.schema.json";
import type { SchemaNode } from "../../../src/packs/json/schema-node.ts";
import { mistaken, packs } from "./arbitrary-pack.ts";

const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(schema);
const check = new SchemaCheck(schema as unknown as SchemaNode);

describe("the JSON Schema of packs", () => {
  property.prop([packs])("takes each pack that loads", (document) => {
    expect(validate(document)).toBe(true);
    expect(packFromJson(document).functions.map(({ name }) => name)).toEqual(
      document.functions.map(({ name }) => name),
    );
  });

  property.prop([mistaken], { numRuns: 2000 })(
    "takes and refuses the same documents in ajv and in the loader",
    (document) => {
      const takes = validate(document);
      expect({ document, takes: check.find(document) === null }).toEqual({ document, takes });
      try {
        packFromJson(document);
        expect(takes).toBe(true);
      } catch (error) {
        expect(LabelingError.is(error)).toBe(true);
        if (takes) expect(error).toHaveProperty("code", expect.stringMatching(/^(pack|too_large)$/));
      }
    },
  );

  test("says of every field what it is, for editors", () => {
    const silent: string[] = [];
    const visit = (node: SchemaNode, path: string): void => {
      for (const [name, field] of Object.entries(node.properties ?? {})) {
        const { description } = field as { readonly description?: string };
        if (description === undefined && field.const === undefined) silent.push(`${path}.${name}`);
        visit(field, `${path}.${name}`);
      }
      for (const [name, def] of Object.entries(node.$defs ?? {})) visit(def, name);
    };
    visit(schema as unknown as SchemaNode, "$");
    expect(silent).toEqual([]);
  });
});
