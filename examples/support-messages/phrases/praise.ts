import type { Topic } from "./topic.ts";

/** Gold "praise": the writer wants nothing (or next to nothing) and says something kind. */
export const PRAISE: readonly Topic[] = [
  {
    weight: 1.5, // love it
    open: [
      "[I love|Love|Absolutely love|I really love] [this app|Tidepad|what you have built][!|.|!!]",
      "[Best|By far the best|Hands down the best] [note app|notes app|app for {what}] I have [ever|] [used|tried].",
      "Tidepad [makes my day|keeps me sane|saved my semester|runs my life].",
      "[Just|I just] wanted to say [what a great app this is|you are doing a great job|that I use it every single day].",
      "10/10, would take notes again.",
    ],
    detail: [
      "I keep all my {what} in it.",
      "As a {work} I need it every day.",
      "The {featureIs} [brilliant|perfect|so well done|a dream].",
      "It [just|simply] works.",
      "My whole family uses it now.",
      "So calm and so fast.",
    ],
    ask: [
      "Keep it up!",
      "Don't change a thing.",
      "[Thank you|Thanks] [so much|a lot|to everyone|]!",
      "Greetings from {company}.",
    ],
  },
  {
    weight: 1.4, // thanks to support
    open: [
      "[Thanks|Thank you|Many thanks|Thx] to {agent} [from support|in your team] for [the quick help|being so patient|the fast answer|sorting it out] [with my invoice|with the refund|with my login|when I was locked out|with the crash|{when}|].",
      "{agent} [solved|fixed] my [problem|login problem|billing mess|sync issue] in [ten minutes|no time|one mail].",
      "[Wow|Ok wow], a real person who answers [on a Sunday|within an hour|in plain words]. {agent} is great.",
      "The refund arrived {when}, [that was quick|thank you|faster than I expected].",
      "[Problem solved|All good now|I'm back in], [thank you|thanks|you guys rock]!",
    ],
    detail: [
      "I wish every company was like that.",
      "Never had support this friendly.",
      "Please give them a raise.",
      "[My password works again and my|Everything works again and my] {what} are all there.",
      "You can close the ticket.",
      "I did not expect that for a {amount} app.",
    ],
    ask: ["Have a great weekend.", "Five stars.", "Thanks again!", "Keep up the good work."],
  },
  {
    weight: 1.2, // a feature
    open: [
      "The new {featureIs} [amazing|awesome|fantastic|exactly what I was waiting for][!|.]",
      "[Finally|Oh yes, finally] {feature}! [You made my week|Been waiting for {years}|So happy].",
      "Whoever [came up with|built] the {feature}: [genius|thank you|I owe you a coffee].",
      "Version {version} is [a huge step|lovely|so much nicer].",
    ],
    detail: [
      "Works perfectly {where}.",
      "It saves me [an hour|half an hour] a week.",
      "The {feature} got better too.",
      "Even my boss noticed.",
      "Small thing, big difference.",
      "I showed it to my whole class.",
    ],
    ask: ["More of this please.", "Great work!", "Can't wait for what comes next.", "Well done."],
  },
  {
    weight: 1, // it was broken, now it is not
    open: [
      "The [crash|sync problem|freezing|export bug] I wrote about is gone since {version}[, thank you|, wow|].",
      "[Updated|I updated] to {version} and [everything is fast again|no more crashes|it's like a new app].",
      "[You fixed|Great that you fixed] the [sync|search|reminder|printing] [bug|thing] [so quickly|in two days].",
      "I was about to [cancel|delete my account|ask for my money back] but {version} [won me over|is great].",
    ],
    detail: [
      "{n} hours of work and not one error.",
      "My {device} thanks you too.",
      "Changed my review to five stars.",
      "Nice to see that you listen.",
      "I take back what I said {when}.",
    ],
    ask: ["Keep going.", "Thanks to the developers!", "Happy customer here.", "Good job."],
  },
  {
    weight: 1.1, // switched from elsewhere
    open: [
      "[Moved|Switched|I moved|We switched] from {other} [{when}|in {monthName}] and [never looked back|should have done it years ago|it was so easy].",
      "After {years} with {other} I [tried|gave] Tidepad [a chance|] and [I am sold|what a difference|wow].",
      "Import from {other} went [without a hitch|smoothly|like magic], all my {what} are here.",
    ],
    detail: [
      "The {feature} alone [is|are] worth it.",
      "No ads, no nonsense.",
      "My {what} never looked so good.",
      "Our team of {n} is happy.",
      "The free plan is very fair.",
    ],
    ask: ["Thank you.", "Big compliment to the team.", "You have a fan here.", "Recommended to all my friends."],
  },
  {
    weight: 1, // worth the money, stories
    open: [
      "Worth every [cent|penny|euro], [I just renewed|and I'm not easily pleased|happy to pay for it].",
      "I'm a {work} and Tidepad [has changed how I work|is my second brain|holds my {what} together].",
      "We use [it|Tidepad] at {company} and [everybody likes it|the whole team is happy|nobody wants to go back].",
      "{amount} a year for this is [a steal|a bargain|more than fair].",
      "My [daughter|grandmother|son], {age}, uses it [for her {what}|every day] and is delighted.",
    ],
    detail: [
      "The {featureIs} my favorite.",
      "Simple, quiet, reliable.",
      "Best subscription I have.",
      "Signing up took one minute.",
      "Never lost a single note in {years}.",
      "If I may wish for something: more colors.",
    ],
    ask: ["Thank you for making it.", "All the best to you.", "Just wanted you to know.", "Hugs from {name}."],
  },
];
