/** How the fit of a logistic regression went. */
export interface LogisticRegressionReport {
  /** Iterations of L-BFGS. */
  readonly iterations: number;
  /** The iteration whose weights the model has: the last one, unless held-out rows say otherwise. */
  readonly keptIteration: number;
  /** Whether the loss is as low as it gets. False at the iteration limit, and where held-out rows ended the fit earlier. */
  readonly converged: boolean;
  /** Why it stopped, in words. */
  readonly stopReason: string;
  /**
   * What the fit minimizes, at the start and after each iteration; it never rises. The weighed mean of the rows' expected
   * losses, plus the penalty of the weights divided by the sum of row weights.
   */
  readonly loss: readonly number[];
  /** The mean expected loss of the held-out rows, likewise; null where none are held out. */
  readonly heldOutLoss: readonly number[] | null;
  /** The largest component of the gradient of the loss, at the end. */
  readonly gradientNorm: number;
  /** Rows that were trained on. */
  readonly rows: number;
  /** Rows held out. */
  readonly heldOutRows: number;
  /** Features that occur in the rows trained on; all others have the weight 0. */
  readonly features: number;
  /** The share of each label among the training labels, in label order, before labels are weighed. */
  readonly classShares: readonly number[];
  /** What a reader should know before trusting the model, in words. */
  readonly warnings: readonly string[];
}
