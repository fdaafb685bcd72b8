import { minimize, type Problem, type Residual } from "./least-squares.ts";

/**
 * How often functions of one label each fire together tells how precise they are. Over all rows, covered or not, the
 * lift of a pair (rows on which both fire, against what independence gives) is
 *
 *     activity x sum over y of P_a(y) P_b(y) / pi_y
 *
 * when they fire independently given the label, P_a(y) being the probability of y where a fires: its precision for its
 * own label, the rest shared by the class balance. `activity` is what rich rows add to everybody's firing.
 */
export interface CoFiring {
  /** Pairs of slots. A slot is a function, or all functions of a label together. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Logarithm of the lift, and its standard deviation. */
  readonly logLift: Float64Array;
  readonly deviation: Float64Array;
  /** How many of the pairs, from the first, may be outliers. */
  readonly robust: number;
}

/** Slots 0 to K - 1 are the labels' functions together; further slots are single functions. */
export interface Slots {
  /** The label of each slot. */
  readonly labels: Int32Array;
  /** Number of labels (K). */
  readonly k: number;
}

/** What co-firing says. */
export interface CoFiringFit {
  readonly balance: Float64Array;
  /** The precision of each slot for its own label. */
  readonly precision: Float64Array;
  readonly activity: number;
  /** To start the next fit from. */
  readonly parameters: Float64Array;
}

// Priors, on log odds: precisions of 0.75 at large, labels within half a unit of it, functions within 0.4 of their label.
const priorPrecision = Math.log(3);
const [spreadOfMean, spreadOfLabels, spreadOfFunctions] = [0.7, 0.5, 0.4];
const [spreadOfActivity, spreadOfBalance] = [0.5, 1];

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Parameters: K balance logits, the mean precision, K deviations of labels, log activity, a deviation for each function. */
const meanAt = (k: number): number => k;
const labelAt = (k: number, v: number): number => k + 1 + v;
const activityAt = (k: number): number => 2 * k + 1;
const functionAt = (k: number, slot: number): number => k + 2 + slot; // slots of functions start at K

/** Weighted, partly robust least squares on log lifts, with weak priors on everything. A given balance stays as it is. */
export function fitCoFiring(
  pairs: CoFiring,
  { labels, k }: Slots,
  given: Float64Array | null,
  start: Float64Array | null,
): CoFiringFit {
  const size = 2 * k + 2 + (labels.length - k);
  const fixed = given;
  const t0 = start ?? new Float64Array(size);
  if (start === null) t0[meanAt(k)] = priorPrecision;
  const state = makeState(labels, k, fixed);
  const priors = size;
  const problem: Problem = {
    parameters: size,
    residuals: pairs.a.length + priors,
    robust: pairs.robust,
    slopes: k + 8,
    fill: (i, t, out) => {
      state.read(t);
      if (i < pairs.a.length) fillPair(pairs, i, state, out);
      else fillPrior(i - pairs.a.length, t, k, out);
    },
  };
  const t = minimize(problem, t0);
  state.read(t);
  return {
    balance: state.balance.slice(),
    precision: state.precision.slice(),
    activity: state.activity,
    parameters: t,
  };
}

/** The logarithms of the lifts that a fit gives pairs of slots. */
export function logLiftsOf(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { balance, precision, activity }: CoFiringFit,
  labels: Int32Array,
): Float64Array<ArrayBuffer> {
  const lift = makeLift();
  return Float64Array.from(a, (slot, i) => {
    liftOf(slot, b[i] ?? 0, { labels, balance, precision }, lift);
    return Math.log(activity * Math.max(lift.value, 1e-9));
  });
}

interface State {
  readonly k: number;
  readonly labels: Int32Array;
  readonly fixedBalance: boolean;
  readonly balance: Float64Array;
  readonly precision: Float64Array;
  activity: number;
  /** Of the pair looked at last. */
  readonly lift: Lift;
  /** Takes over parameters; nothing is done when they are the same array as before. */
  read(t: Float64Array): void;
}

function makeState(labels: Int32Array, k: number, given: Float64Array | null): State {
  let seen: Float64Array | null = null;
  const state: State = {
    k,
    labels,
    fixedBalance: given !== null,
    balance: given?.slice() ?? new Float64Array(k),
    precision: new Float64Array(labels.length),
    activity: 1,
    lift: makeLift(),
    read: (t) => {
      if (t === seen) return;
      seen = t;
      if (given === null) {
        const max = t.subarray(0, k).reduce((a, b) => Math.max(a, b), -Infinity);
        let sum = 0;
        for (let y = 0; y < k; y++) sum += state.balance[y] = Math.exp((t[y] ?? 0) - max);
        for (let y = 0; y < k; y++) state.balance[y] = (state.balance[y] ?? 0) / sum;
      }
      state.activity = Math.exp(t[activityAt(k)] ?? 0);
      for (let slot = 0; slot < labels.length; slot++) {
        const common = (t[meanAt(k)] ?? 0) + spreadOfLabels * (t[labelAt(k, labels[slot] ?? 0)] ?? 0);
        const own = slot < k ? 0 : spreadOfFunctions * (t[functionAt(k, slot)] ?? 0);
        state.precision[slot] = logistic(common + own);
      }
    },
  };
  return state;
}

/** A lift without activity, and its derivatives by the two precisions and the balance of the two labels. */
interface Lift {
  value: number;
  byA: number;
  byB: number;
  byLabelA: number;
  byLabelB: number;
}

const makeLift = (): Lift => ({ value: 0, byA: 0, byB: 0, byLabelA: 0, byLabelB: 0 });

function liftOf(
  a: number,
  b: number,
  { labels, balance, precision }: Pick<State, "labels" | "balance" | "precision">,
  out: Lift,
): void {
  const [v, w] = [labels[a] ?? 0, labels[b] ?? 0];
  const [p, q] = [precision[a] ?? 0, precision[b] ?? 0];
  const [x, y] = [balance[v] ?? 0, balance[w] ?? 0];
  const [offX, offY] = [Math.max(1 - x, 1e-12), Math.max(1 - y, 1e-12)];
  const [misses, missA, missB] = [(1 - p) * (1 - q), 1 - p, 1 - q];
  if (v === w) {
    out.value = (p * q) / x + misses / offX;
    out.byA = q / x - missB / offX;
    out.byB = p / x - missA / offX;
    out.byLabelA = -(p * q) / (x * x) + misses / (offX * offX);
    out.byLabelB = 0;
    return;
  }
  const rest = 1 - x - y;
  const others = (misses * rest) / (offX * offY);
  out.value = (p * missB) / offY + (q * missA) / offX + others;
  out.byA = missB / offY - q / offX - (missB * rest) / (offX * offY);
  out.byB = missA / offX - p / offY - (missA * rest) / (offX * offY);
  out.byLabelA = (q * missA) / (offX * offX) + (misses * (rest - offX)) / (offX * offX * offY);
  out.byLabelB = (p * missB) / (offY * offY) + (misses * (rest - offY)) / (offX * offY * offY);
}

function fillPair(pairs: CoFiring, i: number, state: State, out: Residual): void {
  const { k, labels, balance, precision, lift: parts } = state;
  const [a, b] = [pairs.a[i] ?? 0, pairs.b[i] ?? 0];
  const [v, w] = [labels[a] ?? 0, labels[b] ?? 0];
  liftOf(a, b, state, parts);
  const deviation = pairs.deviation[i] ?? 1;
  const lift = Math.max(parts.value, 1e-9);
  out.value = (Math.log(state.activity * lift) - (pairs.logLift[i] ?? 0)) / deviation;
  const scale = 1 / (deviation * lift);
  let n = 0;
  const add = (at: number, slope: number): void => {
    out.at[n] = at;
    out.slope[n++] = slope;
  };
  const byLogit = (slot: number, slope: number): number =>
    scale * slope * (precision[slot] ?? 0) * (1 - (precision[slot] ?? 0));
  const [da, db] = [byLogit(a, parts.byA), byLogit(b, parts.byB)];
  add(meanAt(k), da + db);
  add(labelAt(k, v), spreadOfLabels * da);
  add(labelAt(k, w), spreadOfLabels * db);
  if (a >= k) add(functionAt(k, a), spreadOfFunctions * da);
  if (b >= k) add(functionAt(k, b), spreadOfFunctions * db);
  add(activityAt(k), 1 / deviation);
  if (!state.fixedBalance) {
    // The balance is the softmax of its logits.
    const [x, y] = [balance[v] ?? 0, balance[w] ?? 0];
    const common = parts.byLabelA * x + parts.byLabelB * y;
    for (let c = 0; c < k; c++) {
      const own = (c === v ? parts.byLabelA * x : 0) + (c === w ? parts.byLabelB * y : 0);
      add(c, scale * (own - common * (balance[c] ?? 0)));
    }
  }
  out.size = n;
}

function fillPrior(parameter: number, t: Float64Array, k: number, out: Residual): void {
  const [center, spread] =
    parameter < k
      ? [0, spreadOfBalance]
      : parameter === meanAt(k)
        ? [priorPrecision, spreadOfMean]
        : parameter === activityAt(k)
          ? [0, spreadOfActivity]
          : [0, 1];
  out.value = ((t[parameter] ?? 0) - center) / spread;
  out.at[0] = parameter;
  out.slope[0] = 1 / spread;
  out.size = 1;
}
