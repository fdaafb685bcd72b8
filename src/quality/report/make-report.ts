import { brandAs, brands } from "../../util/brands.ts";
import type { PackReport, PackReportJson } from "./pack-report.ts";
import { printReport } from "./print-report.ts";

function freezeAll<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.values(Object.freeze(value)).forEach(freezeAll);
  }
  return value;
}

/** Puts a report together. */
export function makeReport(json: PackReportJson, seconds: number): PackReport {
  const report = { ...freezeAll(json) };
  Object.defineProperty(report, "seconds", { value: seconds });
  Object.defineProperty(report, "toJSON", { value: () => json });
  brandAs(report, brands.packReport, () => printReport(report as PackReport));
  return Object.freeze(report) as PackReport;
}
