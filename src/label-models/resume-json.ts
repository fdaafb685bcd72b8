import type { EmResume } from "./em/resume.ts";
import { badPart, isNumbers, isObject } from "./json-checks.ts";

/** What a fit left for the next one, from JSON; null where there is none. @throws LabelingError `corrupt_file` */
export function resumeFromJson(value: unknown, labels: number, functions: number): EmResume | null {
  if (value === undefined || value === null) return null;
  if (!isObject(value)) throw badPart("resume", value, "an object, or null");
  const { temperature, population, firing } = value;
  if (typeof temperature !== "number" || !(temperature > 0 && temperature <= 1)) {
    throw badPart("resume.temperature", temperature, "a number above 0 and at most 1");
  }
  if (!isObject(population)) throw badPart("resume.population", population, "an object");
  const { mean, concentration, strength } = population;
  const numbers = [mean, concentration, strength];
  if (!isNumbers(numbers) || numbers.some((n) => n <= 0)) {
    throw badPart("resume.population", population, "mean, concentration and strength above 0");
  }
  if (!Array.isArray(firing) || firing.length !== functions) {
    throw badPart("resume.firing", firing, `an array for each of the ${functions} labeling functions, or null`);
  }
  return Object.freeze({
    temperature,
    population: Object.freeze({ mean: numbers[0] ?? 0, concentration: numbers[1] ?? 0, strength: numbers[2] ?? 0 }),
    firing: Object.freeze(
      firing.map((rates: unknown, j) => {
        if (rates === null) return null;
        if (isNumbers(rates) && rates.length === labels) return Object.freeze(rates);
        throw badPart(`resume.firing[${j}]`, rates, `${labels} numbers, or null`);
      }),
    ),
  });
}
