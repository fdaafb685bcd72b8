import { LabelingError } from "../../src/errors.ts";

function asLabelingError(error: unknown): LabelingError {
  if (error instanceof LabelingError) return error;
  throw new Error("this is no LabelingError", { cause: error });
}

/** The LabelingError that `run` throws. */
export function caught(run: () => unknown): LabelingError {
  let value: unknown;
  try {
    value = run();
  } catch (error) {
    return asLabelingError(error);
  }
  throw new Error(`nothing was thrown; the result is ${String(value)}`);
}

/** The LabelingError with which `running` rejects. */
export async function rejection(running: Promise<unknown>): Promise<LabelingError> {
  const [result] = await Promise.allSettled([running]);
  if (result.status === "rejected") return asLabelingError(result.reason);
  throw new Error(`nothing was rejected; the result is ${String(result.value)}`);
}
