import { describe, expect, test } from "vitest";
import {
  changelogEntry,
  checkChangelog,
  definePack,
  defineTask,
  keywords,
  labelingFunction,
  withParameters,
  type AnyPack,
  type ChangelogEntry,
  type LabelingFunction,
} from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const words = (name: string, ...any: string[]) => keywords(task, { name, column: "text", any, label: "spam" });
const closure = (name: string, version = "1") =>
  labelingFunction(task, { name, version, columns: ["text"], vote: () => null });

function packOf(
  version: string,
  functions: readonly LabelingFunction<"ham" | "spam", { readonly text: string }>[],
  changelog?: readonly ChangelogEntry[],
): AnyPack {
  return definePack({ name: "rules", version, task, functions, changelog });
}

const first = packOf("1.0.0", [words("money", "cash"), closure("short")]);
const entry = changelogEntry(first, "The first rules.");
const messages = (pack: AnyPack): readonly string[] => checkChangelog(pack).map(({ message }) => message);

describe("changelogEntry", () => {
  test("holds version, notes, and the fingerprints of pack and functions", () => {
    const [money, short] = first.functions;
    expect(entry).toEqual({
      version: "1.0.0",
      fingerprint: first.fingerprint,
      functions: { money: money?.fingerprint, short: short?.fingerprint },
      notes: "The first rules.",
    });
  });

  test("survives JSON", () => {
    const log = JSON.parse(JSON.stringify([entry])) as ChangelogEntry[];
    expect(messages(packOf("1.0.0", [words("money", "cash"), closure("short")], log))).toEqual([]);
  });

  test("is of the default values of parameters", () => {
    const pack = definePack({
      name: "rules",
      version: "1.0.0",
      task,
      parameters: { any: ["cash"] },
      functions: ({ any }) => [words("money", ...any)],
    });
    expect(changelogEntry(withParameters(pack, { any: ["loan"] }), "First.")).toEqual(changelogEntry(pack, "First."));
    const kept = definePack({
      name: "rules",
      version: "1.0.0",
      task,
      parameters: { any: ["cash"] },
      functions: ({ any }) => [words("money", ...any)],
      changelog: [changelogEntry(pack, "First.")],
    });
    expect(messages(withParameters(kept, { any: ["loan"] }))).toEqual([]);
  });

  test("is refused for a version that has one, or a lower one", () => {
    const again = packOf("1.0.0", [words("money", "cash")], [entry]);
    expect(() => changelogEntry(again, "Again.")).toThrow(
      'pack "rules", changelog: version 1.0.0, after an entry of version 1.0.0; expected a version above it. Raise the version in definePack.',
    );
    expect(() => changelogEntry(packOf("0.9.0", [words("money", "cash")], [entry]), "Down.")).toThrow(
      "version 0.9.0, after an entry of version 1.0.0; expected a version above it.",
    );
  });

  test("needs notes", () => {
    expect(() => changelogEntry(first, " ")).toThrow('changelogEntry, notes: " "; expected text that is not empty.');
  });
});

describe("checkChangelog finds", () => {
  test("nothing where no changelog is kept", () => {
    expect(checkChangelog(first)).toEqual([]);
  });

  test("nothing where the entry of the version tells what the functions are", () => {
    expect(checkChangelog(packOf("1.0.0", [words("money", "cash"), closure("short")], [entry]))).toEqual([]);
    const second = packOf("1.1.0", [words("money", "cash", "loan")], [entry]);
    const log = [entry, changelogEntry(second, "Loans.")];
    expect(checkChangelog(packOf("1.1.0", [words("money", "cash", "loan")], log))).toEqual([]);
  });

  test("functions added, removed and edited, by name, while the version stayed", () => {
    const changed = packOf("1.0.0", [words("money", "loan"), words("links", "http")], [entry]);
    expect(checkChangelog(changed)).toEqual([
      {
        kind: "functions",
        message:
          'functions changed (added "links"; removed "short"; edited "money") since the entry of version 1.0.0: raise the pack\'s version, then add an entry with labelwright changelog',
        functions: { added: ["links"], removed: ["short"], edited: ["money"] },
      },
    ]);
  });

  test("a closure whose version was raised", () => {
    const changed = packOf("1.0.0", [words("money", "cash"), closure("short", "2")], [entry]);
    expect(checkChangelog(changed)[0]?.functions.edited).toEqual(["short"]);
  });

  test("another order of functions", () => {
    expect(messages(packOf("1.0.0", [closure("short"), words("money", "cash")], [entry]))).toEqual([
      "the task, or the order of functions, changed since the entry of version 1.0.0: raise the pack's version, then add an entry with labelwright changelog",
    ]);
  });

  test("a version without an entry", () => {
    expect(checkChangelog(packOf("1.1.0", [words("money", "loan")], [entry]))).toEqual([
      {
        kind: "missing",
        message: "the changelog has no entry for version 1.1.0: add one with labelwright changelog",
        functions: { added: [], removed: [], edited: [] },
      },
    ]);
    expect(messages(packOf("1.0.0", [words("money", "loan")], []))).toEqual([
      "the changelog has no entry for version 1.0.0: add one with labelwright changelog",
    ]);
  });

  test("a version that does not rise", () => {
    expect(messages(packOf("0.9.0", [words("money", "cash")], [entry]))).toEqual([
      "version 0.9.0 comes after 1.0.0 in the changelog, but is not above it: raise it",
    ]);
    const log = [entry, { ...entry, version: "1.2.0" }, { ...entry, version: "1.1.0" }];
    expect(messages(packOf("1.3.0", [words("money", "cash")], log))).toEqual([
      "version 1.1.0 comes after 1.2.0 in the changelog, but is not above it: raise it",
    ]);
  });

  test("no order among versions that cannot be compared", () => {
    const spring = packOf("spring", [words("money", "cash")]);
    const log = [changelogEntry(spring, "Spring.")];
    const autumn = packOf("autumn", [words("money", "cash", "loan")], log);
    expect(
      messages(packOf("autumn", [words("money", "cash", "loan")], [...log, changelogEntry(autumn, "Autumn.")])),
    ).toEqual([]);
  });

  test("functions whose names are those of Object's", () => {
    const odd = packOf("1.0.0", [words("toString", "x"), words("__proto__", "y")]);
    const log = JSON.parse(JSON.stringify([changelogEntry(odd, "Odd.")])) as ChangelogEntry[];
    expect(messages(packOf("1.0.0", [words("toString", "x"), words("__proto__", "y")], log))).toEqual([]);
    expect(checkChangelog(packOf("1.0.0", [words("constructor", "x")], log))[0]?.functions).toEqual({
      added: ["constructor"],
      removed: ["toString", "__proto__"],
      edited: [],
    });
  });
});

describe("definePack refuses a changelog", () => {
  test.each([
    ["none", 'pack "rules", changelog: "none"; expected an array of entries, the oldest first.'],
    [
      [null],
      'pack "rules", changelog, entry 1: null; expected an entry { version, fingerprint, functions: { name: fingerprint }, notes }. Entries are made by labelwright changelog, or changelogEntry(pack, notes).',
    ],
    [[{ ...entry, functions: [] }], 'pack "rules", changelog, entry 1: an object with version, fingerprint'],
    [[{ ...entry, functions: { money: 3 } }], 'pack "rules", changelog, entry 1: an object with'],
    [[{ ...entry, modules: 3 }], 'pack "rules", changelog, entry 1: an object with'],
    [[{ ...entry, notes: undefined }], 'pack "rules", changelog, entry 1: an object with'],
    [[{ ...entry, version: "" }], 'pack "rules", changelog, entry 1, version: ""; expected text that is not empty.'],
    [
      [entry, entry],
      'pack "rules", changelog, versions: "1.0.0" more than once; expected each name once. A version has one entry: remove the older one.',
    ],
  ])("%j", (changelog, message) => {
    expect(() => packOf("1.0.0", first.functions as never, changelog as never)).toThrow(message);
  });
});
