import type { Table } from "apache-arrow";
import type { Summary } from "../analysis/summary.ts";
import type { LabelModel } from "../label-models/label-model.ts";
import type { LabelMatrix } from "../matrix/label-matrix.ts";
import type { VotePatterns } from "../matrix/vote-patterns.ts";
import type { AnyPack } from "../packs/pack.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import type { HtmlPart, Markup } from "./html.ts";
import { html } from "./html.ts";

/** What a report tells about. */
export interface ReportContent {
  readonly pack: AnyPack;
  /** The name of the file of rows. */
  readonly source: string;
  /** The rows, from this package's copy of apache-arrow. */
  readonly table: Table;
  /** Names of the rows. @defaultValue row numbers */
  readonly ids?: readonly (string | number | null)[] | undefined;
  readonly votes: LabelMatrix;
  /** The distinct rows of `votes`. */
  readonly patterns: VotePatterns;
  readonly model: LabelModel;
  readonly soft: ProbabilisticLabels;
  /** Label codes of the rows, ties broken as the user wants; -1 = no label. */
  readonly codes: ArrayLike<number>;
  readonly summary: Summary;
  /** True labels by row, null where unknown. @defaultValue none */
  readonly gold?: readonly (string | null)[] | undefined;
}

/** A part of the page with a heading. */
export function section(title: string, ...content: readonly HtmlPart[]): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section> `;
}

/** A drawing or table with a sentence that says how to read it. */
export function figure(caption: HtmlPart, ...content: readonly HtmlPart[]): Markup {
  return html`<figure>${content}${caption === null ? null : html`<figcaption>${caption}</figcaption>`}</figure>`;
}
