import { findDisagreements, type Disagreement } from "../../analysis/disagreements.ts";
import type { FieldShape } from "../../tables/arrow-shape.ts";
import { columnTypeOf } from "../../tables/arrow-types.ts";
import { shorten } from "../../util/text-table.ts";
import { colorOf } from "../charts.ts";
import { section, type ReportContent } from "../content.ts";
import { html, type Markup } from "../html.ts";
import { percent, place } from "../numbers.ts";

const shownRows = 20;
const shownColumns = 3;
const shownLabels = 5;
const textWidth = 320;

/** The text columns that the task reads: what a person needs to see to judge a row. */
function textColumns({ pack, table }: ReportContent): string[] {
  const isText = (name: string): boolean =>
    table.schema.fields.some((field: FieldShape) => field.name === name && columnTypeOf(field.type) === "utf8");
  return Object.keys(pack.task.columns).filter(isText).slice(0, shownColumns);
}

function rowTexts({ table }: ReportContent, columns: readonly string[], row: number): Markup {
  const [main, ...others] = columns.map((name) => {
    const value: unknown = table.getChild(name)?.get(row);
    return { name, text: typeof value === "string" ? shorten(value, textWidth) : "" };
  });
  const more = others
    .filter(({ text }) => text !== "")
    .map(({ name, text }) => html`<span><span class="soft">${name}</span> <bdi>${text}</bdi></span> `);
  return html`<p class="text" dir="auto">${main?.text}</p>
    ${more.length === 0 ? null : html`<p class="more">${more}</p>`}`;
}

function voteList({ votes }: ReportContent, dispute: Disagreement): Markup {
  const byLabel = votes.labels.names
    .map((label, code) => ({
      label,
      code,
      voters: Object.entries(dispute.votes).flatMap(([name, vote]) => (vote === label ? [name] : [])),
    }))
    .filter(({ voters }) => voters.length > 0);
  return html`<ul class="votes">
    ${byLabel.map(
      ({ label, code, voters }) =>
        html`<li>
          <span class="chip ${colorOf(code)}"><bdi>${label}</bdi></span> <bdi>${voters.join(", ")}</bdi>
        </li>`,
    )}
  </ul>`;
}

function probabilityBar({ soft }: ReportContent, row: number): Markup {
  const probabilities = Array.from(soft.row(row), (p, code) => ({ p, code, name: soft.labels.names[code] ?? "" }));
  const likely = probabilities.sort((a, b) => b.p - a.p || a.code - b.code).slice(0, shownLabels);
  return html`<div class="probabilities">
    <span class="stack"
      >${likely.map(({ p, code }) => html`<i class="${colorOf(code)}" style="width:${place(100 * p)}%"></i>`)}</span
    >
    <span>${likely.map(({ p, name }, i) => html`${i > 0 ? ", " : ""}<bdi>${name}</bdi> ${percent(p, 0)}`)}</span>
  </div>`;
}

function disputeCard(content: ReportContent, dispute: Disagreement, columns: readonly string[]): Markup {
  const { row } = dispute;
  const id = content.ids?.[row] ?? null;
  const gold = content.gold?.[row] ?? null;
  const code = gold === null ? -1 : content.soft.labels.code(gold);
  return html`<li class="dispute">
    <p class="id">
      <bdi>${id ?? `row ${row}`}</bdi
      >${gold === null ? null : html` <span class="chip ${colorOf(code)}">gold: <bdi>${gold}</bdi></span>`}
    </p>
    ${rowTexts(content, columns, row)} ${voteList(content, dispute)} ${probabilityBar(content, row)}
  </li>`;
}

/** The rows on which labeling functions disagree most: what to read before writing the next function. */
export function disputesSection(content: ReportContent): Markup | null {
  const disputes = findDisagreements(content.votes, { labels: content.soft, limit: shownRows });
  if (disputes.length === 0) return null;
  const columns = textColumns(content);
  return section(
    "Most disputed rows",
    html`<p class="caption">
        Where labeling functions disagree most: who votes for what, and what the label model makes of it. Rows to read
        before writing the next function.
      </p>
      <ol class="disputes">
        ${disputes.map((dispute) => disputeCard(content, dispute, columns))}
      </ol>`,
  );
}
