const golden = (Math.sqrt(5) - 1) / 2;

/**
 * Where a function of one number is largest between two bounds, by golden section: exact to `tolerance` where it has
 * one peak there, else one of its peaks. About 1.44 log2((high - low) / tolerance) evaluations.
 */
export function maximizeBetween(f: (x: number) => number, low: number, high: number, tolerance: number): number {
  let [a, b] = [low, high];
  let [x1, x2] = [b - golden * (b - a), a + golden * (b - a)];
  let [f1, f2] = [f(x1), f(x2)];
  while (b - a > tolerance) {
    if (f1 < f2) {
      [a, x1, f1] = [x1, x2, f2];
      x2 = a + golden * (b - a);
      f2 = f(x2);
    } else {
      [b, x2, f2] = [x2, x1, f1];
      x1 = b - golden * (b - a);
      f1 = f(x1);
    }
  }
  return (a + b) / 2;
}
