import { html, type Markup } from "./html.ts";
import { count, percent, place } from "./numbers.ts";

/** Colors of labels there are; further ones are gray. */
export const labelColors = 8;

/** The class that gives a label its color. */
export const colorOf = (code: number): string => (code >= 0 && code < labelColors ? `c${code}` : "c-other");

/** A share as a bar in a table cell, with its number. */
export function shareBar(share: number): Markup {
  return html`<span class="share"
    ><span class="track"><i style="width:${place(100 * share)}%"></i></span><b>${percent(share)}</b></span
  >`;
}

const margin = { left: 46, right: 12, top: 12, bottom: 30 } as const;
const size = { width: 460, height: 210 } as const;
const inner = {
  width: size.width - margin.left - margin.right,
  height: size.height - margin.top - margin.bottom,
} as const;

/** A chart's frame: axes named, the drawing inside it. */
function frame(title: string, xTitle: string, drawing: readonly Markup[]): Markup {
  return html`<svg class="chart" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">
    ${drawing}
    <text class="axis" x="${margin.left + inner.width / 2}" y="${size.height - 3}" text-anchor="middle">${xTitle}</text>
  </svg>`;
}

/** A horizontal rule with its number at the left. */
function rule(y: number, label: string): Markup {
  return html`<path class="rule" d="M${margin.left} ${place(y)}h${inner.width}" /><text
      class="tick"
      x="${margin.left - 6}"
      y="${place(y + 3.5)}"
      text-anchor="end"
      >${label}</text
    >`;
}

const tickBelow = (x: number, label: string): Markup =>
  html`<text class="tick" x="${place(x)}" y="${margin.top + inner.height + 14}" text-anchor="middle">${label}</text>`;

/** One bar of a histogram: how many of each part, with the class that colors the part. */
export type StackedBar = readonly { readonly rows: number; readonly color: string }[];

/** A histogram over 0 to 100 %, each bar made of parts. */
export function histogram(bars: readonly StackedBar[], title: string, xTitle: string): Markup {
  const totals = bars.map((bar) => bar.reduce((sum, part) => sum + part.rows, 0));
  const most = Math.max(1, ...totals);
  const width = inner.width / bars.length;
  const scale = inner.height / most;
  const base = margin.top + inner.height;
  const drawn = bars.map((bar, i) => {
    let y = base;
    const parts = bar
      .filter((part) => part.rows > 0)
      .map((part) => {
        y -= part.rows * scale;
        const x = margin.left + i * width + 1;
        return html`<rect
          class="${part.color}"
          x="${place(x)}"
          y="${place(y)}"
          width="${place(width - 2)}"
          height="${place(part.rows * scale)}"
        />`;
      });
    const from = Math.round((100 * i) / bars.length);
    const to = Math.round((100 * (i + 1)) / bars.length);
    return parts.length === 0
      ? null
      : html`<g><title>${from} to ${to} %: ${count(totals[i] ?? 0)} rows</title>${parts}</g>`;
  });
  const rules = [0, 0.5, 1].map((part) => rule(base - part * inner.height, count(Math.round(part * most))));
  const ticks = [0, 25, 50, 75, 100].map((x) => tickBelow(margin.left + (x / 100) * inner.width, `${x} %`));
  return frame(title, xTitle, [html`${rules}${drawn}${ticks}`]);
}

/** Digits that tell two numbers apart. */
function shortNumber(value: number, span: number): string {
  if (Math.abs(value) >= 1000) return count(Math.round(value)).replace("-", "−");
  return value.toFixed(span < 0.1 ? 4 : span < 10 ? 2 : 0).replace("-", "−");
}

/** Numbers by round as a line. */
export function lineChart(values: readonly number[], title: string, xTitle: string): Markup {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || 1;
  const left = margin.left + 14;
  const width = inner.width - 14;
  const x = (i: number): number => left + (values.length < 2 ? 0.5 : i / (values.length - 1)) * width;
  const y = (value: number): number => margin.top + 6 + (1 - (value - low) / span) * (inner.height - 12);
  const points = values.map((value, i) => `${place(x(i))} ${place(y(value))}`);
  const rules = (high === low ? [low] : [low, high]).map((value) => rule(y(value), shortNumber(value, span)));
  const dots =
    values.length > 60
      ? []
      : values.map(
          (value, i) =>
            html`<circle cx="${place(x(i))}" cy="${place(y(value))}" r="2.4"
              ><title>round ${i + 1}: ${shortNumber(value, 1)}</title></circle
            >`,
        );
  const last = values.length - 1;
  const ticks = [...new Set([0, Math.round(last / 2), last])].map((i) => tickBelow(x(i), String(i + 1)));
  return frame(title, xTitle, [html`${rules}<path class="line" d="M${points.join("L")}" />${dots}${ticks}`]);
}
