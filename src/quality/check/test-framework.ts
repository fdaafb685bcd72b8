import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";

/** What a test framework gives to register tests with: vitest, jest, node:test, mocha (whose `test` is called `it`). */
export interface TestFramework {
  /** Puts tests together under a name. */
  readonly describe: (name: string, body: () => void) => unknown;
  /** Registers a test, which fails where `body` throws or rejects. */
  readonly test: (name: string, body: () => void | Promise<void>) => unknown;
}

/** Checks that a value is a test framework. */
export function checkFramework(framework: unknown, where: string): TestFramework {
  const given = (typeof framework === "object" && framework !== null ? framework : {}) as Partial<TestFramework>;
  if (typeof given.describe === "function" && typeof given.test === "function") {
    return { describe: given.describe, test: given.test };
  }
  throw new LabelingError("bad_option", {
    where: `${where}, framework`,
    got: describe(framework),
    expected: "an object with the functions describe and test",
    remedy: 'Such as import { describe, test } from "vitest", or from "node:test"; with mocha { describe, test: it }.',
  });
}
