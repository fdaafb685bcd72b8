import { countConflicts, type ConflictCounts } from "../conflict-counts.ts";
import { figure, section, type ReportContent } from "../content.ts";
import { html, type Markup } from "../html.ts";
import { count, percent, place } from "../numbers.ts";

/** Functions shown at most: those with most conflicts. */
const shownFunctions = 40;
const shownPairs = 12;
/** Up to this many functions, the map leaves room for the list of pairs beside it. */
const sideBySide = 20;
/** The side of a cell, and of one where there are many. */
const [wideCell, narrowCell] = [22, 18];
const steps = 8;

const cellOf = (functions: number): number => (functions > 30 ? narrowCell : wideCell);

/** A function that is shown: its place among the shown ones, its number in the table of functions, its name. */
interface Shown {
  readonly number: number;
  readonly name: string;
  readonly votes: number;
}

function chosenFunctions({ summary }: ReportContent): number[] {
  const order = summary.functions.map((func, j) => ({ j, conflicts: func.conflicts }));
  order.sort((a, b) => b.conflicts - a.conflicts || a.j - b.j);
  return order
    .slice(0, shownFunctions)
    .map(({ j }) => j)
    .sort((a, b) => a - b);
}

const shorten = (name: string): string => (name.length > 28 ? `${name.slice(0, 27)}…` : name);

/** Of the rows on which one function votes, the share on which the other votes for something else. */
function differingShare(shown: readonly Shown[], counts: ConflictCounts, row: number, column: number): number {
  return (counts.differing[row * shown.length + column] ?? 0) / Math.max(1, shown[row]?.votes ?? 0);
}

function mapCell(
  shown: readonly Shown[],
  counts: ConflictCounts,
  most: number,
  row: number,
  column: number,
): Markup | null {
  if (row === column || (counts.together[row * shown.length + column] ?? 0) === 0) return null;
  const share = differingShare(shown, counts, row, column);
  const level = share === 0 ? 0 : Math.max(1, Math.ceil((share / most) * steps));
  const cell = cellOf(shown.length);
  const title = `On ${percent(share)} of the rows ${shown[row]?.name} votes on, ${shown[column]?.name} votes for something else`;
  return html`<rect class="h${level}" x="${column * cell}" y="${row * cell}" width="${cell - 2}" height="${cell - 2}"
    ><title>${title}</title></rect
  >`;
}

function heatMap(shown: readonly Shown[], counts: ConflictCounts, most: number): Markup {
  const n = shown.length;
  const cell = cellOf(n);
  const cells = shown.map((_, row) => shown.map((_each, column) => mapCell(shown, counts, most, row, column)));
  const middle = (i: number): number => i * cell + cell / 2;
  const numbers = shown.map(
    ({ number }, i) =>
      html`<text class="tick" x="${place(middle(i) - 1)}" y="-6" text-anchor="middle">${number}</text>`,
  );
  const names = shown.map(
    ({ number, name }, i) =>
      html`<text class="name" x="-8" y="${place(middle(i) + 3)}" text-anchor="end"
        ><tspan class="soft">${number}</tspan> ${shorten(name)}</text
      >`,
  );
  const left = 44 + Math.max(...shown.map(({ name }) => shorten(name).length)) * 6.6;
  const [width, height] = [left + n * cell, n * cell + 22];
  return html`<div class="scroll">
    <svg
      class="heat"
      width="${place(width)}"
      height="${height}"
      viewBox="${place(-left)} -20 ${place(width)} ${height}"
      role="img"
      aria-label="conflicts between labeling functions"
    >
      ${cells}${numbers}${names}
    </svg>
  </div>`;
}

function legend(most: number): Markup {
  const boxes = Array.from({ length: steps + 1 }, (_, level) => html`<span class="h${level}"></span>`);
  return html`<p class="legend">never ${boxes} ${percent(most, 0)}</p>`;
}

/** The pairs of functions with most conflicts. */
function pairTable(shown: readonly Shown[], counts: ConflictCounts): Markup {
  const n = shown.length;
  const pairs = shown.flatMap((a, i) =>
    shown.slice(i + 1).map((b, k) => {
      const at = i * n + i + 1 + k;
      return { a, b, differing: counts.differing[at] ?? 0, together: counts.together[at] ?? 0 };
    }),
  );
  const worst = pairs
    .filter((pair) => pair.differing > 0)
    .sort((x, y) => y.differing - x.differing || x.a.number - y.a.number || x.b.number - y.b.number)
    .slice(0, shownPairs);
  return html`<table>
    <thead>
      <tr>
        <th scope="col">most conflicts between</th>
        <th scope="col" class="number">rows</th>
        <th scope="col" class="number">of rows with both</th>
      </tr>
    </thead>
    <tbody>
      ${worst.map(
        ({ a, b, differing, together }) =>
          html`<tr>
            <th scope="row"><bdi>${a.name}</bdi> and <bdi>${b.name}</bdi></th>
            <td class="number">${count(differing)}</td>
            <td class="number">${percent(differing / together)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** How often labeling functions contradict each other; nothing where none do. */
export function conflictsSection(content: ReportContent): Markup | null {
  const functions = chosenFunctions(content);
  const counts = countConflicts(content.patterns, functions);
  const { summary } = content;
  const shown = functions.map((j): Shown => {
    const { name = "", votes = 0 } = summary.functions[j] ?? {};
    return { number: j + 1, name, votes };
  });
  const shares = shown.flatMap((_, row) => shown.map((_each, column) => differingShare(shown, counts, row, column)));
  const most = Math.max(0, ...shares);
  if (most === 0) return null;
  const all = summary.functions.length;
  const more = all > shown.length ? ` The ${shown.length} functions with most conflicts, of ${all}.` : "";
  const map = figure(
    `Of the rows on which the function in the row votes, the share on which the one in the column votes for something else. Blank: they never meet.${more}`,
    legend(most),
    heatMap(shown, counts, most),
  );
  const pairs = figure(null, pairTable(shown, counts));
  return section(
    "Conflicts",
    html`<div class="${shown.length <= sideBySide ? "columns" : "stacked"}">${map}${pairs}</div>`,
  );
}
