import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const document = {
  schema: "labelwright.pack/1",
  name: "spam-rules",
  version: "1.0.0",
  task: { labels: ["ham", "spam"], columns: { text: "utf8" } },
  functions: [
    { kind: "keywords", name: "money", column: "text", any: ["cash", "prize"], label: "spam" },
    { kind: "pattern", name: "<b>thanks</b>", column: "text", pattern: "^thanks?", label: "ham" },
  ],
};
const pack = scratch.write("pack.json", JSON.stringify(document));
const data = scratch.write("rows.csv", "id,text\n1,win cash\n2,thanks\n3,hello\n");

describe("a pack in JSON on the command line", () => {
  test("votes", async () => {
    const { code } = await labelwright(["apply", pack, data, "--out", scratch.at("votes.csv")]);
    expect(code).toBe(0);
    expect(scratch.read("votes.csv")).toBe("id,money,<b>thanks</b>\n1,spam,\n2,,ham\n3,,\n");
  });

  test("is run, with its names as text in the report", async () => {
    expect((await labelwright(["run", pack, data, "--out", scratch.at("out")])).code).toBe(0);
    const report = scratch.read("out/report.html");
    expect(report).toContain("&lt;b&gt;thanks");
    expect(report).not.toContain("<b>thanks");
  });

  test("that is not of the form ends the command with 1, naming the function and the path", async () => {
    const bad = scratch.write("bad.json", JSON.stringify(document).replace("keywords", "keyword"));
    const { code, stderr } = await labelwright(["apply", bad, data, "--out", scratch.at("none.csv")]);
    expect(code).toBe(1);
    expect(stderr).toContain('bad.json, labeling function "money", $.functions[0].kind: "keyword"; expected one of ');
  });
});
