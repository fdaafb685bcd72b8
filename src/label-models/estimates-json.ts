import type { LabelSet } from "../labels/label-set.ts";
import { freezeEstimate } from "./estimates.ts";
import type { FunctionEstimate } from "./fit-report.ts";
import { badPart, isCount, isDistribution, isObject, isShare, isStrings } from "./json-checks.ts";

/** A labeling function's estimates, read from JSON. */
export function estimateFromJson(value: unknown, place: number, labels: LabelSet): FunctionEstimate {
  const part = `functions[${place}]`;
  if (!isObject(value)) throw badPart(part, value, "an object");
  const { name, fingerprint, labels: polarity, votes, coverage, accuracy, onlyLabel, weight } = value;
  if (typeof name !== "string") throw badPart(`${part}.name`, name, "text");
  if (fingerprint !== null && typeof fingerprint !== "string")
    throw badPart(`${part}.fingerprint`, fingerprint, "text or null");
  if (polarity !== null && !isStrings(polarity)) throw badPart(`${part}.labels`, polarity, "an array of text, or null");
  if (!isCount(votes)) throw badPart(`${part}.votes`, votes, "a number of votes");
  if (!isShare(coverage)) throw badPart(`${part}.coverage`, coverage, "a number from 0 to 1");
  if (accuracy !== null && !isShare(accuracy))
    throw badPart(`${part}.accuracy`, accuracy, "a number from 0 to 1, or null");
  if (!isShare(weight)) throw badPart(`${part}.weight`, weight, "a number from 0 to 1");
  if (onlyLabel !== null && !(typeof onlyLabel === "string" && labels.has(onlyLabel)))
    throw badPart(`${part}.onlyLabel`, onlyLabel, "one of the labels, or null");
  return freezeEstimate({
    name,
    fingerprint,
    labels: polarity,
    votes,
    coverage,
    accuracy,
    ...uncertaintyOf(value["standardError"], value["interval"], part),
    weight,
    confusion: confusionOf(value["confusion"], labels.size, part),
    onlyLabel,
  });
}

function uncertaintyOf(
  standardError: unknown,
  interval: unknown,
  part: string,
): Pick<FunctionEstimate, "standardError" | "interval"> {
  if (standardError !== null && !(typeof standardError === "number" && standardError >= 0 && standardError < Infinity))
    throw badPart(`${part}.standardError`, standardError, "a number of at least 0, or null");
  if (interval === null) return { standardError, interval };
  const [low, high, ...more] = Array.isArray(interval) ? (interval as readonly unknown[]) : [];
  if (!isShare(low) || !isShare(high) || low > high || more.length > 0)
    throw badPart(`${part}.interval`, interval, "two rising numbers from 0 to 1, or null");
  return { standardError, interval: [low, high] };
}

function confusionOf(value: unknown, k: number, part: string): FunctionEstimate["confusion"] {
  if (value === null) return null;
  if (!Array.isArray(value) || value.length !== k)
    throw badPart(`${part}.confusion`, value, `an array for each of the ${k} labels, or null`);
  return value.map((row: unknown, y) => {
    if (isDistribution(row, k)) return row;
    throw badPart(`${part}.confusion[${y}]`, row, `${k} probabilities that sum to 1`);
  });
}
