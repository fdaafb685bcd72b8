export { LabelingError } from "../errors.ts";
export type { ErrorCode, ErrorParts } from "../errors.ts";
export type { NotInferred } from "../util/not-inferred.ts";
export type { Progress, ProgressHandler, ProgressStream } from "../util/progress.ts";
export type { Random } from "../util/random.ts";
