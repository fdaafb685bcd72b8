export { LabelingError } from "./errors.ts";
export type { ErrorCode, ErrorParts } from "./errors.ts";
