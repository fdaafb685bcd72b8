import type { GrowthPoint, GrowthSeries } from "./growth.ts";

const panel = { width: 340, height: 250, left: 62, right: 14, top: 34, bottom: 62 } as const;
const inner = {
  width: panel.width - panel.left - panel.right,
  height: panel.height - panel.top - panel.bottom,
} as const;
const colors = ["#1f6feb", "#d1580b"] as const;

/** Powers of ten that enclose some numbers above 0. */
function decades(values: readonly number[]): readonly [number, number] {
  const low = Math.floor(Math.log10(Math.min(...values)));
  return [low, Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))))];
}

const short = (value: number): string =>
  value >= 1e6 ? `${value / 1e6}M` : value >= 1e3 ? `${value / 1e3}k` : String(value);

const time = (ms: number): string => (ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`);

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** One panel: the series that grow along one size, both axes logarithmic, with a line of proportional growth. */
function drawPanel(along: string, series: readonly GrowthSeries[], x0: number): string {
  const points = series.flatMap((each) => each.points);
  const sizes = points.map(({ size }) => size);
  const [first, last] = [Math.log10(Math.min(...sizes)), Math.log10(Math.max(...sizes))];
  const [low, high] = decades(points.map(({ ms }) => ms));
  const x = (size: number): number =>
    panel.left + ((Math.log10(size) - first) / Math.max(last - first, 1e-9)) * inner.width;
  const y = (ms: number): number => panel.top + (1 - (Math.log10(ms) - low) / (high - low)) * inner.height;
  const at = ({ size, ms }: GrowthPoint): string => `${x(size).toFixed(1)} ${y(ms).toFixed(1)}`;
  const rules = Array.from({ length: high - low + 1 }, (_, i) => {
    const ms = 10 ** (low + i);
    return (
      `<path d="M${panel.left} ${y(ms).toFixed(1)}h${inner.width}" stroke="#ddd"/>` +
      `<text x="${panel.left - 6}" y="${(y(ms) + 4).toFixed(1)}" text-anchor="end">${time(ms)}</text>`
    );
  });
  // A label for each size would run into the next one where they lie close.
  let free = -Infinity;
  const ticks = [...new Set(sizes)]
    .sort((a, b) => a - b)
    .map((size) => {
      if (x(size) < free) return "";
      free = x(size) + 32;
      return `<text x="${x(size).toFixed(1)}" y="${panel.top + inner.height + 15}" text-anchor="middle">${short(size)}</text>`;
    });
  const lines = series.map(({ points: own, name }, i) => {
    const color = colors[i % colors.length] ?? colors[0];
    const dots = own.map((point) => {
      const [cx, cy] = at(point).split(" ");
      return `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${color}"/>`;
    });
    const legend = `<text x="${panel.left}" y="${panel.top + inner.height + 33 + 14 * i}" fill="${color}">${escape(name)}</text>`;
    return `<path d="M${own.map(at).join("L")}" fill="none" stroke="${color}" stroke-width="1.5"/>${dots.join("")}${legend}`;
  });
  const title = `<text x="${panel.left}" y="20" font-weight="bold">time by ${along}</text>`;
  return `<g transform="translate(${x0} 0)">${title}${[...rules, ...ticks, ...lines].join("")}</g>`;
}

/** The series as an SVG drawing, a panel for each size that grows. Series without points are left out. */
export function drawGrowth(series: readonly GrowthSeries[]): string {
  const drawn = series.filter(({ points }) => points.length > 0);
  const panels = [...new Set(drawn.map(({ along }) => along))];
  const width = panel.width * panels.length;
  const body = panels.map((along, i) =>
    drawPanel(
      along,
      drawn.filter((each) => each.along === along),
      i * panel.width,
    ),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${panel.height}" width="${width}" height="${panel.height}"`,
    ` font-family="sans-serif" font-size="11" fill="#222"><rect width="100%" height="100%" fill="white"/>`,
    ...body,
    "</svg>\n",
  ].join("");
}
