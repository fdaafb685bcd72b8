import { brandAs, brands } from "../../util/brands.ts";
import type { PackReport, PackReportJson } from "./pack-report.ts";
import { printReport } from "./print-report.ts";

function freezeAll<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.values(Object.freeze(value)).forEach(freezeAll);
  }
  return value;
}

/** JSON has no NaN and no infinities: in the rows of failures they become text, which tables read back as numbers. */
const jsonCell = (cell: unknown): unknown => {
  if (Array.isArray(cell)) return cell.map(jsonCell);
  return typeof cell === "number" && !Number.isFinite(cell) ? String(cell) : cell;
};

function asJson(report: PackReportJson): PackReportJson {
  const failures = report.failures.map((failure) => ({
    ...failure,
    rows: failure.rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, jsonCell(cell)])),
    ),
  }));
  return { ...report, failures };
}

/** Puts a report together. */
export function makeReport(json: PackReportJson, seconds: number): PackReport {
  const report = { ...freezeAll(json) };
  Object.defineProperty(report, "seconds", { value: seconds });
  Object.defineProperty(report, "toJSON", { value: () => asJson(json) });
  brandAs(report, brands.packReport, () => printReport(report as PackReport));
  return Object.freeze(report) as PackReport;
}
