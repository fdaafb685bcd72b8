import { LabelingError, type ErrorCode } from "../errors.ts";

/** How functions of the SDK name themselves at the start of an error's place; on the command line the file says more. */
const callers =
  /^(?:labelMatrixFromTable|votePatternsFromTable|multiLabelVotesFromTable|votesFromAnswers|applyLabelingFunctions|summarize|scoreLabels|fit(?:Multi)?LabelModel, classBalance|(?:multi-)?label model JSON|hard labels, rule|probabilisticLabelsFromTable|reviewAnswersFromTable|fitFeatures|features, encode|classifier, predict|classifier JSON|features JSON|logistic regression JSON)(?:, |$)/;

/**
 * An error of the SDK with the name of the file (or option) in place of the SDK's function: the user of a command has
 * given it a file, not a function call. Any other error is given back unchanged.
 */
export function placeError(error: unknown, place: string, code?: ErrorCode): unknown {
  if (!LabelingError.is(error) || !callers.test(error.where)) return error;
  const rest = error.where.replace(callers, "");
  return new LabelingError(code ?? error.code, {
    where: rest === "" ? place : `${place}, ${rest}`,
    got: error.message.slice(error.where.length + 2).replace(/\.$/, ""),
    details: error.details,
    cause: error,
  });
}

/** Runs `work`; its errors name `place`. */
export function at<T>(place: string, work: () => T, code?: ErrorCode): T {
  try {
    return work();
  } catch (error) {
    throw placeError(error, place, code);
  }
}

/** As `at`, for work that is under way. */
export function atLater<T>(place: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw placeError(error, place);
  });
}

/** A wrong option or argument: exit code 2. */
export function badUsage(where: string, got: string, expected: string, remedy?: string): LabelingError {
  return new LabelingError("bad_option", { where, got, expected, ...(remedy === undefined ? {} : { remedy }) });
}
