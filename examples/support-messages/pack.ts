/**
 * A rule pack: fourteen labeling functions, each a guess at what a support message is about. None is always right, two
 * say nearly the same, and one is hardly better than a coin. The label model finds out how far to trust each.
 */
import {
  batchLabelingFunction,
  definePack,
  defineTask,
  expression,
  keywords,
  labelingFunction,
  lookup,
  pattern,
} from "labelwright";

const task = defineTask({
  labels: ["billing", "bug", "account", "praise"],
  columns: {
    text: "utf8",
    plan: "utf8",
    channel: "utf8",
    stars: "float64",
    sent_at: "timestamp",
    attachments: "float64",
    language: "utf8",
  },
  id: "id",
});

// Billing. Words first: whoever writes "invoice" usually wants something about money.
const moneyWords = keywords(task, {
  name: "money_words",
  column: "text",
  // prettier-ignore
  any: ["refund", "invoice", "invoices", "charged", "billed", "bill", "receipt", "receipts", "payment", "payments",
    "subscription", "discount", "card", "my money", "price", "bank", "paid"],
  label: "billing",
});

// An amount of money, in the ways people write it: $12, 45,00 €, 49.99 USD, 120 bucks.
const amount = pattern(task, {
  name: "amount",
  column: "text",
  pattern: /[$€£]\s?\d|\d\s?(?:€|usd\b|bucks|dollars)/i,
  label: "billing",
});

// The names of plans, and what one does to them. Errs on people who praise the free plan or report a broken upgrade.
const planChange = pattern(task, {
  name: "plan_change",
  column: "text",
  pattern:
    /\b(?:cancel\w*|renew\w*|downgrad\w*|upgrad\w*|trial|free (?:plan|version)|yearly|monthly|pro plan|seats)\b/i,
  label: "billing",
});

// Bugs. `none` keeps out the customer who paid twice because the app crashed: his topic is money.
const crashWords = keywords(task, {
  name: "crash_words",
  column: "text",
  // prettier-ignore
  any: ["crash", "crashes", "crashing", "closes", "freezes", "hangs", "bug", "broken", "error", "slow", "blank",
    "stuck", "missing", "disappears", "disappeared", "empty", "jumps"],
  none: ["no bug", "invoice", "card", "gone", "no more", "pay", "password", "checkout", "refund"],
  label: "bug",
});

// "does not work", "won't sync", "fails since the update": the grammar of a broken thing.
const doesNotWork = pattern(task, {
  name: "does_not_work",
  column: "text",
  pattern:
    /\b(?:does ?n['’]?t|do ?n['’]?t|does not|do not|won['’]?t|no longer|stopped) (?:work|load|sync|open|find|react)|nothing happens|\bfails?\b|since (?:the|version|yesterday|\w+day)|\bversion\b|when i\b/i,
  label: "bug",
});

// A picture sent from inside the app is mostly a screenshot of what went wrong. Batch form: it sees whole columns.
const screenshot = batchLabelingFunction(task, {
  name: "screenshot",
  columns: ["attachments", "channel"],
  labels: ["bug"],
  vote: ({ attachments, channel }, ballot) => {
    for (let row = 0; row < ballot.length; row++) {
      if (Number(attachments.values[row]) > 0 && channel.values[row] === "app") ballot.cast(row, "bug");
    }
  },
});

// Accounts. Whoever names a password wants to get in, or praises the help he got, or reports a broken login page.
const loginWords = keywords(task, {
  name: "login_words",
  column: "text",
  any: ["login", "log in", "sign in", "sign-in", "password", "locked out", "2fa", "two factor", "authenticator"],
  label: "account",
});

// A near copy of login_words, as happens when two people write rules. They agree on what they get wrong, too, and a
// model that takes rules to be independent mistakes that for skill. The default one lets the two share a voice.
const signIn = pattern(task, {
  name: "sign_in",
  column: "text",
  pattern: /\b(?:log|sign)(?:s|ned)?[ -]?(?:in|up)\b|\bpass ?word|locked out|2fa|get in(?:to)?\b/i,
  label: "account",
});

// Who belongs to a workspace and who may see what, unless it is about what that costs.
const people = labelingFunction(task, {
  name: "people",
  columns: ["text"],
  labels: ["account"],
  vote: ({ text }) => {
    const aboutMoney = /\bpay|bill|\bseats|cancel|[$€£]/i.test(text);
    const aboutPeople =
      /\b(?:invite\w*|members?|guests?|admin|owner|workspace|delete my|my account|accounts|access)\b/i;
    return !aboutMoney && aboutPeople.test(text) ? "account" : null;
  },
});

// Most people with a team plan who write are admins, and admins ask about accounts. Weak: right half of the time.
const teamPlan = lookup(task, { name: "team_plan", column: "plan", in: { team: "account" } });

// Praise. A "great" before "but", or with a "please", is the polite start of a complaint.
const kindWords = keywords(task, {
  name: "kind_words",
  column: "text",
  // prettier-ignore
  any: ["love", "great", "awesome", "amazing", "best", "perfect", "fantastic", "brilliant", "happy", "wow",
    "well done", "worth"],
  none: ["otherwise", "apart from", "but", "please", "pls", "best regards", "can you"],
  label: "praise",
});

// Thanks without a wish. The more kind words there are, the surer the vote: votes may carry a confidence.
const onlyThanks = labelingFunction(task, {
  name: "only_thanks",
  columns: ["text"],
  labels: ["praise"],
  vote: ({ text }) => {
    const wish = /\bnot\b|n['’]?t\b|\bno\b|error|\?|please|pls|why|cancel|refund|crash|still|again|keeps|need/i;
    const kind = text.match(
      /thank|thx|\bwow\b|great|love|well done|happy|best|good job|keep (?:it|going|up)|[❤😍🎉👏💙😊👍]/giu,
    );
    if (kind === null || wish.test(text)) return null;
    return { label: "praise", confidence: kind.length > 1 ? 0.9 : 0.7 };
  },
});

// A good rating and nothing attached. Rows without a rating abstain.
const happyStars = expression(task, {
  name: "happy_stars",
  when: "stars >= 4 and attachments == 0",
  label: "praise",
});

// One rule for German, Spanish and French, voting for any label; the word lists above only know English.
const WORDS_ABROAD = [
  [
    "billing",
    /rechnung|abgebucht|\babo\b|kostet|factura|cobrado|suscripción|descuento|facture|débité|abonnement|prix/i,
  ],
  ["account", /passwor[td]|konto|einladen|contraseña|cuenta|invito|mot de passe|compte|inviter/i],
  ["bug", /stürzt|fehler|synchron|sincroniz|erreur|ne marche|no funciona|cierra|plante/i],
  ["praise", /danke?|super|gracias|merci|bravo|encanta/i],
] as const;
const otherLanguage = labelingFunction(task, {
  name: "other_language",
  columns: ["text", "language"],
  vote: ({ text, language }) => {
    if (language === "en") return null;
    return WORDS_ABROAD.find(([, words]) => words.test(text))?.[0] ?? null;
  },
});

export default definePack({
  name: "support-messages",
  version: "1.0.0",
  task,
  functions: [
    moneyWords,
    amount,
    planChange,
    crashWords,
    doesNotWork,
    screenshot,
    loginWords,
    signIn,
    people,
    teamPlan,
    kindWords,
    onlyThanks,
    happyStars,
    otherLanguage,
  ],
  // What functions are for, by rows: `labelwright check` holds them to it, and tries rows like these.
  examples: {
    crash_words: {
      votes: { bug: [{ text: "The app crashes when I open it" }] },
      abstains: [{ text: "It crashed at checkout and took my card twice" }],
    },
    screenshot: {
      votes: { bug: [{ attachments: 1, channel: "app" }] },
      abstains: [{ attachments: 1, channel: "email" }],
    },
    people: {
      votes: { account: [{ text: "How do I invite a guest to our workspace?" }] },
      abstains: [{ text: "Can we pay for fewer members?" }],
    },
    only_thanks: {
      votes: { praise: [{ text: "Thank you, great app" }] },
      abstains: [{ text: "Thanks, but it still fails" }],
    },
    other_language: {
      votes: { billing: [{ text: "Die Rechnung ist falsch", language: "de" }] },
      abstains: [{ text: "Die Rechnung ist falsch", language: "en" }],
    },
  },
});
