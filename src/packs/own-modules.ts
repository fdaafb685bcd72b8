import { createRequire } from "node:module";

/**
 * This copy of the package, and the apache-arrow it uses, for packs to import. A package may import itself by its name;
 * where it cannot, bundled into an application, packs get what is installed around them.
 */
export async function ownModules(): Promise<Readonly<Record<string, object>>> {
  try {
    if (import.meta.url.endsWith(".cjs")) {
      const load = createRequire(import.meta.url);
      return { labelwright: load("labelwright") as object, "apache-arrow": load("apache-arrow") as object };
    }
    const [labelwright, arrow] = await Promise.all([import("labelwright"), import("apache-arrow")]);
    return { labelwright, "apache-arrow": arrow };
  } catch {
    return {};
  }
}
