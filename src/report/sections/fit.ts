import { lineChart } from "../charts.ts";
import { figure, section, type ReportContent } from "../content.ts";
import { html, type Markup } from "../html.ts";
import { count, percent } from "../numbers.ts";

/** How the label model was fitted. */
export function fitSection({ model }: ReportContent): Markup {
  const { kind, labels, classBalance, report } = model;
  const shown = labels.names.slice(0, 12);
  const balance = shown.map((name, y) => html`${y > 0 ? ", " : ""}<bdi>${name}</bdi> ${percent(classBalance[y])}`);
  const facts: readonly (readonly [string, string | Markup])[] = [
    ["model", kind],
    ["class balance", html`${balance}${labels.size > shown.length ? ", …" : ""}`],
    [
      "fitted on",
      `${count(report.rows)} rows, ${count(report.coveredRows)} with a vote, ${count(report.patterns)} vote patterns`,
    ],
    ["rounds", count(report.iterations)],
    [report.converged ? "converged" : "not converged", report.stopReason],
  ];
  const table = html`<table class="plain">
    <tbody>
      ${facts.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
  if (report.objective.length === 0) return section("Fit", table);
  return section(
    "Fit",
    html`<div class="columns">
      ${figure("How far each function can be trusted was learned from the votes alone.", table)}
      ${figure(
        `What the fit maximizes, round by round: ${report.objectiveIs}.`,
        lineChart(report.objective, "objective by round", "round"),
      )}
    </div>`,
  );
}
