import type { FunctionSummary } from "../../analysis/summary.ts";
import { colorOf, shareBar } from "../charts.ts";
import { figure, section, type ReportContent } from "../content.ts";
import { html, type HtmlPart, type Markup } from "../html.ts";
import { count, percent, place } from "../numbers.ts";

const shown = 300;

/** Learned accuracy as a dot, measured accuracy as a diamond, on a line from 0 to 100 %. */
function accuracyTrack(learned: number | null, measured: number | null): Markup {
  const x = (share: number): string => place(4 + 112 * share);
  return html`<svg class="dots" viewBox="0 0 120 14" aria-hidden="true">
    <path class="rule" d="M4 7h112M60 3v8" />
    ${measured === null ? null : html`<path class="diamond" d="M${x(measured)} 2.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z" />`}
    ${learned === null ? null : html`<circle cx="${x(learned)}" cy="7" r="3.6" />`}
  </svg>`;
}

function polarityChips(func: FunctionSummary, content: ReportContent): HtmlPart {
  const { labels } = content.votes;
  const chips = func.polarity
    .slice(0, 4)
    .map((name) => html`<span class="chip ${colorOf(labels.code(name))}"><bdi>${name}</bdi></span> `);
  return [chips, func.polarity.length > 4 ? ` +${func.polarity.length - 4}` : ""];
}

function functionRow(func: FunctionSummary, j: number, content: ReportContent): Markup {
  const { summary, pack } = content;
  const description = pack.functions[j]?.description ?? "";
  const gold = html`<td class="number">${percent(func.accuracy)}</td>`;
  const faults = html`<td class="number">${count(func.faults)}</td>`;
  return html`<tr>
    <td class="number soft">${j + 1}</td>
    <th scope="row">
      <bdi>${func.name}</bdi>${description === "" ? null : html`<small dir="auto">${description}</small>`}
    </th>
    <td>${polarityChips(func, content)}</td>
    <td>${shareBar(func.coverage)}</td>
    <td class="number">${percent(func.overlaps)}</td>
    <td class="number">${percent(func.conflicts)}</td>
    <td>${accuracyTrack(func.learnedAccuracy, func.accuracy)}</td>
    <td class="number">${percent(func.learnedAccuracy)}</td>
    ${summary.hasGold ? gold : null}${hasFaults(content) ? faults : null}
  </tr>`;
}

const hasFaults = ({ summary }: ReportContent): boolean => summary.functions.some((func) => func.faults > 0);

function functionTable(content: ReportContent): Markup {
  const { summary } = content;
  const number = (title: string): Markup => html`<th scope="col" class="number">${title}</th>`;
  const rows = summary.functions.slice(0, shown).map((func, j) => functionRow(func, j, content));
  return html`<div class="scroll">
    <table class="functions">
      <thead>
        <tr>
          <th></th>
          <th scope="col">labeling function</th>
          <th scope="col">votes for</th>
          <th scope="col">coverage</th>
          ${number("overlaps")} ${number("conflicts")}
          <th scope="col">accuracy</th>
          ${number("learned")} ${summary.hasGold ? number("gold") : null}${hasFaults(content) ? number("faults") : null}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** A row for each labeling function; with gold, what was learned against the truth. */
export function functionsSection(content: ReportContent): Markup {
  const { summary } = content;
  const more = summary.functions.length > shown ? ` The first ${shown} of ${summary.functions.length}.` : "";
  const marks = summary.hasGold
    ? "Dot: accuracy as learned from the votes; diamond: against gold."
    : "Dot: accuracy as learned from the votes.";
  return section(
    "Labeling functions",
    figure(
      `Shares of all rows: where a function votes, where another votes too, where another votes for something else. ${marks}${more}`,
      functionTable(content),
    ),
  );
}
