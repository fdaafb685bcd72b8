import { open } from "node:fs/promises";
import { LabelingError } from "../../errors.ts";
import { corruptFile, fileError } from "../../tables/files/file-errors.ts";
import { sha256 } from "../../util/hash.ts";
import type { AnyPack } from "../pack.ts";
import { packOfDocument } from "./from-json.ts";
import { parseJsonText } from "./json-text.ts";
import { completeLimits, type PackLimits } from "./limits.ts";

/** Reads a file unless it is too large: it is not read then. */
async function readBytes(path: string, limit: number): Promise<Uint8Array> {
  const file = await open(path).catch((error: unknown) => {
    throw fileError(error, path, "read");
  });
  try {
    const { size } = await file.stat();
    if (size > limit) throw tooLarge(path, size, limit);
    const bytes = new Uint8Array(size + 1); // a file that grows meanwhile shows
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read) {
      read = (await file.read(bytes, length)).bytesRead;
    }
    if (length > limit) throw tooLarge(path, length, limit);
    return bytes.subarray(0, length);
  } catch (error) {
    throw fileError(error, path, "read");
  } finally {
    await file.close();
  }
}

function tooLarge(path: string, size: number, limit: number): LabelingError {
  return new LabelingError("too_large", {
    where: path,
    got: `${size} bytes`,
    expected: `at most ${limit}`,
    remedy: "Where you trust the pack, raise the limit: { limits: { bytes: ... } }.",
    details: { limit: "bytes" },
  });
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes); // drops the mark at the beginning
  } catch (error) {
    throw corruptFile(path, "bytes that are not UTF-8", "a rule pack as JSON text in UTF-8", error);
  }
}

/** Loads a pack from a JSON file. Its code, if one may call it so, is the file: `hash` is that of its bytes. */
export async function loadJsonPack(
  path: string,
  limits: PackLimits | undefined,
): Promise<{ readonly pack: AnyPack; readonly hash: string }> {
  const completed = completeLimits(limits, path);
  const bytes = await readBytes(path, completed.bytes);
  const document = parseJsonText(decode(bytes, path), completed, path);
  return { pack: packOfDocument(document, completed, path), hash: sha256([bytes]).slice(0, 32) };
}
