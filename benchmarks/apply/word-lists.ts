import { makeRandom } from "../../src/util/random.ts";
import { keywordLists, type KeywordList } from "./predicates.ts";

/** Terms of forty more functions, in the way people write them: some words and some phrases on one topic. */
const topics: Readonly<Record<string, string>> = {
  sports: "goal, match, team score, referee, league, penalty",
  politics: "election, minister, parliament, vote for, tax",
  weather: "rain, storm, sunny, forecast, degrees",
  travel: "flight, hotel, luggage, passport, boarding pass",
  food: "recipe, delicious, restaurant, dinner, takeaway",
  health: "doctor, headache, medicine, allergy, side effect",
  fitness: "workout, lose weight, diet, calories",
  finance: "invest, stocks, interest rate, mortgage, dividend",
  crypto: "bitcoin, wallet address, airdrop, token",
  gambling: "casino, jackpot, bet now, free spins, odds",
  dating: "single, meet girls, hot singles, date me",
  jobs: "hiring, salary, resume, work from home, interview",
  school: "homework, exam, teacher, lecture, grade",
  software: "install, update, crash, bug report, download",
  hardware: "battery, screen, keyboard, charger, laptop",
  phones: "call, text me, sms, ringtone, voicemail",
  network: "wifi, router, broadband, no signal, slow connection",
  security: "password, hacked, phishing, verify your account, virus",
  delivery: "parcel, tracking number, courier, shipped, out of stock",
  billing: "invoice, charged twice, payment failed, receipt",
  returns: "send back, exchange, broken on arrival, warranty",
  complaints: "terrible, worst, never again, disappointed, rude",
  apologies: "sorry, apologize, my fault, regret",
  greetings: "hello, good morning, dear sir, hi there",
  farewells: "goodbye, see you, take care, best regards",
  questions: "how do i, what is, where can, why does",
  urgency: "urgent, asap, act now, limited time, last chance",
  promises: "guarantee, risk free, no obligation, hundred percent",
  numbers: "million, thousand, dollars, percent, double your",
  links: "http, www, click, url, website",
  social: "follow, like and share, retweet, tag a friend, my profile",
  channels_more: "my channel, new video, check out, sub for sub",
  music_more: "lyrics, album, chorus, remix, live version",
  films: "movie, trailer, actor, cinema, sequel",
  games: "level, high score, multiplayer, console, cheat code",
  family: "mother, brother, kids, wedding, birthday",
  pets: "dog, cat, puppy, vet, kitten",
  feelings: "happy, crying, laugh, angry, beautiful",
  memories: "remember, childhood, nostalgia, back then, years ago",
  doubts: "maybe, not sure, fake, is this real, scam",
};

/** Fifty keyword functions. */
export const fiftyLists: readonly KeywordList[] = [
  ...keywordLists,
  ...Object.entries(topics).map(([name, terms], i): KeywordList => [
    name,
    i % 2 === 0 ? "spam" : "ham",
    terms.split(", "),
  ]),
];

const syllables = "ba be bo da de do ka ke ko la le lo ma mi mo na ne no ra re ri sa se so ta te to va ve vo".split(
  " ",
);

/** A thousand terms: those of the fifty functions, and invented words of two to four syllables. */
export function thousandTerms(): readonly string[] {
  const random = makeRandom(1, "thousand terms");
  const syllable = (): string => syllables[Math.floor(random() * syllables.length)] ?? "";
  const terms = new Set(fiftyLists.flatMap(([, , words]) => words));
  while (terms.size < 1000) terms.add(Array.from({ length: 2 + Math.floor(3 * random()) }, syllable).join(""));
  return [...terms];
}

/** Ten regular expressions of the usual kinds; the last requires no text that a scan could look for. */
export const patterns: readonly (readonly [name: string, label: "ham" | "spam", pattern: RegExp])[] = [
  ["link", "spam", /https?:\/\/\S+/],
  ["price", "spam", /[$£€]\s?\d+(?:,\d{3})*/],
  ["subscribe", "spam", /\bsubscribe\b/i],
  ["check_out", "spam", /\bcheck\s+(?:this\s+|it\s+)?out\b/i],
  ["prize", "spam", /\b(?:win|winner|prize|cash)\b/i],
  ["call_number", "spam", /\bcall\s+\d{8,}/i],
  ["thanks", "ham", /\bthank(?:s| you)\b/i],
  ["cannot_log_in", "ham", /\b(?:cannot|can't|unable to) log ?in\b/i],
  ["refund", "ham", /refund(?:ed)? me|money back/i],
  ["long_number", "spam", /\b\d{4,}\b/],
];
