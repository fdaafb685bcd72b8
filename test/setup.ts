/**
 * Property tests draw the same cases on every run, so that a failure is a failure of the change at hand. Other cases:
 * `FAST_CHECK_SEED=1234 npm run test:unit`.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["FAST_CHECK_SEED"] ?? 20_261_121) });
