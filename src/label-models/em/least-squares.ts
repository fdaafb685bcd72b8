import { CholeskyDecomposition, LuDecomposition, Matrix } from "ml-matrix";

/** One residual: what it is, and its derivatives by some of the parameters. Filled by the caller, read at once. */
export interface Residual {
  value: number;
  /** Which parameters it depends on, `size` of them; a parameter may stand there twice, its derivatives add. */
  readonly at: Int32Array;
  readonly slope: Float64Array;
  size: number;
}

/** A sum of squares, of which some residuals count by log(1 + r^2) instead: a few large ones do not decide. */
export interface Problem {
  readonly parameters: number;
  /** Number of residuals. */
  readonly residuals: number;
  /** From which residual on the loss is a plain square; those before are robust. */
  readonly robust: number;
  /** Most derivatives of a residual. */
  readonly slopes: number;
  /** Fills residual `i` at parameters `t`. */
  readonly fill: (i: number, t: Float64Array, out: Residual) => void;
}

const maxRounds = 60;
const settled = 1e-7;

/**
 * Minimizes by Gauss-Newton steps with Levenberg-Marquardt damping; robust losses by reweighting (Cauchy).
 * O(rounds x (residuals x slopes^2 + parameters^3)).
 */
export function minimize(problem: Problem, start: Float64Array): Float64Array {
  const { parameters } = problem;
  let t = start.slice();
  let damping = 1e-3;
  let { loss, normal, gradient } = linearize(problem, t);
  for (let round = 0; round < maxRounds; round++) {
    const step = solveDamped(normal, gradient, damping);
    const next = t.map((x, p) => x - (step[p] ?? 0));
    const there = linearize(problem, next);
    if (there.loss < loss) {
      const gain = (loss - there.loss) / Math.max(loss, 1e-12);
      t = next;
      ({ loss, normal, gradient } = there);
      damping = Math.max(damping / 5, 1e-9);
      if (gain < settled) break;
    } else {
      damping *= 4;
      if (damping > 1e8) break;
    }
  }
  return parameters === 0 ? start : t;
}

function linearize(problem: Problem, t: Float64Array): { loss: number; normal: Float64Array; gradient: Float64Array } {
  const { parameters: p, residuals, robust, slopes, fill } = problem;
  const normal = new Float64Array(p * p);
  const gradient = new Float64Array(p);
  const residual: Residual = { value: 0, at: new Int32Array(slopes), slope: new Float64Array(slopes), size: 0 };
  let loss = 0;
  for (let i = 0; i < residuals; i++) {
    fill(i, t, residual);
    const { value, at, slope, size } = residual;
    const isRobust = i < robust;
    loss += isRobust ? Math.log1p(value * value) : value * value;
    const weight = isRobust ? 1 / (1 + value * value) : 1;
    for (let x = 0; x < size; x++) {
      const [row, scaled] = [at[x] ?? 0, weight * (slope[x] ?? 0)];
      gradient[row] = (gradient[row] ?? 0) + scaled * value;
      for (let y = 0; y < size; y++) {
        const cell = row * p + (at[y] ?? 0);
        normal[cell] = (normal[cell] ?? 0) + scaled * (slope[y] ?? 0);
      }
    }
  }
  return { loss, normal, gradient };
}

function solveDamped(normal: Float64Array, gradient: Float64Array, damping: number): Float64Array {
  const p = gradient.length;
  const matrix = Matrix.from1DArray(p, p, normal);
  for (let i = 0; i < p; i++) {
    matrix.set(i, i, matrix.get(i, i) * (1 + damping) + 1e-12);
    for (let n = 0; n < i; n++) matrix.set(i, n, matrix.get(n, i)); // equal up to rounding; the solver wants equal
  }
  const right = Matrix.columnVector(gradient);
  const cholesky = new CholeskyDecomposition(matrix);
  const solution = cholesky.isPositiveDefinite() ? cholesky.solve(right) : new LuDecomposition(matrix).solve(right);
  return Float64Array.from(solution.to1DArray());
}
