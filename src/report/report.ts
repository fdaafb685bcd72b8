import type { ReportContent } from "./content.ts";
import { html, Markup } from "./html.ts";
import { conflictsSection } from "./sections/conflicts.ts";
import { disputesSection } from "./sections/disputes.ts";
import { fitSection } from "./sections/fit.ts";
import { functionsSection } from "./sections/functions.ts";
import { goldSection } from "./sections/gold.ts";
import { headSection } from "./sections/head.ts";
import { labelsSection } from "./sections/labels.ts";
import { style } from "./style.ts";

/**
 * A run as one HTML page that needs nothing else: no script, no font, no picture from elsewhere. All text from rows,
 * votes and packs is escaped. The same run gives the same bytes. Cost: as summarizing.
 */
export function renderReport(content: ReportContent): string {
  const { pack } = content;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${pack.name} ${pack.version}: labelwright report</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        ${headSection(content)} ${labelsSection(content)} ${functionsSection(content)} ${goldSection(content)}
        ${conflictsSection(content)} ${disputesSection(content)} ${fitSection(content)}
        <footer>Made by labelwright. Votes, labels, model and summary are in the files beside this page.</footer>
      </body>
    </html> `;
  return page.text;
}
