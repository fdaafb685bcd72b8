/** A loss along a line, and its slope there. */
export interface LinePoint {
  readonly step: number;
  readonly loss: number;
  readonly slope: number;
}

/** Share of the first slope by which the loss must fall, and which may remain of the slope (strong Wolfe conditions). */
const [enoughFall, flatEnough] = [1e-4, 0.9];
/** Differences of the loss below this share of it are rounding. */
const rounding = 1e-14;
const maxLooks = 40;

/**
 * A step along a line of descent at which the loss has fallen enough and its slope has become flat enough (strong Wolfe
 * conditions; Nocedal and Wright 2006, section 3.5). The loss is convex, so the place is bracketed: doubled until the
 * loss or its slope rises, then narrowed by where the slope, as a straight line, would be 0. Null where no lower loss is
 * found. The last look is at the step returned.
 */
export function searchLine(look: (step: number) => LinePoint, start: LinePoint, first: number): LinePoint | null {
  const slack = rounding * Math.abs(start.loss);
  let low = start;
  let high: LinePoint | null = null;
  let step = first;
  for (let looks = 0; looks < maxLooks; looks++) {
    const point = look(step);
    const isTooHigh = !(point.loss <= start.loss + enoughFall * step * start.slope + slack);
    if (!isTooHigh && Math.abs(point.slope) <= -flatEnough * start.slope) return point;
    if (isTooHigh || point.slope > 0) high = point;
    else low = point;
    step = high === null ? 2 * step : between(low, high);
    if (!(step > 0) || step === low.step || step === high?.step) return null;
  }
  return null;
}

function between(low: LinePoint, high: LinePoint): number {
  const width = high.step - low.step;
  const rise = high.slope - low.slope;
  const share = rise > 0 ? -low.slope / rise : 0.5; // also where a slope is not a number
  return low.step + width * Math.min(0.9, Math.max(0.1, share));
}
