import { formatTextTable } from "../../src/util/text-table.ts";
import { peerTitles, type PeerModel } from "../peers/run.ts";
import type { Target } from "../util/targets.ts";
import type { GrowthSeries } from "./growth.ts";
import type { FitTimes } from "./measure.ts";
import type { FreshFit } from "./memory.ts";
import type { VotesSpec } from "./votes.ts";

/** A large set, and the peer it is compared with. */
export interface Race {
  readonly name: string;
  readonly spec: VotesSpec;
  readonly peer: PeerModel;
  /** How many times faster than the peer: what must be reached, and what is hoped for. */
  readonly least: number;
  readonly goal: number;
}

export interface RaceResult extends Race {
  readonly own: FitTimes;
  readonly fresh: FreshFit;
  readonly theirs: { readonly fitMs: number; readonly predictMs: number; readonly peakMB: number } | null;
}

/** Milliseconds, two digits where there are few. */
export const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0);
const megabytes = (value: number): string => `${value.toFixed(0)} MB`;
const seconds = (value: number): string => `${value.toFixed(1)} s`;
const times = (value: number): string => value.toFixed(1);
const right = (title: string): { readonly title: string; readonly align: "right" } => ({ title, align: "right" });

const ratioOf = ({ own, theirs }: RaceResult): number =>
  theirs === null ? NaN : (theirs.fitMs + theirs.predictMs) / (own.fitMs + own.predictMs);

/** Ours and the peer on each large set. */
export function formatRaces(results: readonly RaceResult[]): string {
  const titles = ["rounds", "fit ms", "predict ms", "rise MB", "peak MB", "times ours"];
  const rows = results.flatMap((each) => {
    const { name, own, fresh, theirs, peer } = each;
    const rounds = `${own.iterations}${own.converged ? "" : ", stopped"}`;
    const rise = Math.max(fresh.rise.rss, fresh.rise.heapAndBuffers).toFixed(0);
    const ours = [name, "labelwright", rounds, ms(own.fitMs), ms(own.predictMs), rise, fresh.peakMB.toFixed(0), "1.0"];
    if (theirs === null) return [ours];
    const { fitMs, predictMs, peakMB } = theirs;
    return [ours, ["", peerTitles[peer], "", ms(fitMs), ms(predictMs), "", peakMB.toFixed(0), times(ratioOf(each))]];
  });
  return formatTextTable([{ title: "votes" }, { title: "model" }, ...titles.map(right)], rows);
}

/** Speed and memory beside the peers, where they ran. */
export function raceTargets(results: readonly RaceResult[]): readonly Target[] {
  return results.flatMap((each): Target[] => {
    const { name, peer, theirs, fresh, least, goal } = each;
    if (theirs === null) return [];
    const faster = { value: ratioOf(each), good: "above", format: times } as const;
    const speed = `${name}: times as fast as ${peerTitles[peer]}`;
    const found: Target[] = [{ ...faster, name: speed, target: least }];
    if (goal > least) found.push({ ...faster, name: `${speed}, goal`, target: goal });
    if (peer !== "snorkel") return found;
    const memory = `${name}: peak memory, a tenth of ${peerTitles[peer]}'s`;
    return [
      ...found,
      { name: memory, value: fresh.peakMB, target: theirs.peakMB / 10, good: "below", format: megabytes },
    ];
  });
}

/** What a fresh process found on votes of an unusual shape. */
export interface ShapeResult {
  readonly name: string;
  readonly spec: VotesSpec;
  readonly fresh: FreshFit;
}

/** Times and memory of the unusual shapes. */
export function formatShapes(results: readonly ShapeResult[]): string {
  const titles = ["rounds", "fit s", "predict s", "rise MB", "peak MB"];
  const rows = results.map(({ name, fresh: { iterations, fitMs, predictMs, rise, peakMB } }) => [
    name,
    String(iterations),
    (fitMs / 1000).toFixed(2),
    (predictMs / 1000).toFixed(2),
    Math.max(rise.rss, rise.heapAndBuffers).toFixed(0),
    peakMB.toFixed(0),
  ]);
  return formatTextTable([{ title: "votes" }, ...titles.map(right)], rows);
}

/** Seconds, and less than 2 GB. */
export const shapeTargets = (results: readonly ShapeResult[]): readonly Target[] =>
  results.flatMap(({ name, fresh }): Target[] => [
    { name: `${name}: peak memory`, value: fresh.peakMB, target: 2000, good: "below", format: megabytes },
    {
      name: `${name}: fit and predict`,
      value: (fresh.fitMs + fresh.predictMs) / 1000,
      target: 10,
      good: "below",
      format: seconds,
    },
  ]);

/** Each series as a table; power is the slope between two sizes on logarithmic axes: 1 is proportional. */
export function formatGrowth(series: readonly GrowthSeries[]): string {
  return series
    .map(({ name, along, points }) => {
      const rows = points.map(({ size, ms: value, iterations }, i) => {
        const before = points[i - 1];
        const power =
          before === undefined ? "" : (Math.log(value / before.ms) / Math.log(size / before.size)).toFixed(2);
        return [size.toLocaleString("en"), String(iterations), ms(value), power];
      });
      const titles = [along, "rounds", "fit + predict ms", "power"].map(right);
      return `by ${along}: ${name}\n${formatTextTable(titles, rows)}`;
    })
    .join("\n\n");
}
