import { describe, expect, test } from "vitest";

import { LabelingError } from "../../../src/errors.ts";
import { corruptFile, fileError, systemCode } from "../../../src/tables/files/file-errors.ts";

const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: something happened, open 'x'`), { code });

describe("fileError", () => {
  test.each([
    [
      "ENOSPC",
      "write",
      "file_failed",
      "x.csv: cannot write: no space left on the disk. Free some space, or choose another disk.",
    ],
    [
      "EDQUOT",
      "write",
      "file_failed",
      "x.csv: cannot write: the disk quota is used up. Free some space, or choose another disk.",
    ],
    [
      "EACCES",
      "write",
      "file_failed",
      "x.csv: cannot write: no permission. Change the permissions, or choose another place.",
    ],
    ["EROFS", "write", "file_failed", "x.csv: cannot write: the file system is read-only. Choose another place."],
    [
      "EACCES",
      "read",
      "file_failed",
      "x.csv: cannot read: no permission. Change the permissions, or choose another place.",
    ],
    ["EISDIR", "read", "file_failed", "x.csv: cannot read: the path is a folder. Give the path of a file."],
    ["ENOENT", "read", "file_not_found", "x.csv: there is no such file. Check the path."],
    [
      "ENOENT",
      "write",
      "file_failed",
      "x.csv: cannot write: the folder to write into does not exist. Make the folder first.",
    ],
    [
      "ERR_FS_FILE_TOO_LARGE",
      "read",
      "too_large",
      "x.csv: cannot read: the file is over 2 GiB. Split it into parts, or convert it to Parquet.",
    ],
    ["EIO", "read", "file_failed", "x.csv: cannot read: EIO: something happened, open 'x'. Check the path."],
  ] as const)("explains %s on %s", (code, doing, kind, message) => {
    const cause = systemError(code);
    const error = fileError(cause, "x.csv", doing);
    expect(LabelingError.is(error) && [error.code, error.message, error.cause]).toEqual([kind, message, cause]);
  });

  test("leaves other errors as they are", () => {
    const others = [new TypeError("x"), systemError("ERR_INVALID_ARG_TYPE"), corruptFile("a", "b", "c"), "text"];
    expect(others.map((error) => fileError(error, "x.csv", "read"))).toEqual(others);
  });
});

test("systemCode is empty for what is no error of the system", () => {
  expect([systemError("EIO"), new Error("x"), null, { code: "EIO" }].map(systemCode)).toEqual(["EIO", "", "", ""]);
});
