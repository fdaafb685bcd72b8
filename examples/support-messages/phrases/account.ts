import type { Topic } from "./topic.ts";

/** Gold "account": who may get in, under which name, and who else is in the workspace. */
export const ACCOUNT: readonly Topic[] = [
  {
    weight: 1.5, // password reset
    open: [
      "I [forgot|don't remember|lost] my password and the reset [mail|email|link] [never arrives|does not come|is expired when I click it].",
      "[How do I|How can I|I want to] [change|reset] my password[?|.|, I think {colleague} knows it.]",
      "I asked for a [new password|reset link] {few} times [{when}|] and [nothing|no email] [came|so far].",
      "The password reset [says|tells me] my address {email} is unknown.",
    ],
    detail: [
      "Checked spam too.",
      "My address is {email}.",
      "I have a {plan} plan and all my {what} in there.",
      "I used to be logged in automatically.",
      "It might be an old address of mine.",
    ],
    ask: [
      "Can you send it [by hand|again|manually]?",
      "Please help me [get back in|log in].",
      "What now?",
      "Could you set a new one for me?",
    ],
  },
  {
    weight: 1.4, // locked out
    open: [
      "I [can't|cannot|can not] [log in|sign in|get in|get into my account] [any more|anymore|{since}|with my new phone].",
      "[My account is|I am|We are all] locked [out|] [after too many attempts|{since}|and I don't know why].",
      "It says my account [is suspended|has been disabled|does not exist][, why?|.]",
      "I got a new {device} and [can't get to|no longer have access to] my {what}.",
    ],
    detail: [
      "I am sure the password is right.",
      "I pay {amount} for this!",
      "The error says {code}.",
      "My user name is {email}.",
      "I have not broken any rule.",
      "My {what} are in there and I need them on {weekday}.",
    ],
    ask: [
      "Please unlock it.",
      "How do I get [access|back in]?",
      "Can somebody let me in?",
      "Please help, it's urgent.",
    ],
  },
  {
    weight: 1, // second factor
    open: [
      "[New phone|I lost my phone|My phone was stolen], so no [2FA|authenticator|six digit] codes [any more|].",
      "The [2FA|two factor|verification] code [never arrives|is always wrong|comes too late].",
      "How do I [turn off|move|reset] [two factor|2FA|the authenticator]?",
      "I used up all my backup codes.",
    ],
    detail: [
      "I still have [the password|access to the mailbox].",
      "The login works up to that point.",
      "Old number ended in {last4}.",
      "I can prove that I am me, invoice {order} for example.",
      "Clock on the phone is right.",
    ],
    ask: [
      "Can you switch it off for {email}?",
      "What do you need from me?",
      "Please help me get in.",
      "Who can reset it?",
    ],
  },
  {
    weight: 1.1, // change address or name
    open: [
      "[Please|Can you|I'd like to] change [my email|my address|the email of my account] [to {email}|from {email} to {email}][.|?]",
      "I got married and want my new name [on my profile|in the app|shown to the team].",
      "My old work address [is gone|stops working on {weekday}], how do I move [my account|my {what}] to a private one?",
      "How can I change [my user name|the language of my account|my profile picture]?",
    ],
    detail: [
      "The old mailbox is closed so I can't confirm.",
      "Settings won't let me, the button is grey.",
      "I already have the new mailbox.",
      "I don't want to lose my {what}.",
      "Invoices should go there too.",
    ],
    ask: ["Is that possible?", "Please change it for me.", "What's the best way?", "Thank you in advance."],
  },
  {
    weight: 1.2, // delete
    open: [
      "[Please|I want you to|How do I] delete my account [and all my data|completely|][.|.|?]",
      "Under [GDPR|the data protection law] I ask you to [remove|erase] everything you have about me.",
      "I made an account by [accident|mistake] and want it gone.",
      "Close my account [please|], I [moved to {other}|don't use it any more|keep getting your mails].",
    ],
    detail: [
      "I already cancelled the subscription.",
      "The delete button asks for a password I no longer have.",
      "My address is {email}.",
      "I tried it {few} times, it always comes back.",
      "Nothing personal, it is a nice app.",
    ],
    ask: [
      "Please confirm.",
      "How long does that take?",
      "I expect an answer by {weekday}.",
      "And send me a copy of my {what} first.",
    ],
  },
  {
    weight: 1.5, // members and roles
    open: [
      "I [invited|want to invite|need to add] {colleague} [to our workspace|to the team] but [no mail arrives|it says no seats left|the link is dead|don't know how].",
      "How do I [remove|kick out|take out] [someone|a member|{colleague}] [from our workspace|from the team|who left]?",
      '{colleague} needs to be [an admin|an editor|a guest with read rights], [where is that|how do I set it|I only see "member"].',
      "Can [guests|members|interns] see [all|our private] notebooks?",
      "[We are|{company} is] growing, how do we add {n} people at once?",
    ],
    detail: [
      "I am the owner, I think.",
      "We are {n} people on the Team plan.",
      "We pay for {n} seats.",
      "The invite page is confusing.",
      "{colleague} already has a private account with the same address.",
    ],
    ask: ["Please advise.", "Can you do it for us?", "Is there a limit?", "How does it work?", "Thanks for your help."],
  },
  {
    weight: 1.1, // ownership
    open: [
      "{colleague} [left|has left|is no longer with] the company and [owns|was the only admin of] our workspace.",
      "I need to [become|be] the owner of [our|the] workspace [now|of {company}|since {colleague} left].",
      "How do I [transfer|hand over] [a workspace|a notebook|everything] to [{colleague}|somebody else]?",
    ],
    detail: [
      "Nobody can reach the old mailbox.",
      "We still get the bills, so we are clearly the customer.",
      "I can send you a company letter.",
      "There are {n} of us waiting.",
      "My address is {email}.",
    ],
    ask: ["What do you need from us?", "Please make me owner.", "How long will it take?", "Can you help?"],
  },
  {
    weight: 0.9, // two accounts
    open: [
      "I [seem to have|have|ended up with] two accounts, [one with Google and one with my email|one private, one for work].",
      "Can you [merge|join|combine] my accounts {email} and {email}?",
      "I signed up with [Apple|Google] and now [my {what} are gone|it's all empty], probably another account.",
    ],
    detail: [
      "One is Pro, the other one free.",
      "I only want to keep the first.",
      "I paid on the wrong one.",
      "The {what} are in the older one.",
      "They sync to different devices which is confusing.",
    ],
    ask: ["Can that be done?", "Which one should I use?", "Please merge them.", "How do I see what is where?"],
  },
  {
    weight: 0.9, // sign-in with others, strange logins
    open: [
      "[Google|Apple|Microsoft] sign in [says|tells me] my account is not [allowed|known|linked].",
      "I got a mail about a [login|sign-in] from [Brazil|Vietnam|another city|a device I don't know], [that was not me|was I hacked?].",
      "We want [single sign-on|SSO] for {n} people, [which plan is that|how do we set it up|does it work with Azure]?",
      "Someone else [is in|seems to use] my account, there are {what} which I did not write.",
    ],
    detail: [
      "I changed the password right away.",
      "My IT department is asking.",
      "I use {browser}.",
      "It worked until {weekday}.",
      "Please don't tell me to restart the app.",
    ],
    ask: ["What should I do?", "Please check who that was.", "Can you log out all devices?", "Whom can I ask?"],
  },
];
