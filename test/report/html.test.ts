import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { escapeHtml, html, Markup } from "../../src/report/html.ts";

/** What a browser makes of escaped text. */
const unescape = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#96;", "`")
    .replaceAll("&amp;", "&");

describe("html", () => {
  test("escapes text, and takes markup as it is", () => {
    expect(html`<b title="${`"'`}">${"<&>"}${html`<i>${1}</i>`}</b>`.text).toBe(
      '<b title="&quot;&#39;">&lt;&amp;&gt;<i>1</i></b>',
    );
  });

  test("joins lists and leaves out null and undefined", () => {
    expect(html`${["a", [html`<i></i>`, 2]]}${null}${undefined}`.text).toBe("a<i></i>2");
  });

  test("only markup made here passes unescaped", () => {
    const fake = { text: "<script>" } as unknown as Markup;
    expect(() => html`${fake}`.text).toThrow(TypeError);
    expect(html`${new Markup("<hr>")}`.text).toBe("<hr>");
  });

  test.prop([fc.string({ unit: "binary" })])("no text can leave its element or attribute, and none is lost", (text) => {
    const escaped = escapeHtml(text);
    expect(escaped).not.toMatch(/[<>"'`]/);
    // eslint-disable-next-line no-control-regex
    const kept = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
    expect(unescape(escaped)).toBe(kept);
  });
});
