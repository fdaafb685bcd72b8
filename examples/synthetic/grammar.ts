/**
 * A grammar of support messages, written for this example by somebody who knows what the four labels mean and has not
 * looked at the messages it is tested on, nor at the templates they were made from.
 */
import { defineTask, synthesizeRows, type SynthesizedRows } from "labelwright";

export const task = defineTask({ labels: ["billing", "bug", "account", "praise"], columns: { text: "utf8" } });

export type Topic = "billing" | "bug" | "account" | "praise";

/** Made-up messages; the same seed gives the same ones. */
export function makeMessages(rows: number, seed: number): SynthesizedRows<Topic> {
  return synthesizeRows(task, {
    rows,
    seed,
    noise: { typos: 0.02, lowercase: 0.2 },
    templates: {
      billing: [
        "[{greeting} ]I was {charged} {amount} {wrongly}.[ {ask_money}][ {thanks}]",
        "[{greeting} ]{ask_money} [for {period}|]. {because_money}",
        "Where can I find {document}[ for {period}]?[ {thanks}]",
        "[{greeting} ]I {cancelled} my subscription {when} but {still_billed}.",
        "Why did the price go up to {amount}? {because_money}",
        { text: "My {card} was declined[ when I tried to renew].[ {ask_help}]", weight: 0.7 },
      ],
      bug: [
        "[{greeting} ]The app {crashes} {when_doing}.[ {ask_help}]",
        "{thing} {fails} {since}.[ I use {device}.][ {ask_help}]",
        "[{greeting} ]{when_doing}, {see_error}. [I tried {remedy} already.]",
        "My {content} {vanished} {since}![ {ask_help}]",
        "It is so slow on {device} that I cannot {do_task}.",
      ],
      account: [
        "[{greeting} ]I cannot {log_in}[ {since}].[ {ask_help}]",
        "How do I {change} my {credential}?[ {thanks}]",
        "[{greeting} ]The {mail} never arrives, so I cannot {log_in}.",
        "Please {remove} my {account} and all my data.[ {thanks}]",
        "We want to {add} {people} to our {team}[. How does that work?| {when}.]",
        { text: "Somebody else {uses} my {account}! {ask_help}", weight: 0.7 },
      ],
      praise: [
        "[{greeting} ]{love} {thing_loved}[!|!!| :)]",
        "{thing_loved} is {great}. {keep_going}",
        "Just wanted to say {thanks_praise}.[ {keep_going}]",
        "I have used {product} for {years} and it is still {great}.",
        "Five stars from me, {because_good}.",
      ],
    },
    rules: {
      greeting: ["Hi,", "Hello,", "Hello support,", "Dear team,", "Hey,"],
      thanks: ["Thanks.", "Thank you!", "Best, {name}", "Many thanks in advance."],
      name: ["Maria", "Tom", "Ines", "Olek", "Ruth"],
      ask_help: ["Can you help?", "Please fix this.", "What should I do?", "Any idea?"],
      charged: ["charged", "billed", "asked to pay"],
      amount: ["{digit}9.00 euros", "${digit}.99", "{digit}0 dollars", "{digit}5 EUR"],
      digit: ["1", "2", "4", "5", "9"],
      wrongly: ["twice", "after my trial ended", "although I have the free plan", "for a seat we do not need"],
      ask_money: [
        "I want a refund",
        "Please give me my money back",
        "Could I get a discount",
        "Please send me a receipt",
      ],
      because_money: ["It is too expensive now.", "The invoice is wrong.", "My bank says the payment went through."],
      document: ["the invoice", "my receipts", "a bill with VAT on it", "the payment history"],
      period: ["last month", "May", "this year", "the yearly plan"],
      cancelled: ["cancelled", "ended", "did not renew"],
      when: ["last week", "in March", "yesterday", "two months ago"],
      still_billed: ["you still take money from my card", "I got another invoice", "I keep paying"],
      card: ["credit card", "card", "payment"],
      crashes: ["crashes", "freezes", "closes by itself", "hangs"],
      when_doing: ["when I open a note", "every time I search", "when I attach a photo", "as soon as it starts"],
      thing: ["Sync", "The search", "Dark mode", "The editor", "The export", "The widget"],
      fails: ["does not work", "stopped working", "is broken", "does nothing"],
      since: ["since the update", "since yesterday", "on both devices", "after the last version"],
      device: ["my iPad", "Android 14", "Windows", "an old laptop", "Firefox"],
      see_error: ["I get an error", "the screen stays white", "a message says something went wrong"],
      remedy: ["reinstalling", "restarting", "another browser"],
      content: ["notes", "tags", "folders", "attachments"],
      vanished: ["disappeared", "are gone", "were duplicated", "show up empty"],
      do_task: ["type", "scroll", "open anything"],
      log_in: ["log in", "sign in", "get into my account", "reset my password"],
      change: ["change", "update", "reset"],
      credential: ["password", "email address", "user name", "login"],
      mail: ["confirmation mail", "reset link", "verification code", "invitation"],
      remove: ["delete", "close", "deactivate"],
      account: ["account", "profile", "login"],
      add: ["add", "invite", "move"],
      people: ["two colleagues", "a new member", "somebody from another workspace"],
      team: ["team", "workspace", "team account"],
      uses: ["has access to", "logged into", "uses"],
      product: ["this app", "the app", "your app"],
      love: ["I love", "We really like", "Absolutely love", "I enjoy"],
      thing_loved: ["the new design", "{product}", "how fast it is", "the dark theme", "the way search works"],
      great: ["great", "fantastic", "the best I know", "wonderful", "a joy to use"],
      keep_going: ["Keep it up!", "Well done.", "Great work, everyone!", "Please never change it."],
      thanks_praise: ["thank you for {product}", "how happy I am with {product}", "that you made my day"],
      years: ["years", "three years", "a long time"],
      because_good: ["it just works", "everything is where I expect it", "it saves me hours every week"],
    },
  });
}
