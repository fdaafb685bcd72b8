import type { ReportContent } from "../content.ts";
import { html, type Markup } from "../html.ts";
import { count, percent } from "../numbers.ts";

const fact = (name: string, value: string): Markup =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** What was labeled with what, and how it went, in numbers. */
export function headSection({ pack, source, votes, model, summary }: ReportContent): Markup {
  const { warnings } = model.report;
  return html`<header>
      <p class="eyebrow">labelwright report</p>
      <h1><bdi>${pack.name}</bdi> <small>${pack.version}</small></h1>
      <p class="lead" dir="auto">${pack.description}</p>
      <dl class="facts">
        ${fact("rows", count(votes.rows))} ${fact("covered", percent(summary.coverage))}
        ${fact("with conflicts", percent(summary.conflicts))}
        ${fact("labeling functions", count(votes.functions.length))} ${fact("labels", count(votes.labels.size))}
        ${fact("vote patterns", count(model.report.patterns))}
      </dl>
      <p class="source">Rows from <bdi>${source}</bdi></p>
    </header>
    ${
      warnings.length === 0
        ? null
        : html`<ul class="warnings">
            ${warnings.map((warning) => html`<li>${warning}</li>`)}
          </ul>`
    }`;
}
