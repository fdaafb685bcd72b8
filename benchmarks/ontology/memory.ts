import {
  applyLabelingFunctions,
  defineTask,
  ontologyFunction,
  readOntology,
  tableFromRows,
  type Ontology,
} from "labelwright";
import { ontologyText, type Form } from "./text.ts";

/** What a process of its own found: the first ontology that it reads, compiling included. */
export interface FreshRead {
  readonly statements: number;
  readonly form: Form;
  readonly megabytes: number;
  readonly concepts: number;
  readonly labels: number;
  /** Times on the processor. */
  readonly readMs: number;
  readonly termsMs: number;
  /** Labels of one in eight concepts: those of a branch. */
  readonly terms: number;
  /** The first votes on 10,000 texts, building the automaton included. */
  readonly voteMs: number;
  /** Memory that the ontology holds once all else is collected. */
  readonly heldMB: number;
  /** Resident memory of the process at its highest when the ontology had been read, Node and the text in it. */
  readonly peakMB: number;
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const held = (): number => {
  /-/.test("-"); // the text of the last match is held until the next one
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};

// A process of its own, started by the benchmark.
const [statements = 0, form = "turtle"] = JSON.parse(process.argv[2] ?? "[]") as [number?, Form?];
const before = held();

/** Reads the generated ontology; its text is gone afterwards. */
async function read(): Promise<{ ontology: Ontology; megabytes: number; readMs: number }> {
  const text = ontologyText(statements, form);
  const start = cpu();
  const ontology = await readOntology({ text, format: form });
  return { ontology, readMs: cpu() - start, megabytes: Buffer.byteLength(text) / 2 ** 20 };
}

const { ontology, megabytes, readMs } = await read();
const peakMB = process.resourceUsage().maxRSS / 1024;
const heldMB = held() - before;

const branch = ontology.concept("http://ontology.example/concept/1");
const termsStart = cpu();
const terms = ontology.terms(branch).length;
const termsMs = cpu() - termsStart;

const task = defineTask({ labels: ["yes", "no"], columns: { text: "utf8" } });
const func = ontologyFunction(task, { name: "branch", column: "text", ontology, concept: branch, label: "yes" });
const rows = Array.from({ length: 10_000 }, (_, i) => ({ text: `row ${i} with some words and amber cedar delta ${i * 7}, a text of some length` })); // prettier-ignore
const table = tableFromRows(rows);
const voteStart = cpu();
await applyLabelingFunctions([func], table);
const voteMs = cpu() - voteStart;

const { concepts, labels } = ontology.report;
console.log(JSON.stringify({ statements, form, megabytes, concepts, labels, readMs, termsMs, terms, voteMs, heldMB, peakMB } satisfies FreshRead)); // prettier-ignore
