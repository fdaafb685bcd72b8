import { html, type Markup } from "./html.ts";
import { percent, place } from "./numbers.ts";

/** A point of a plot of shares against shares. */
export interface SharePoint {
  readonly x: number;
  readonly y: number;
  /** Area, relative to the largest one: 0 to 1. */
  readonly weight: number;
  /** Written beside the point. */
  readonly label: string;
  /** Told when the pointer rests on it. */
  readonly title: string;
}

const side = 260;
const left = 58;
const top = 10;

/** Shares against shares, both from `from` to 100 %, with the line on which they are equal. */
export function squarePlot(
  points: readonly SharePoint[],
  from: number,
  names: { readonly title: string; readonly x: string; readonly y: string },
): Markup {
  const scale = side / (1 - from);
  const x = (share: number): number => left + (Math.max(share, from) - from) * scale;
  const y = (share: number): number => top + side - (Math.max(share, from) - from) * scale;
  const steps = [0, 0.25, 0.5, 0.75, 1].filter((share) => share >= from);
  const grid = steps.map(
    (share) =>
      html`<path class="rule" d="M${left} ${place(y(share))}h${side}M${place(x(share))} ${top}v${side}" /><text
          class="tick"
          x="${left - 6}"
          y="${place(y(share) + 3.5)}"
          text-anchor="end"
          >${percent(share, 0)}</text
        ><text class="tick" x="${place(x(share))}" y="${top + side + 14}" text-anchor="middle"
          >${percent(share, 0)}</text
        >`,
  );
  const drawn = points.map((point) => {
    const radius = 3 + 6 * Math.sqrt(point.weight);
    const label = html`<text class="mark" x="${place(x(point.x) + radius + 2)}" y="${place(y(point.y) + 3.5)}"
      >${point.label}</text
    >`;
    return html`<g
      ><title>${point.title}</title
      ><circle
        cx="${place(x(point.x))}"
        cy="${place(y(point.y))}"
        r="${place(radius)}"
      />${point.label === "" ? null : label}</g
    >`;
  });
  return html`<svg
    class="chart square"
    viewBox="0 0 ${side + left + 30} ${side + 48}"
    role="img"
    aria-label="${names.title}"
  >
    ${grid}
    <path class="equal" d="M${place(x(from))} ${place(y(from))}L${place(x(1))} ${place(y(1))}" />
    ${drawn}
    <text class="axis" x="${left + side / 2}" y="${top + side + 32}" text-anchor="middle">${names.x}</text>
    <text class="axis" transform="translate(10 ${top + side / 2}) rotate(-90)" text-anchor="middle">${names.y}</text>
  </svg>`;
}
