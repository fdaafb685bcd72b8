import { describe, expect, test } from "vitest";
import {
  applyLabelingFunctions,
  compressVotes,
  definePack,
  defineTask,
  fitLabelModel,
  labelingFunction,
  summarize,
  tableFromRows,
} from "../../src/index.ts";
import { renderReport } from "../../src/report/report.ts";

const hostile = `</title></style><script>alert("1")</script><img src=x onerror='x'>\u202e\u0000&amp;`;

interface Made {
  readonly names?: readonly string[];
  readonly labels?: readonly string[];
  readonly text?: string;
  readonly gold?: boolean;
  readonly description?: string;
  readonly rows?: number;
}

/** A report on a few rows, each function voting for one label by the row's number. */
async function makeReport(made: Made = {}): Promise<string> {
  const {
    names = ["one", "two", "three"],
    labels = ["ham", "spam"],
    text = "hello",
    rows = 12,
    description = "",
  } = made;
  const task = defineTask({ labels, columns: { text: "utf8", n: "float64" } });
  const functions = names.map((name, j) =>
    labelingFunction(task, {
      name,
      description,
      columns: ["n"],
      vote: ({ n }) => ((n + j) % 4 === 0 ? null : (labels[(n * (j + 1)) % labels.length] ?? null)),
    }),
  );
  const pack = definePack({ name: "tiny", version: "1.0.0", description, task, functions });
  const table = tableFromRows(
    Array.from({ length: rows }, (_, n) => ({ text, n })),
    { columns: { text: "utf8", n: "float64" } },
  );
  const votes = await applyLabelingFunctions(pack.functions, table);
  const patterns = compressVotes(votes);
  const gold =
    made.gold === true
      ? Array.from({ length: rows }, (_, n) => (n === 1 ? null : (labels[n % labels.length] ?? null)))
      : undefined;
  const model = fitLabelModel(patterns);
  const soft = model.predict(patterns);
  return renderReport({
    pack,
    source: "rows.csv",
    table,
    votes,
    patterns,
    model,
    soft,
    codes: soft.hardCodes(),
    summary: summarize(votes, { model, gold }),
    gold,
  });
}

const headings = (page: string): string[] => [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map((match) => match[1] ?? "");

describe("renderReport", () => {
  test("tells of labels, labeling functions, conflicts, disputed rows and the fit", async () => {
    const page = await makeReport();
    expect(headings(page)).toEqual(["Labels", "Labeling functions", "Conflicts", "Most disputed rows", "Fit"]);
    expect(page).toContain("<bdi>tiny</bdi> <small>1.0.0</small>");
    expect(page).toMatch(/<dd>12<\/dd>/);
    for (const name of ["one", "two", "three"]) expect(page).toContain(`<bdi>${name}</bdi>`);
  });

  test("with gold, scores, reliability and learned accuracies too", async () => {
    const page = await makeReport({ gold: true });
    expect(headings(page)).toContain("Against gold");
    for (const part of ["macro F1", "F1 of spam", "log loss", "Brier score"]) expect(page).toContain(part);
    expect(page).toContain("reliability of the probabilities");
    expect(page).toContain("learned and measured accuracy");
    expect(page).toMatch(/gold: <bdi>(ham|spam)<\/bdi>/);
  });

  test("needs nothing from elsewhere, and no script", async () => {
    const page = await makeReport({ gold: true });
    expect(page).not.toMatch(/<script|<link|<img|<iframe|https?:|@import|url\(|\son\w+=/i);
  });

  test("is well formed: every element is closed, in order", async () => {
    for (const page of [await makeReport({ gold: true, description: hostile }), await makeReport({ rows: 0 })]) {
      const open: string[] = [];
      const empty = new Set(["meta", "!doctype"]);
      for (const [, close, name = "", self] of page.matchAll(/<(\/?)([a-z!][a-z0-9]*)(?:\s[^<>]*?)?(\/?)>/gi)) {
        if (close === "/") expect(open.pop()).toBe(name);
        else if (self !== "/" && !empty.has(name.toLowerCase())) open.push(name);
      }
      expect(open).toEqual([]);
    }
  });

  test("escapes all text: of rows, labels, labeling functions and packs", async () => {
    const made = {
      text: hostile,
      labels: [hostile, "b"],
      names: [hostile, "x", "y"],
      description: hostile,
      gold: true,
    };
    const page = await makeReport(made);
    const style = /<style>[\s\S]*?<\/style>/;
    expect(page.replace(style, "")).not.toMatch(/<script|<img|<style|\u202e/i);
    expect(page).not.toContain("\0");
    expect(page).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
  });

  test("the same content gives the same bytes", async () => {
    expect(await makeReport({ gold: true })).toBe(await makeReport({ gold: true }));
  });

  test("shows 40 of many labeling functions in the map of conflicts, and 20 disputed rows", async () => {
    const names = Array.from({ length: 60 }, (_, j) => `f${j}`);
    const page = await makeReport({ names, rows: 50 });
    expect(page).toContain("The 40 functions with most conflicts, of 60.");
    expect(page.match(/<li class="dispute">/g)).toHaveLength(20);
    expect(page.match(/class="dots"/g)).toHaveLength(60);
  });

  test("shows 30 of many labels, colors for eight of them", async () => {
    const labels = Array.from({ length: 50 }, (_, y) => `label ${y}`);
    const page = await makeReport({ labels, rows: 200, gold: true });
    expect(page).toContain("The 30 labels with most rows, of 50.");
    expect(page).toContain("swatch c-other");
  });

  test("without rows, votes or conflicts there is a page all the same", async () => {
    expect(headings(await makeReport({ rows: 0 }))).toEqual(["Labels", "Labeling functions", "Fit"]);
    expect(await makeReport({ rows: 0 })).not.toMatch(/NaN|Infinity|undefined/);
    expect(await makeReport({ rows: 1, gold: true })).not.toMatch(/NaN|Infinity|undefined/);
  });
});
