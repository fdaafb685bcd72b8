/** Lines which fit any message: how it starts and ends, and what people mention in passing. */
export const GREETINGS: readonly string[] = [
  "Hi,",
  "Hi there,",
  "Hello,",
  "Hello Tidepad team,",
  "Hey,",
  "Hey guys,",
  "Good morning,",
  "Good evening,",
  "Dear support,",
  "Dear Sir or Madam,",
  "Hola!",
  "Hi {agent},",
  "Hello again,",
  "To whom it may concern,",
  "Moin,",
  "Hey Tidepad,",
  "Hi team,",
];

export const CLOSINGS: readonly string[] = [
  "Thanks!",
  "Thanks",
  "Thank you.",
  "Thanks in advance",
  "Best,",
  "Best regards,",
  "Kind regards,",
  "Cheers,",
  "Regards,",
  "Thx",
  "Many thanks,",
  "Greetings,",
  "Have a nice day.",
  "Looking forward to your answer.",
  "Ciao,",
  "Warm regards,",
];

export const SIGNATURES: readonly string[] = [
  "{name}",
  "{name}",
  "{name}",
  "- {name}",
  "{name}, {company}",
  "{name} ({company})",
  "Sent from my {device}",
  "Gesendet von meinem {device}",
];

/** Says nothing about the topic; the second list only fits somebody who wants something. */
export const CONTEXT: readonly string[] = [
  "I have been using Tidepad for {years}.",
  "Customer since 20[18|19|20|21|22].",
  "We are a team of {n}.",
  "Sorry for my English.",
  "I'm a {work}, so I depend on this.",
  "Quick one.",
  "First of all, hello to the team.",
];
export const CONTEXT_OF_REQUESTS: readonly string[] = [
  ...CONTEXT,
  "Not sure if this is the right place.",
  "I wrote about this {when} already and nobody answered.",
  "I read the help pages but am none the wiser.",
  "Maybe it's a stupid question.",
  "I'm not very technical.",
  "I need this for my {what}.",
  "The chat was closed so I try it this way.",
];

/** Mentions of other topics in passing, by the label they seem to speak for. They never change the gold label. */
export const ASIDES: Readonly<Record<"billing" | "bug" | "account" | "praise", readonly string[]>> = {
  billing: [
    "[And|Oh and] I [do|] pay {amount} a month for this.",
    "The invoice came on time, thanks for that.",
    "I'm on the {plan} plan if that matters.",
    "For that price I would expect more.",
    "Not even worth a refund request.",
    "(billing is fine, that's not it)",
    "My card is fine by the way.",
    "Paid until {monthName}.",
  ],
  bug: [
    "[Also|Besides], the app crashed [once|twice] {when}, but that's another story.",
    "By the way the {featureIs} a bit slow lately.",
    "The help page gave me error {code}.",
    "Search doesn't work too well either.",
    "It [crashed|froze] while I wrote this the first time.",
    "And your contact form is broken in {browser}.",
    "No bug, just a question.",
  ],
  account: [
    "My login is {email}.",
    "I can log in fine by the way.",
    "I already changed my password, just in case.",
    "You can look into my account if you need to.",
    "It's the account of {company}.",
    "I signed up with {email}.",
    "{colleague} is the admin here.",
  ],
  praise: [
    "Otherwise [I love the app|great app|I'm very happy with it|it's a lovely app].",
    "Apart from that: [great work|keep it up|love it].",
    "I really like Tidepad, that's why I'm writing.",
    "Your support has always been great.",
    "Still the best app I know though.",
    "[Amazing|Great|Awesome] app otherwise.",
    "I usually recommend you to everybody.",
    "It used to be perfect.",
  ],
};

/** What happy people mention in passing. It is as misleading, and never changes the gold label either. */
export const ASIDES_OF_PRAISE: readonly string[] = [
  "And I [do|] pay {amount} a month for this, gladly.",
  "The invoice came on time too.",
  "Paid until {monthName}, and then again.",
  "It crashed on me [once|twice] {when}, but who cares.",
  "By the way the {featureIs} a bit slow lately.",
  "[Search|Sync|Export] could be better, but hey.",
  "Even logging in is [nice|easy] somehow.",
  "My login is {email} if you want to quote me.",
  "Now I only have to convince {colleague} to open an account.",
  "The free plan would have been enough, but I upgraded to say thank you.",
];

/** Emoji people add, by the label of the message; some are sarcastic. */
export const EMOJI: Readonly<Record<"billing" | "bug" | "account" | "praise", readonly string[]>> = {
  billing: ["🙄", "😡", "🤔", "💸", "🙏", "🙂"],
  bug: ["😤", "🐛", "😩", "🙃", "🙏", "👏👏👏", "😭"],
  account: ["🙏", "😅", "🔒", "😕", "🙂", "😬"],
  praise: ["❤️", "😍", "🎉", "🙏", "👏", "😊", "💙", "🌊", "👍"],
};
