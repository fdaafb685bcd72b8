import type { Topic } from "./topic.ts";

/** Gold "billing": the writer wants something done or explained about money. */
export const BILLING: readonly Topic[] = [
  {
    weight: 1.5, // charged twice
    open: [
      "I was [charged|billed] [twice|two times|double] for {month}.",
      "There are two [payments|charges] of {amount} on my {card} [statement|account|bill].",
      "[You|You guys|Tidepad] took {amount} from my bank account twice [{when}|].",
      "My bank shows {amount} going out [{when}|on the {day}] and then the same again [an hour later|the day after].",
      "Why do I see {amount} two times for {month}? We only have one workspace.",
    ],
    detail: [
      "One is from the {day}, the other from the day after.",
      "Both say TIDEPAD NOTES on the statement.",
      "The app [crashed|froze] while I was paying so I [pressed|hit] the button [again|a second time].",
      "The checkout page gave me an error so I tried again.",
      "I only got one receipt, number {order}.",
      "This also happened in {monthName}.",
    ],
    ask: [
      "[Please|Could you|Can you please] [refund|send back|return] one of them[.|?]",
      "Can you give me the second one back?",
      "How long does it take until the money is back?",
      "Please fix this, {amount} is a lot for me right now.",
    ],
  },
  {
    weight: 1.3, // unexpected renewal
    open: [
      "I [just|] saw that my {plan} plan renewed [{when}|on the {day}] and I never agreed to that.",
      "My subscription was renewed for another year [without any warning|and nobody told me].",
      "I thought I had [cancelled|canceled] [{when}|in {monthName}] but you still took {amount}.",
      "I [forgot|totally forgot] to cancel the trial and now it is {amount}.",
      "You have been taking {amount} every month from an app I stopped using in {monthName}.",
    ],
    detail: [
      "There was no email before the renewal.",
      "I have not opened the app [since {monthName}|in months].",
      "[I can't log in to that account any more either, it's an old address.|It's an account I had forgotten about.]",
      "I have the confirmation right here, {order}.",
      "The reminder you say you sent is not in my inbox or spam.",
      "On your site it says you can get it back within 14 days.",
    ],
    ask: [
      "I would like [a full refund|my money back|a refund] [please|].",
      "Please stop it and [refund me|give back the {amount}].",
      "Can this be undone?",
      "How do I stop this for good?",
    ],
  },
  {
    weight: 1, // refund is late
    open: [
      "It has been {n} days and I still [haven't|have not] seen [the refund|my refund|my money].",
      "{agent} from support [promised|told] me {amount} would be back on my {card} by {weekday}.",
      "Where is my refund?[ I asked {when}.|]",
      "Still waiting for the {amount} you owe me.",
    ],
    detail: [
      "The case number is {order}.",
      "I contacted you {few} times already.",
      "My bank says nothing is pending.",
      "First it was the crash, then the lost notes, now this.",
      "The reason was that the app never worked {where}.",
    ],
    ask: [
      "What is going on?",
      "Please check and [let me know|get back to me].",
      "I want this sorted by {weekday}.",
      "Is there someone I can call?",
    ],
  },
  {
    weight: 1.3, // invoices and tax
    open: [
      "[Could you|Can you|Please] send me [the|an] invoice for {month}[?|.]",
      "We need [a proper invoice|invoices] with our [VAT number|tax id|company address] on [it|them].",
      "Our accountant is asking for [all the receipts of|the receipt for|the bills of] {month} and I cannot find [them|any].",
      "The invoice {order} has the wrong [company name|address|VAT id|amount] on it.",
      "I am doing my taxes and need [something official|a document|proof] for the {amount} I paid in {monthName}.",
    ],
    detail: [
      "It should say {company}.",
      "The download link in the account page [just spins|shows an error], so email is fine.",
      "My user name is {email} if you need it.",
      "Our reference is {order}.",
      "We pay with the {card}.",
      "The deadline is {weekday}.",
    ],
    ask: [
      "A PDF is enough.",
      "Please send it to {email}.",
      "Can you also change the billing address for the next ones?",
      "Who do I talk to about this?",
    ],
  },
  {
    weight: 1.1, // prices and discounts
    open: [
      "[How much|What] would [Team|the Team plan|Pro] cost for {n} people[ per year|]?",
      "Is there [a discount|a lower price|something cheaper] for [students|schools|non-profits|teachers]?",
      "Why did [the price|it] go up from {amount} to {amount}?",
      "What is the difference between paying monthly and [yearly|once a year]?",
      "[We are|I'm] thinking about [upgrading|going Pro] but {amount} [is too much|seems steep|is above our budget].",
      "Do you [still|] have the [{monthName} offer|student deal|black friday offer]?",
    ],
    detail: [
      "We are [a small school|a charity|a club] with {n} members.",
      "I love the app but I am on a student budget.",
      "The pricing page is not very clear.",
      "Your website says one thing and the app another.",
      "{colleague} told me there was a code.",
    ],
    ask: [
      "Can you make us an offer?",
      "What are my options?",
      "Thanks for any hint!",
      "Would be great if you could do something there.",
    ],
  },
  {
    weight: 1.1, // card declined
    open: [
      "My {card} [keeps being|was|is always] [declined|rejected|refused] [when I try to pay|at checkout|].",
      "I want to pay but [your form|the page] does not accept my {card}.",
      "[I got|There was] an email that my [last payment|payment for {monthName}] failed[, but there is plenty of money on it|].",
      "How can I [change|update|replace] the {card} [you have on file|for my plan]?",
      "My bank sent me a new card and the old one [expires|expired] [{when}|in {monthName}].",
    ],
    detail: [
      "It works everywhere else.",
      "It says error {code}, whatever that means.",
      "I tried {few} times and with another browser too.",
      "The bank says they see nothing wrong.",
      "I do not want to lose my {what} because of this.",
    ],
    ask: [
      "Can I pay some other way?",
      "Do you take bank transfer [or PayPal|]?",
      "Please don't downgrade us until this is solved.",
      "What should I do?",
    ],
  },
  {
    weight: 1.2, // cancel or downgrade
    open: [
      "[Please|I want to|I would like to|How do I] cancel my [subscription|{plan} plan|membership][.|.| at the end of {monthName}.]",
      "I want to go back to the free [plan|version][, I don't need the {feature}|].",
      "[We|I] will not be renewing [this year|in {monthName}][, too expensive|, the app is too slow for us|, we moved to {other}|].",
      "I can't find [where to cancel|the cancel button|any way to stop my plan].",
    ],
    detail: [
      "The app has crashed on me once too often.",
      "I only got it for my {what} and that is finished now.",
      "I'd like to keep my account and my {what} though.",
      "Nothing wrong with the app, money is tight.",
      "We were on {plan} with {n} seats.",
      "It is nice but not {amount} nice.",
    ],
    ask: [
      "Make sure nothing more is taken from my {card}.",
      "Please confirm.",
      "Will I get back the rest of the [month|year]?",
      "When does it end?",
    ],
  },
  {
    weight: 0.6, // seats and proration
    open: [
      "We [removed|took out] {few} [people|members|users] {when} but still pay for {n}[ seats|].",
      "We added {few} [users|people|seats] in {monthName} and the bill went up by {amount}, which [makes no sense|is wrong].",
      "How is it calculated when we add [a user|someone|a member] in the middle of the month?",
      "The total for {n} seats should be {amount}, not {amount}.",
    ],
    detail: [
      "I am the owner of the workspace.",
      "We invited {colleague} by mistake.",
      "The admin page shows {n} active users.",
      "This is for {company}.",
      "Our team changes a lot.",
    ],
    ask: [
      "Please correct the [amount|total|invoice].",
      "Can you explain?",
      "Will the difference be credited?",
      "I'd rather not pay for people who left.",
    ],
  },
  {
    weight: 0.9, // paid, nothing unlocked
    open: [
      "I paid {amount} for [Pro|the Pro plan|a year of Pro] [{when}|] and [the app|it] still says Free.",
      "[Upgraded|I upgraded] to {plan} {when}, money is gone, {featureIs} still locked.",
      "I bought Pro {where} but it does not show up anywhere else.",
      "The payment went through but my account is not upgraded.",
    ],
    detail: [
      "[I logged out and in again|Restarted the app], no change.",
      "I reinstalled the app.",
      "Order number is {order}.",
      "The receipt came right away though.",
      "Restore purchase does nothing.",
    ],
    ask: [
      "Please activate it or [refund me|send the money back].",
      "Can you check on your side?",
      "What did I pay for?",
      "Help please!",
    ],
  },
];
