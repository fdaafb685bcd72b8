import { figure, type ReportContent } from "../content.ts";
import type { Markup } from "../html.ts";
import { percent } from "../numbers.ts";
import { squarePlot } from "../square-plot.ts";

/** Learned against measured accuracies; nothing without both. */
export function accuracyPlot({ summary }: ReportContent): Markup | null {
  const known = summary.functions.flatMap((func, j) =>
    func.accuracy === null || func.learnedAccuracy === null
      ? []
      : [{ name: func.name, number: j + 1, x: func.learnedAccuracy, y: func.accuracy, coverage: func.coverage }],
  );
  if (known.length === 0) return null;
  const most = Math.max(...known.map((each) => each.coverage)) || 1;
  const points = known.map(({ name, number, x, y, coverage }) => ({
    x,
    y,
    weight: coverage / most,
    label: known.length > 30 ? "" : String(number),
    title: `${name}: learned ${percent(x)}, gold ${percent(y)}`,
  }));
  const lowest = Math.min(...known.flatMap((each) => [each.x, each.y]));
  const plot = squarePlot(points, lowest < 0.25 ? 0 : lowest < 0.5 ? 0.25 : 0.5, {
    title: "learned and measured accuracy",
    x: "learned without gold",
    y: "measured against gold",
  });
  return figure(
    "What the label model learned of each function without gold, against the truth; on the line, it is right. Area: coverage.",
    plot,
  );
}
