import { hasPeers } from "../peers/run.ts";
import { harderScenarios } from "../scenarios/harder.ts";
import { knownScenarios } from "../scenarios/known.ts";
import { range } from "../scenarios/plan.ts";
import { generateSet } from "./generated.ts";
import { ownMethods } from "./methods.ts";
import { measureKnownRows, type KnownRows } from "./known-rows.ts";
import type { AccuracyOptions } from "./options.ts";
import { peerMethods } from "./peers.ts";
import { measureSet, type SetResult } from "./results.ts";
import { readIndex, readSet, type VoteSet } from "./sets.ts";

const isWanted = (only: AccuracyOptions["only"], name: string): boolean =>
  only === null || only.includes(name) || only.includes(name.replace(/\.[^.]*$/, ""));

function measureSets(sets: readonly VoteSet[], peers: boolean): readonly SetResult[] {
  const methods = peers ? [...ownMethods, ...peerMethods(sets)] : ownMethods;
  return sets.map((set) => measureSet(set, methods));
}

async function measureFolder(
  folder: string,
  only: AccuracyOptions["only"],
  peers: boolean,
): Promise<readonly SetResult[]> {
  const wanted = readIndex(folder).filter(([name]) => isWanted(only, name));
  return measureSets(await Promise.all(wanted.map(([name, entry]) => readSet(folder, name, entry))), peers);
}

/** One scenario after the other, so that the votes of all are never in memory together. */
function measureGenerated({ only, seeds }: AccuracyOptions): readonly SetResult[] {
  return [...knownScenarios, ...harderScenarios]
    .filter(({ name }) => isWanted(only, name))
    .flatMap((scenario) =>
      measureSets(
        range(seeds).map((seed) => generateSet(scenario, seed)),
        false,
      ),
    );
}

/** What known rows bring on a folder's sets. */
export async function measureKnown(folder: string, only: AccuracyOptions["only"]): Promise<readonly KnownRows[]> {
  const wanted = readIndex(folder).filter(([name]) => isWanted(only, name));
  return (await Promise.all(wanted.map(([name, entry]) => readSet(folder, name, entry)))).map(measureKnownRows);
}

/** Runs all methods on what the options ask for; peers on a folder's sets only, as they need a second a fit. */
export async function measureAll(
  options: AccuracyOptions,
): Promise<{ readonly sets: readonly SetResult[]; readonly scenarioSets: readonly SetResult[] }> {
  const { data, scenarios, only } = options;
  const peers = options.peers && hasPeers();
  const sets = data === null ? [] : await measureFolder(data, only, peers);
  if (scenarios === null) return { sets, scenarioSets: [] };
  const scenarioSets =
    scenarios === "generated" ? measureGenerated(options) : await measureFolder(scenarios, only, false);
  return { sets, scenarioSets };
}
