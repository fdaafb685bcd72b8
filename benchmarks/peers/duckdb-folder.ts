import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where DuckDB is installed: a folder with node_modules. */
export const duckdbFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "labelwright", "duckdb");

/** Whether DuckDB is installed; says so loudly when it is not. */
export function hasDuckdb(): boolean {
  if (existsSync(join(duckdbFolder, "node_modules", "@duckdb", "node-api"))) return true;
  console.error("########## DuckDB not installed: left out (run benchmarks/peers/install.sh duckdb) ##########");
  return false;
}
