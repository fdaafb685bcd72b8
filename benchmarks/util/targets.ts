/** A figure that must be reached. */
export interface Target {
  readonly name: string;
  readonly value: number;
  readonly target: number;
  /** Which side of the target is good. */
  readonly good: "above" | "below";
  /** How figures are written. */
  readonly format: (value: number) => string;
}

/** Whether a target is met. */
export function isMet({ value, target, good }: Target): boolean {
  return good === "above" ? value >= target : value <= target;
}

/** `PASS` or `MISS`, with the figure, the target, and by how much. */
export function formatTarget(target: Target): string {
  const { name, value, good, format } = target;
  const sign = good === "above" ? ">=" : "<=";
  const difference = Math.abs(value - target.target);
  return `${isMet(target) ? "PASS" : "MISS"}  ${name}: ${format(value)} (target ${sign} ${format(target.target)}, by ${format(difference)})`;
}
