/**
 * Writes `messages.csv` and `gold.csv`: support messages to "Tidepad", a notes app which does not exist.
 * Every sentence was written for this project, and the same seed gives the same bytes on every machine:
 *
 *     npx jiti examples/support-messages/generate.ts
 */
import { writeFileSync } from "node:fs";
import { stringify } from "csv-stringify/sync";
import seedrandom from "seedrandom";
import { composeEnglish, composeOther, type Channel, type Gold } from "./compose.ts";
import { chance, pick, pickWeighted, type Draw } from "./grammar.ts";

/** A message as the support desk sees it, and the label a person would give it. */
export interface Message {
  readonly id: string;
  readonly text: string;
  readonly plan: "free" | "pro" | "team";
  readonly channel: Channel;
  /** The rating given along with the message, 1 to 5; most people give none. */
  readonly stars: number | null;
  readonly sent_at: string;
  readonly attachments: number;
  readonly language: "en" | "de" | "es" | "fr";
  readonly gold: Gold;
}

/** What is known about the writer depends, loosely, on what he writes about. These are the only ties. */
const HABITS = {
  plan: {
    billing: { free: 22, pro: 62, team: 16 },
    bug: { free: 50, pro: 35, team: 15 },
    account: { free: 26, pro: 18, team: 56 },
    praise: { free: 52, pro: 39, team: 9 },
  },
  channel: {
    billing: { email: 58, chat: 27, app: 15 },
    bug: { email: 25, chat: 25, app: 50 },
    account: { email: 45, chat: 43, app: 12 },
    praise: { email: 25, chat: 25, app: 50 },
  },
  stars: {
    billing: { none: 60, 1: 16, 2: 12, 3: 7, 4: 2, 5: 2 },
    bug: { none: 45, 1: 14, 2: 18, 3: 16, 4: 5, 5: 2 },
    account: { none: 66, 1: 7, 2: 9, 3: 8, 4: 5, 5: 3 },
    praise: { none: 35, 1: 2, 2: 1, 3: 3, 4: 20, 5: 39 },
  },
  attachments: {
    billing: { 0: 80, 1: 16, 2: 4 },
    bug: { 0: 52, 1: 33, 2: 12, 4: 3 },
    account: { 0: 92, 1: 7, 2: 1 },
    praise: { 0: 95, 1: 5 },
  },
} as const;

/** Share of each label among all messages, in percent. */
const CLASS_BALANCE: Readonly<Record<Gold, number>> = { billing: 32, bug: 28, account: 22, praise: 18 };

const FIRST_DAY = Date.UTC(2025, 0, 6);
const MINUTE = 60_000;

/** All messages in the order they were sent. Equal seeds give equal messages. */
export function generateMessages(count: number, seed: string): readonly Message[] {
  const clock = seedrandom(`${seed}/clock`);
  const times = Array.from({ length: count }, () => sentAt(clock)).sort((a, b) => a - b);
  return times.map((time, row) => {
    // Each message has its own stream, so a changed phrase changes only the messages which use it.
    const draw: Draw = seedrandom(`${seed}/${row}`);
    const gold = pickWeighted(draw, CLASS_BALANCE);
    const channel = pickWeighted(draw, HABITS.channel[gold]);
    const language = pickWeighted(draw, { en: 92, de: 3, es: 3, fr: 2 });
    const stars = pickWeighted(draw, HABITS.stars[gold]);
    return {
      id: `m${String(row + 1).padStart(4, "0")}`,
      text: writeText(draw, gold, channel, language),
      plan: pickWeighted(draw, HABITS.plan[gold]),
      channel,
      stars: stars === "none" ? null : Number(stars),
      sent_at: new Date(time).toISOString(),
      attachments: Number(pickWeighted(draw, HABITS.attachments[gold])),
      language,
      gold,
    };
  });
}

/** The two files, as text: what everybody sees, and the hidden gold labels. */
export function generateFiles(count = 2000, seed = "tidepad-1"): { readonly messages: string; readonly gold: string } {
  const rows = generateMessages(count, seed);
  const columns = ["id", "text", "plan", "channel", "stars", "sent_at", "attachments", "language"];
  return {
    messages: stringify([...rows], { header: true, columns }),
    gold: stringify([...rows], { header: true, columns: ["id", "gold"] }),
  };
}

function writeText(draw: Draw, gold: Gold, channel: Channel, language: Message["language"]): string {
  for (;;) {
    const text = language === "en" ? composeEnglish(draw, gold, channel) : composeOther(draw, gold, language);
    const words = text.split(" ").length;
    if (words >= 5 && words <= 60) return text;
  }
}

/** Milliseconds: some minute of 90 days, more of them by day than by night. */
function sentAt(draw: Draw): number {
  const day = Math.floor(draw() * 90);
  const hour = chance(draw, 0.8) ? 8 + Math.floor(draw() * 12) : pick(draw, [0, 1, 5, 6, 7, 20, 21, 22, 23]);
  return FIRST_DAY + ((day * 24 + hour) * 60 + Math.floor(draw() * 60)) * MINUTE;
}

if (process.argv[1]?.endsWith("generate.ts") === true) {
  const files = generateFiles();
  writeFileSync(new URL("messages.csv", import.meta.url), files.messages);
  writeFileSync(new URL("gold.csv", import.meta.url), files.gold);
}
