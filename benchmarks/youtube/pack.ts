/**
 * Ten labeling functions for comments under music videos: is a comment spam, or a word about the song? Written by
 * reading a few comments, without looking at gold. `benchmarks/README.md` says how to run it.
 */
import { definePack, defineTask, expression, keywords, labelingFunction, pattern } from "labelwright";

const task = defineTask({ labels: ["HAM", "SPAM"], columns: { text: "utf8" }, id: "id" });

const functions = [
  // Comments about the song rarely point elsewhere.
  pattern(task, { name: "link", column: "text", pattern: /https?:|www\.|\.com\b|\.ly\b/i, label: "SPAM" }),
  keywords(task, {
    name: "subscribe",
    column: "text",
    any: ["subscribe", "subscribers", "subscriber", "sub", "subs", "subscribing"],
    label: "SPAM",
  }),
  pattern(task, { name: "check_out", column: "text", pattern: /\bcheck\s+(?:\w+\s+)?out\b/i, label: "SPAM" }),
  // Somebody who speaks of what is theirs wants visitors.
  pattern(task, {
    name: "my_channel",
    column: "text",
    pattern: /\b(?:my|our|mine)\s+(?:\w+\s+){0,2}(?:channel|videos?|page|music|songs?|covers?|raps?)\b/i,
    label: "SPAM",
  }),
  keywords(task, {
    name: "begging",
    column: "text",
    any: ["please", "plz", "pls", "help me", "give me a chance", "support", "vote", "sponsor"],
    label: "SPAM",
  }),
  keywords(task, {
    name: "money",
    column: "text",
    any: ["money", "cash", "earn", "free", "giveaway", "win", "gift", "paypal", "$"],
    label: "SPAM",
  }),
  keywords(task, {
    name: "about_song",
    column: "text",
    any: [
      "this song",
      "the song",
      "song is",
      "the beat",
      "lyrics",
      "her voice",
      "this video",
      "world cup",
      "billion",
      "views",
    ],
    label: "HAM",
  }),
  keywords(task, {
    name: "praise",
    column: "text",
    any: ["love", "loved", "best", "awesome", "amazing", "beautiful", "perfect", "great", "cool", "good"],
    none: ["check", "channel", "my"],
    label: "HAM",
  }),
  // Spam needs room to say where to go.
  expression(task, { name: "short", when: "length(text) < 40", label: "HAM" }),
  // Long comments with many capital letters are advertisements.
  labelingFunction(task, {
    name: "shouting",
    columns: ["text"],
    labels: ["SPAM"],
    vote: ({ text }) => (text.length > 60 && text.replace(/[^A-Z]/g, "").length > text.length * 0.3 ? "SPAM" : null),
  }),
];

export default definePack({ name: "youtube-spam", version: "1.0.0", task, functions });
