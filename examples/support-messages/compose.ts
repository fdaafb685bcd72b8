import { chance, expand, pick, pickWeighted, type Draw } from "./grammar.ts";
import { ACCOUNT } from "./phrases/account.ts";
import {
  ASIDES,
  ASIDES_OF_PRAISE,
  CLOSINGS,
  CONTEXT,
  CONTEXT_OF_REQUESTS,
  EMOJI,
  GREETINGS,
  SIGNATURES,
} from "./phrases/asides.ts";
import { BILLING } from "./phrases/billing.ts";
import { BUG } from "./phrases/bug.ts";
import { OTHER_LANGUAGES, type OtherLanguage } from "./phrases/other-languages.ts";
import { PRAISE } from "./phrases/praise.ts";
import { SLOTS } from "./phrases/slots.ts";
import type { Topic } from "./phrases/topic.ts";
import { mistype, speak, type Voice } from "./voice.ts";

/** What a message is about, in the eyes of the person who has to answer it. */
export type Gold = "billing" | "bug" | "account" | "praise";

/** Where a message came from; chat is shorter and looser than email. */
export type Channel = "email" | "chat" | "app";

const TOPICS: Readonly<Record<Gold, readonly Topic[]>> = {
  billing: BILLING,
  bug: BUG,
  account: ACCOUNT,
  praise: PRAISE,
};

/** Writes one English message. */
export function composeEnglish(draw: Draw, gold: Gold, channel: Channel): string {
  const say = (template: string): string => expand(draw, template, SLOTS);
  const voice = chooseVoice(draw, gold, channel);
  const topic = pickTopic(draw, TOPICS[gold]);
  const parts = [say(pick(draw, topic.open))];
  const detail = pick(draw, topic.detail);
  const another = pick(draw, topic.detail);
  if (chance(draw, channel === "chat" ? 0.45 : 0.7)) parts.push(say(detail));
  if (chance(draw, 0.3) && another !== detail) parts.push(say(another));
  if (chance(draw, 0.16)) parts.unshift(say(pick(draw, gold === "praise" ? CONTEXT : CONTEXT_OF_REQUESTS)));
  const aside = pickWeighted(draw, { none: 83, billing: 3.5, bug: 3.5, account: 3, praise: 7 });
  if (aside !== "none" && aside !== gold)
    parts.push(say(pick(draw, gold === "praise" ? ASIDES_OF_PRAISE : ASIDES[aside])));
  if (chance(draw, 0.55)) parts.push(say(pick(draw, topic.ask)));

  let text = speak(draw, parts.join(" "), voice);
  if (chance(draw, channel === "email" ? 0.6 : 0.25)) text = `${say(pick(draw, GREETINGS))} ${text}`;
  if (chance(draw, channel === "email" ? 0.5 : 0.15)) text = `${text} ${say(pick(draw, CLOSINGS))}`;
  if (channel === "email" && chance(draw, 0.5)) text = `${text} ${say(pick(draw, SIGNATURES))}`;
  return finish(draw, text, gold, voice);
}

/** Writes one message in another language; shorter, and with fewer mistakes. */
export function composeOther(draw: Draw, gold: Gold, language: OtherLanguage): string {
  const book = OTHER_LANGUAGES[language];
  const say = (template: string): string => expand(draw, template, SLOTS);
  let text = say(pick(draw, book.lines[gold]));
  text = chance(draw, 0.6)
    ? `${pick(draw, book.greetings)} ${text}`
    : text.replace(/^[¿¡]?\p{Ll}/u, (start) => start.toUpperCase());
  if (chance(draw, 0.5)) text = `${text} ${say(pick(draw, book.closings))}`;
  return finish(draw, text, gold, "tidy");
}

function chooseVoice(draw: Draw, gold: Gold, channel: Channel): Voice {
  const angry = gold === "praise" ? 0 : gold === "account" ? 10 : 16;
  return pickWeighted(draw, { tidy: channel === "email" ? 60 : 30, casual: channel === "email" ? 15 : 45, angry });
}

function pickTopic(draw: Draw, topics: readonly Topic[]): Topic {
  let left = draw() * topics.reduce((sum, topic) => sum + topic.weight, 0);
  return topics.find((topic) => (left -= topic.weight) < 0) ?? pick(draw, topics);
}

function finish(draw: Draw, text: string, gold: Gold, voice: Voice): string {
  let out = text;
  if (chance(draw, voice === "tidy" ? 0.15 : 0.45)) out = mistype(draw, out, 1 + Math.floor(draw() * 4));
  if (chance(draw, gold === "praise" ? 0.35 : 0.12)) out = `${out} ${pick(draw, EMOJI[gold])}`;
  return out
    .replace(/\s+([.,])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
