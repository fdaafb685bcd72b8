import { defineTask, synthesizeRows, type SynthesizedRows } from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });

/** Made-up rows of a set's sort. */
export type Grammar = (rows: number, seed: number) => SynthesizedRows<"ham" | "spam">;

// Both were written from what such messages are known to be like, without a look at the texts they are measured on.

/** Comments under music videos. */
const comments: Grammar = (rows, seed) =>
  synthesizeRows(task, {
    rows,
    seed,
    templates: {
      spam: [
        "[{please} ]{check} {out|} my {channel}[ {please}][!|!!|!!!]",
        "{subscribe} to my {channel}[ and i will {subscribe} back| {please}][!!]",
        "[hey guys, ]{check} out this {thing}: {link}",
        "{earn} {money} {ways}, {visit} {link}",
        "[wow ]i {made} {money} {ways} {link}",
        "i am {a_singer}, {please} {give} [and {subscribe}|]",
        "{win} a free {prize}, just {visit} {link}",
        "follow me on {site} [{link}|@{someone}]",
        "{please} like and share my {thing} {link}",
      ],
      ham: [
        "[omg ]i love this {song}[ so much][!|!!| <3]",
        "this {song} {always} makes me {feel}",
        "{singer} is {great}[ {in_this}][!]",
        "who is [still ]listening {when}[?|??]",
        "best {song} ever[!|!!!]",
        "{how} many views does this have[?]",
        "[lol ]the {part} at {minutes} is {great}",
        "i {remember} when this came out[, good times|]",
        "{great} {song}, {great} {singer}",
        "this never gets old[ :)|]",
        "cant believe this has [over ]a billion views",
      ],
    },
    rules: {
      please: ["please", "pls", "plz"],
      check: ["check", "Check", "CHECK"],
      channel: ["channel", "videos", "new video", "cover", "music", "page"],
      subscribe: ["subscribe", "Subscribe", "sub"],
      thing: ["video", "song", "app", "website", "site", "cover"],
      link: ["http://{word}.com/{word}", "https://www.{word}.com", "www.{word}.net", "{word}.tk"],
      word: ["free", "best", "tube", "music", "money", "click", "online", "beats", "fun"],
      earn: ["earn", "make", "get"],
      made: ["made", "earned", "got"],
      money: ["money", "$500 a day", "$1000", "cash", "extra money"],
      ways: ["from home", "online", "fast", "with this"],
      visit: ["visit", "go to", "click", "click here"],
      a_singer: ["a singer from {place}", "a young rapper", "a new artist", "15 and i make beats"],
      place: ["Texas", "London", "Brazil", "the Netherlands"],
      give: ["give me a chance", "listen to my song", "take a minute to hear my music", "thumbs up"],
      win: ["win", "get", "grab"],
      prize: ["iphone", "gift card", "t-shirt", "xbox"],
      site: ["twitter", "instagram", "facebook"],
      someone: ["djnova", "lilray", "beatking"],
      song: ["song", "video", "beat", "music", "tune"],
      always: ["always", "still", "really", "just"],
      feel: ["happy", "cry", "want to dance", "smile", "feel alive"],
      singer: ["she", "he", "her voice", "his voice", "the singer", "this guy"],
      great: ["amazing", "awesome", "beautiful", "so good", "perfect", "funny", "the best"],
      in_this: ["in this video", "here", "as always"],
      when: ["in 2014", "in 2015", "today", "after all these years"],
      how: ["how", "How"],
      part: ["part", "dance", "ending", "chorus"],
      minutes: ["1:23", "2:05", "0:45", "3:10"],
      remember: ["remember", "miss the days"],
    },
  });

/** Text messages. */
const messages: Grammar = (rows, seed) =>
  synthesizeRows(task, {
    rows,
    seed,
    classBalance: { ham: 0.85, spam: 0.15 },
    templates: {
      spam: [
        "{urgent}! You have {won} a {prize}. {call} {number} {now}. {fine_print}",
        "{free} {thing} {for_you}! {text} {word} to {short}. {fine_print}",
        "Your {account} {needs}. {call} {number} {now}",
        "Congratulations! You are {chosen} to receive {money}. To claim {call} {number}",
        "{want} {thing}? Reply {word} to {short}[ {now}]. {fine_print}",
        "Last chance to claim your {money} {prize}: {call} {number}",
        "Hi, i'm {name}, lonely and want to chat. Text {word} to {short}. 18+ {fine_print}",
      ],
      ham: [
        "[hey|hi|ok|lol], {where} are you[?|??]",
        "[ok, ]i'll {come} {time}[, is that ok?| :)]",
        "sorry, i {cannot} {time}[, {because}|]",
        "did you {do} [the {stuff}|it] [yesterday|already]?",
        "{thanks} for the {stuff}[, see you {time}| x]",
        "can you {bring} the {stuff} {time}?",
        "happy birthday[ {name}]! [Have a great day|Love you]",
        "i'm {doing} [right now|], {call_you} {time}",
        "[yeah|no|haha], {say}",
        "good {morning}[ {name}|, sleep well|, how was your day?]",
        "mum says dinner is {time}, {say}",
      ],
    },
    rules: {
      urgent: ["URGENT", "Winner", "ATTENTION", "IMPORTANT"],
      won: ["won", "been awarded", "been selected for"],
      prize: ["prize", "£1000 cash prize", "holiday to Spain", "new mobile", "£500 voucher"],
      call: ["Call", "call", "Please call", "Ring"],
      number: ["0800{digits}", "0906{digits}", "0871{digits}"],
      digits: ["1234567", "5550101", "7654321", "0042424"],
      now: ["now", "today", "before 31st", "within 24 hrs", "NOW"],
      fine_print: ["T&Cs apply", "Cost 150p/msg", "Txt STOP to end", "£1.50/wk", "18 or over"],
      free: ["FREE", "Free", "Half price"],
      thing: ["ringtone", "polyphonic tones", "camera phone", "texts", "games", "weekend minutes"],
      for_you: ["for you", "this week only", "from your network"],
      text: ["Text", "Txt", "Send"],
      word: ["WIN", "YES", "GO", "TONE", "CLAIM"],
      short: ["80082", "86688", "69888", "87077"],
      account: ["account", "mobile number", "subscription", "statement"],
      needs: ["has points to redeem", "must be renewed", "has an unclaimed bonus"],
      chosen: ["chosen", "selected", "entitled"],
      money: ["£2000", "£350", "$1000 cash", "a cash award"],
      want: ["Want", "Fancy", "Need"],
      name: ["Sam", "Anna", "Jo", "Lily", "Dave"],
      where: ["where", "what time", "how", "when"],
      come: ["be there", "come over", "pick you up", "call you", "meet you at the station"],
      time: ["tomorrow", "later", "at 7", "tonight", "in 10 minutes", "after work", "next week"],
      cannot: ["can't make it", "am busy", "will be late", "forgot"],
      because: ["work is crazy", "still in class", "my bus is late", "not feeling well"],
      do: ["get", "see", "finish", "find", "tell him about"],
      stuff: ["lift", "keys", "book", "message", "homework", "money", "food"],
      thanks: ["thanks", "thank you", "cheers"],
      bring: ["bring", "send me", "get"],
      doing: ["at home", "in a meeting", "on the bus", "having lunch", "driving"],
      call_you: ["will call you", "talk to you", "text you"],
      say: ["no worries", "i told you", "what do you think?", "that was fun", "love you", "i don't know"],
      morning: ["morning", "night", "afternoon"],
    },
  });

/** The grammars by set. */
export const grammars: Readonly<Record<string, Grammar>> = { youtube: comments, sms: messages };
