import { checkChangelog } from "../../packs/changelog.ts";
import type { AnyPack } from "../../packs/pack.ts";
import type { PackFailure } from "../report/pack-report.ts";

/** What is wrong with the changelog of a pack, as failures of a check. */
export function brokenChangelog(pack: AnyPack, seed: number): readonly PackFailure[] {
  return checkChangelog(pack).map(({ message }) => {
    const [came = message, mend = ""] = message.split(/: (?=[^:]*$)/);
    return {
      function: null,
      law: "changelog-kept",
      title: "its changelog tells what its functions are in every version",
      explanation: "Labels are kept with the version of the pack that made them: one version must be one set of rules.",
      mend: `${mend.charAt(0).toUpperCase()}${mend.slice(1)}.`,
      rows: [],
      came,
      expected: `a changelog that is true of version ${pack.version}`,
      seed,
      path: null,
      shrinks: 0,
    };
  });
}
