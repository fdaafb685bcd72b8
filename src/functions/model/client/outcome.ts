import type { LabelingError } from "../../../errors.ts";
import type { Json } from "../cache/record.ts";
import type { Spending } from "./budget.ts";

/** What became of an input. */
export type Outcome =
  | { readonly kind: "answer"; readonly answer: Json }
  | { readonly kind: "failed"; readonly error: LabelingError }
  /** Not asked, as the limit named has no room for it. */
  | { readonly kind: "unasked"; readonly limit: keyof Spending };
