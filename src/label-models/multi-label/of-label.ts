import { LabelingError } from "../../errors.ts";

/** Runs `work` on one label of a multi-label task; its errors name the label. */
export function ofLabel<T>(label: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!LabelingError.is(error)) throw error;
    throw new LabelingError(error.code, {
      where: `${error.where} (label "${label}")`,
      // The message is its place, a colon, and the rest, which ends in a full stop.
      got: error.message.slice(error.where.length + 2).replace(/\.$/, ""),
      details: { ...error.details, label },
      cause: error,
    });
  }
}
