import { colorOf, histogram, labelColors, type StackedBar } from "../charts.ts";
import { figure, section, type ReportContent } from "../content.ts";
import { html, type Markup } from "../html.ts";
import { count, percent, place } from "../numbers.ts";

const shown = 30;
const bins = 20;

interface LabelRow {
  readonly code: number;
  readonly name: string;
  readonly rows: number;
  readonly expected: number;
  readonly gold: number | null;
}

function countByLabel({ soft, codes, gold }: ReportContent): LabelRow[] {
  const k = soft.labels.size;
  const rows = new Float64Array(k);
  const expected = new Float64Array(k);
  const truth = new Float64Array(k);
  for (let row = 0; row < soft.rows; row++) {
    const code = codes[row] ?? -1;
    if (code >= 0) rows[code] = (rows[code] ?? 0) + 1;
    const label = gold?.[row] ?? null;
    if (label !== null) {
      const y = soft.labels.code(label);
      truth[y] = (truth[y] ?? 0) + 1;
    }
    if (!soft.covered(row)) continue;
    soft.row(row).forEach((p, y) => (expected[y] = (expected[y] ?? 0) + p));
  }
  return soft.labels.names.map((name, code) => ({
    code,
    name,
    rows: rows[code] ?? 0,
    expected: expected[code] ?? 0,
    gold: gold === undefined ? null : (truth[code] ?? 0),
  }));
}

function balanceTable(labels: readonly LabelRow[]): Markup {
  const labeled = labels.reduce((sum, label) => sum + label.rows, 0) || 1;
  const covered = labels.reduce((sum, label) => sum + label.expected, 0) || 1;
  const truths = labels.reduce((sum, label) => sum + (label.gold ?? 0), 0);
  const largest = [...labels].sort((a, b) => b.rows - a.rows || a.code - b.code).slice(0, shown);
  const body = largest
    .sort((a, b) => a.code - b.code)
    .map(
      (label) =>
        html`<tr>
          <th scope="row" class="named"><span class="swatch ${colorOf(label.code)}"></span><bdi>${label.name}</bdi></th>
          <td class="wide">
            <span class="track"
              ><i class="${colorOf(label.code)}" style="width:${place((100 * label.rows) / labeled)}%"></i
              >${truths === 0 ? null : html`<s style="left:${place((100 * (label.gold ?? 0)) / truths)}%"></s>`}</span
            >
          </td>
          <td class="number">${count(label.rows)}</td>
          <td class="number">${percent(label.rows / labeled)}</td>
          <td class="number">${percent(label.expected / covered)}</td>
          ${truths === 0 ? null : html`<td class="number">${percent((label.gold ?? 0) / truths)}</td>`}
        </tr>`,
    );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">label</th>
        <th scope="col"></th>
        <th scope="col" class="number">rows</th>
        <th scope="col" class="number">share</th>
        <th scope="col" class="number">expected</th>
        ${truths === 0 ? null : html`<th scope="col" class="number">gold</th>`}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;
}

function confidenceBars({ soft, codes }: ReportContent): StackedBar[] {
  const colors = Math.min(soft.labels.size, labelColors) + 1;
  const rows = Array.from({ length: bins }, () => new Float64Array(colors));
  const confidences = soft.confidences();
  for (const [row, confidence] of confidences.entries()) {
    if (!soft.covered(row)) continue;
    const code = codes[row] ?? -1;
    const color = code < 0 || code >= colors - 1 ? colors - 1 : code;
    const bar = rows[Math.min(bins - 1, Math.floor(confidence * bins))];
    if (bar !== undefined) bar[color] = (bar[color] ?? 0) + 1;
  }
  return rows.map((bar) =>
    Array.from(bar, (n, color) => ({ rows: n, color: colorOf(color === colors - 1 ? -1 : color) })),
  );
}

/** How many rows got which label, and how sure the labels are. */
export function labelsSection(content: ReportContent): Markup {
  const labels = countByLabel(content);
  const unlabeled = content.soft.rows - labels.reduce((sum, label) => sum + label.rows, 0);
  const more = labels.length > shown ? ` The ${shown} labels with most rows, of ${labels.length}.` : "";
  const gold = content.gold === undefined ? "" : " The mark in a bar is the share in gold.";
  return section(
    "Labels",
    html`<div class="columns">
      ${figure(
        `Rows by their label; ${count(unlabeled)} rows without a vote, or undecided, have none. “Expected” sums up the probabilities instead.${gold}${more}`,
        balanceTable(labels),
      )}
      ${figure(
        "How sure the labels are: rows with a vote, by the probability of their most probable label, in the color of their label.",
        histogram(confidenceBars(content), "histogram of confidences", "probability of the most probable label"),
      )}
    </div>`,
  );
}
