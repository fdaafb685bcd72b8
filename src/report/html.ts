/** A piece of HTML. What is put into another piece with `html` is taken as it is; any other text is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a template may hold: markup, text, numbers, lists of these; null and undefined are nothing. */
export type HtmlPart = Markup | string | number | null | undefined | readonly HtmlPart[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

// Control characters have no meaning in HTML, and some are errors; direction marks could make text look like other text.
// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Text as HTML, safe in elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => entities[character] ?? "").replace(forbidden, "\ufffd");
}

function render(part: HtmlPart): string {
  if (part === null || part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(render).join("");
  return typeof part === "number" ? String(part) : escapeHtml(part);
}

/** A template of HTML: `` html`<b>${text}</b>` ``. Values are escaped, unless they are markup. */
export function html(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): Markup {
  return new Markup(texts.map((text, i) => text + render(parts[i])).join(""));
}
