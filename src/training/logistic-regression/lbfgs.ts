/** How many of the last steps the direction is worked out from. */
export const lbfgsMemory = 10;

/** The inner product of two vectors, or of their first `length` numbers. */
export function dot(a: Float64Array, b: Float64Array, length: number = a.length): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Adds `factor * b` to `a`. */
export function addScaled(a: Float64Array, factor: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] ?? 0) + factor * (b[i] ?? 0);
}

/** What limited-memory BFGS remembers: the last steps, and how the gradient changed over each. Nothing is allocated later. */
export interface LbfgsHistory {
  readonly steps: readonly Float64Array[];
  readonly changes: readonly Float64Array[];
  /** 1 / (step . change) of each. */
  readonly scales: Float64Array;
  /** What the inverse of the second derivatives is taken to be before any step: of each parameter, up to a factor. */
  readonly inverse: Float64Array;
  /** change . (inverse x change) of each. */
  readonly squares: Float64Array;
  readonly alphas: Float64Array;
  /** How many steps there were; only the last ones are kept. */
  count: number;
}

/** A history without steps. */
export function emptyHistory(inverse: Float64Array, memory: number): LbfgsHistory {
  const vectors = (): Float64Array[] => Array.from({ length: memory }, () => new Float64Array(inverse.length));
  const numbers = (): Float64Array => new Float64Array(memory);
  return {
    steps: vectors(),
    changes: vectors(),
    inverse,
    scales: numbers(),
    squares: numbers(),
    alphas: numbers(),
    count: 0,
  };
}

/**
 * Remembers a step of `size * direction` over which the gradient went from `before` to `after`, unless the curvature
 * along it is lost in rounding.
 */
export function remember(
  history: LbfgsHistory,
  direction: Float64Array,
  size: number,
  before: Float64Array,
  after: Float64Array,
): void {
  const { inverse } = history;
  const slot = history.count % history.scales.length;
  const [step, change] = [history.steps[slot], history.changes[slot]];
  if (step === undefined || change === undefined) return;
  let curvature = 0;
  let square = 0;
  for (let i = 0; i < step.length; i++) {
    const s = size * (direction[i] ?? 0);
    const y = (after[i] ?? 0) - (before[i] ?? 0);
    step[i] = s;
    change[i] = y;
    curvature += s * y;
    square += y * y * (inverse[i] ?? 0);
  }
  if (!(curvature > 1e-16 * square)) return;
  history.scales[slot] = 1 / curvature;
  history.squares[slot] = square;
  history.count++;
}

/**
 * The direction of the next step: minus the gradient, times what is known of the inverse of the second derivatives (the
 * two-loop recursion; Nocedal and Wright 2006, algorithm 7.4). O(memory x parameters).
 */
export function findDirection(history: LbfgsHistory, gradient: Float64Array, direction: Float64Array): void {
  const { steps, changes, inverse, scales, squares, alphas, count } = history;
  const memory = scales.length;
  for (let i = 0; i < gradient.length; i++) direction[i] = -(gradient[i] ?? 0);
  const oldest = Math.max(0, count - memory);
  for (let t = count - 1; t >= oldest; t--) {
    const [step, change] = [steps[t % memory], changes[t % memory]];
    if (step === undefined || change === undefined) continue;
    const alpha = (scales[t % memory] ?? 0) * dot(step, direction);
    alphas[t % memory] = alpha;
    addScaled(direction, -alpha, change);
  }
  const last = (count - 1) % memory;
  const scale = count > 0 ? 1 / ((scales[last] ?? 1) * (squares[last] ?? 1)) : 1;
  for (let i = 0; i < direction.length; i++) direction[i] = scale * (inverse[i] ?? 0) * (direction[i] ?? 0);
  for (let t = oldest; t < count; t++) {
    const [step, change] = [steps[t % memory], changes[t % memory]];
    if (step === undefined || change === undefined) continue;
    const beta = (scales[t % memory] ?? 0) * dot(change, direction);
    addScaled(direction, (alphas[t % memory] ?? 0) - beta, step);
  }
}
