import type { LabelModelKind } from "../../src/label-models/fit-report.ts";
import { testKind } from "./kind.ts";

// Every kind there is: a new one that is missing here does not compile.
const kinds: Readonly<Record<LabelModelKind, true>> = {
  em: true,
  majority: true,
  "weighted-majority": true,
  "dawid-skene": true,
  "one-coin": true,
  triplets: true,
  ebcc: true,
};
for (const kind of Object.keys(kinds) as LabelModelKind[]) testKind(kind);
