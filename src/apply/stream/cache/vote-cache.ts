import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AnyLabelingFunction } from "../../../functions/labeling-function.ts";
import { cacheKeyOf } from "../../../packs/origin.ts";
import { fileError, systemCode } from "../../../tables/files/file-errors.ts";
import { hiddenName } from "../../../tables/files/file-steps.ts";
import type { TablePart } from "../../../tables/parts/part.ts";
import { decodeVotes, encodeVotes, type FunctionVotes } from "./vote-file.ts";

/**
 * Votes in a folder, a file for each function and part: `votes/<function>/<part>`. A file appears whole or not at all,
 * and carries a checksum, so that whatever a crash leaves is either right or not used. Several processes may share it.
 */
export class VoteCache {
  /** The folder of each function; null for one whose votes cannot be kept. */
  readonly #folders: readonly (string | null)[];
  readonly #keys: readonly (string | null)[];
  readonly #warn: (message: string) => void;

  private constructor(folder: string, functions: readonly AnyLabelingFunction[], warn: (message: string) => void) {
    this.#keys = functions.map(cacheKeyOf);
    this.#folders = this.#keys.map((key) => (key === null ? null : join(folder, "votes", key)));
    this.#warn = warn;
  }

  /** @throws LabelingError `file_failed` for a folder that cannot be made. */
  static async open(
    folder: string,
    functions: readonly AnyLabelingFunction[],
    warn: (message: string) => void,
  ): Promise<VoteCache> {
    const cache = new VoteCache(folder, functions, warn);
    try {
      for (const each of cache.#folders) if (each !== null) await mkdir(each, { recursive: true });
    } catch (error) {
      throw fileError(error, folder, "write");
    }
    return cache;
  }

  /** The votes on a part, by the places of the functions; null where there are none. */
  load(part: TablePart): Promise<readonly (FunctionVotes | null)[]> {
    return Promise.all(
      this.#folders.map(async (folder, j) => {
        if (folder === null) return null;
        const file = join(folder, part.hash);
        let bytes: Uint8Array;
        try {
          bytes = await readFile(file);
        } catch (error) {
          if (systemCode(error) === "ENOENT") return null;
          throw fileError(error, file, "read");
        }
        const votes = await decodeVotes(bytes, { part: part.hash, function: this.#keys[j] ?? "" }, part.rows);
        if (votes === null) this.#warn(`${file} is damaged: its votes are cast anew`);
        return votes;
      }),
    );
  }

  /** Keeps the votes of some functions on a part. */
  async save(part: TablePart, places: readonly number[], votes: readonly FunctionVotes[]): Promise<void> {
    await Promise.all(
      places.map(async (j, k) => {
        const [folder, key, each] = [this.#folders[j] ?? null, this.#keys[j] ?? null, votes[k]];
        if (folder === null || key === null || each === undefined || each.isFinal === false) return;
        const file = join(folder, part.hash);
        // No waiting for the disk, as files of results do: after a power cut the checksum tells what is whole.
        const hidden = hiddenName(file, "writing");
        try {
          await writeFile(hidden, await encodeVotes(each, { part: part.hash, function: key }), { flag: "wx" });
          await rename(hidden, file);
        } catch (error) {
          await rm(hidden, { force: true }).catch(() => undefined);
          throw fileError(error, file, "write");
        }
      }),
    );
  }
}
