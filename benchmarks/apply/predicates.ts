/** The ten questions that every form of labeling function, and the bare loop, asks of each text. */

export const hasLink = (text: string): boolean => /https?:\/\//.test(text);
export const hasMoney = (text: string): boolean => /[$£€]\d+/.test(text);
export const isShouted = (text: string): boolean => /[A-Z]{4,}/.test(text);
export const isExcited = (text: string): boolean => text.includes("!!");
export const wantsSubscribers = (text: string): boolean => /\bsubscribe\b/i.test(text);
export const promisesPrizes = (text: string): boolean => /\b(?:win|winner|prize|cash)\b/i.test(text);
export const isShort = (text: string): boolean => text.length < 70;
export const isThankful = (text: string): boolean => text.toLowerCase().includes("thank");
export const hasLongNumber = (text: string): boolean => /\b\d{4,}\b/.test(text);
export const isQuestion = (text: string): boolean => text.endsWith("?");

/** The questions by name, each with the label a yes votes for. */
export const predicates: readonly (readonly [name: string, label: "ham" | "spam", ask: (text: string) => boolean])[] = [
  ["has_link", "spam", hasLink],
  ["has_money", "spam", hasMoney],
  ["is_shouted", "spam", isShouted],
  ["is_excited", "spam", isExcited],
  ["wants_subscribers", "spam", wantsSubscribers],
  ["promises_prizes", "spam", promisesPrizes],
  ["is_short", "ham", isShort],
  ["is_thankful", "ham", isThankful],
  ["has_long_number", "spam", hasLongNumber],
  ["is_question", "ham", isQuestion],
];

/** Keywords of a function: any of them, as whole words, in any case. */
export type KeywordList = readonly [name: string, label: "ham" | "spam", words: readonly string[]];

/** Ten keyword functions. */
export const keywordLists: readonly KeywordList[] = [
  ["prizes", "spam", ["win", "winner", "prize", "cash", "lottery"]],
  ["channels", "spam", ["subscribe", "channel", "follow me"]],
  ["offers", "spam", ["free", "best price", "guaranteed", "discount", "offer"]],
  ["clicks", "spam", ["click below", "click here", "link"]],
  ["thanks", "ham", ["thank you", "thanks", "grateful"]],
  ["praise", "ham", ["love", "great", "best", "beautiful", "awesome"]],
  ["accounts", "ham", ["password", "account", "log in", "locked"]],
  ["refunds", "ham", ["refund", "money back", "return"]],
  ["waiting", "ham", ["waiting", "delivery", "received", "order"]],
  ["music", "ham", ["song", "music", "video", "listening", "watch"]],
];
