import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

import { LabelingError, type ErrorCode } from "../../src/errors.ts";

/** The code and the message of the labeling error that something fails with, `~` standing for the folder. */
export async function failureOf(act: () => unknown, folder = "~"): Promise<[ErrorCode, string]> {
  try {
    await act();
  } catch (error) {
    if (LabelingError.is(error)) return [error.code, error.message.replaceAll(folder, "~")];
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** A folder that is removed after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-tables-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
