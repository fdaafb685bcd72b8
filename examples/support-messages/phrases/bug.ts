import type { Topic } from "./topic.ts";

/** Gold "bug": something in the product does not do what it should, and the writer wants it repaired. */
export const BUG: readonly Topic[] = [
  {
    weight: 1.5, // crashes
    open: [
      "The app [crashes|keeps crashing|closes itself|dies] [every time|whenever] I open [a shared notebook|my {what}|the {feature}].",
      "[Constant crashes|It crashes] {where} {since}.",
      "Tidepad [quits|shuts down|crashed] [three times|twice|again] [{when}|while I was writing].",
      "As soon as I [tap|click] [the plus button|on {feature}|save] the [whole thing|app] [closes|crashes|is gone].",
      "It opens, shows the logo for a second and then I'm back on the home screen.",
    ],
    detail: [
      "{device}, latest system update.",
      "I reinstalled it {few} times, same thing.",
      "I pay for Pro and expect better than this.",
      "Sent the crash report {few} times.",
      "Restarting helps for [five minutes|a while].",
      "Version {version} was fine.",
      "Only happens with long notes, say {n} pages or more.",
    ],
    ask: [
      "Please [fix|look into] this [soon|asap|].",
      "Is this known?",
      "Anything I can do in the meantime?",
      "When will there be an update?",
      "Can I go back to {version}?",
    ],
  },
  {
    weight: 1.4, // sync
    open: [
      "[My notes|My {what}|Changes] [don't|do not|won't|no longer] sync between my {device} and [the web|my laptop|my phone].",
      "Sync [is stuck|has been stuck|hangs] [at {n}%|{since}].",
      "What I wrote {when} {where} [is gone|has vanished|is just not there] on my other [device|computer].",
      "Sync doesn't work[ at all|] {where}, it [stops with error {code}|just stops|is broken] [every time|].",
      "I see old versions of my {what} {where}.",
      "Half of my {what} [disappeared|is missing] after [syncing|the update].",
    ],
    detail: [
      "I am logged in with the same account on both.",
      "There is a little red triangle but no message.",
      "Wifi is fine, everything else loads.",
      "I lost [an hour|a day|two hours] of work.",
      "I have {n} notebooks, about 2 GB.",
      "I signed out and in again, did not help.",
      "Pressing the sync button does nothing.",
    ],
    ask: [
      "How do I get [them|it] back?",
      "Please help, I need [my {what}|this] for {weekday}.",
      "Is your server down?",
      "Is there a way to force it?",
    ],
  },
  {
    weight: 1.1, // slow or freezing
    open: [
      "[Everything|The app|Typing] is [so slow|super slow|terribly slow|laggy] {where} {since}.",
      "The [board|{feature}|editor] [freezes|hangs] for [10 seconds|a minute|ages] when I [scroll|type|drag a card].",
      "It takes [forever|almost a minute|20 seconds] to open [one note|my {what}|anything].",
      "Fan goes crazy and battery drains in an hour with Tidepad open {where}.",
    ],
    detail: [
      "My {device} is not old.",
      "Other apps are fine.",
      "Version {version}.",
      "It used to be really fast, I loved that.",
      "Memory goes up to 3 GB.",
      "Turning off {feature} [helps a bit|makes no difference].",
    ],
    ask: ["Any idea?", "Please make it fast again.", "Are you working on this?", "Can you have a look?"],
  },
  {
    weight: 1.1, // export and print
    open: [
      "Export to [PDF|Word|Markdown|CSV] [gives me|produces] [an empty file|a blank page|only the first page|garbage].",
      "When I [print|export] my {what} [the pictures are missing|all umlauts turn into question marks|the table is cut off].",
      "I can't [export|print|download] my {what} [any more|anymore|], [error {code}|nothing happens].",
      "The [invoice|receipt] template [prints|exports] with the totals [missing|on the wrong line].",
    ],
    detail: [
      "Tried {browser} and {browser}.",
      "File attached.",
      "It worked in {monthName}.",
      "My clients get these, so it is embarrassing.",
      "Small notes are ok, the big ones fail.",
      "The progress bar stops at 90%.",
    ],
    ask: ["Can you repair that?", "Please fix.", "Do you have a workaround?", "I need to hand this in on {weekday}."],
  },
  {
    weight: 0.5, // the payment page is broken
    open: [
      "Your [payment|checkout|billing|pricing] page [is broken|does not load|shows error {code}|is blank] in {browser}.",
      "The [upgrade|subscribe|pay] button does [nothing|not react] {where}.",
      "[The billing tab|Settings > Billing|The invoice list] [throws|shows|gives] [an error|error {code}|a white page].",
      "Prices on the upgrade screen show as NaN [$|€|] {where}.",
    ],
    detail: [
      "No money was taken, it never gets that far.",
      "The console says TypeError undefined.",
      "{colleague} sees the same on another computer.",
      "Ad blocker is off.",
      "Screenshot attached.",
    ],
    ask: [
      "Just wanted to let you know.",
      "Please have a look at it.",
      "I'd like to pay you, honestly.",
      "Can your devs check?",
    ],
  },
  {
    weight: 0.4, // the sign-in screen is broken
    open: [
      "The login [screen|page] [is just white|stays white|keeps reloading|jumps back to the start] {since}.",
      "After I [log in|sign in] {where} I get [a blank page|error {code}|a spinner that never stops].",
      "The app [logs me out|signs me out|throws me out] every [hour|few minutes|time I close it] {since}.",
      "The password field [does not accept|swallows|eats] [special characters|the letter ß|anything I paste] {where}.",
    ],
    detail: [
      "My password is right, the web version takes it.",
      "{browser} on {device}.",
      "Cleared cookies, cache, everything.",
      "It happens to everybody in our office.",
      "Only {where}.",
      "Started with {version}.",
    ],
    ask: ["Please fix this.", "Known issue?", "What broke?", "Can you reproduce it?"],
  },
  {
    weight: 1, // reminders and notifications
    open: [
      "Reminders [don't work|are broken] {where}, [nothing happens|I get none of them|every second one is late].",
      "Reminders [come|arrive|go off] [an hour late|a day late|at the wrong time|twice] {since}.",
      "I [get|receive] no notifications [any more|at all] {where}.",
      "[The badge|The little red number] says {n} unread but there is nothing [there|to read].",
      "Daylight saving moved all my [reminders|repeating tasks|appointments] by one hour.",
    ],
    detail: [
      "Missed [a dentist appointment|a meeting|an exam registration] because of it.",
      "Permissions are all on.",
      "My time zone is set right.",
      "I love this feature when it works.",
      "{device}, version {version}.",
    ],
    ask: ["Would be nice if that worked.", "Please check.", "What can I do?", "Could you fix the time zone thing?"],
  },
  {
    weight: 1, // search
    open: [
      "[Search is broken|Search does not work|The search stopped working] {since}.",
      "Search [finds nothing|doesn't find anything|returns the wrong notes] {since}.",
      'When I search for [a word with an accent|"{company}"|a tag|two words] [I get no results|it misses most of them].',
      "The search box [disappears|loses the cursor|only shows notes from {monthName}] {where}.",
    ],
    detail: [
      "The note is right there, I can see it.",
      "I have about {n}00 notes.",
      "Rebuilding the index did not change anything.",
      "{browser}, no extensions.",
      "It worked fine until {weekday}.",
    ],
    ask: ["Can this be repaired?", "Is it just me?", "Pls fix, I use it all day.", "Thank you for looking into it."],
  },
  {
    weight: 1, // attachments and uploads
    open: [
      "[Uploading|Adding|Inserting] [photos|a picture|a PDF|voice notes] [fails|does not work|stops half way] {where}.",
      "[Images|All pictures|Attachments] in my {what} [show as grey boxes|are upside down|are blurry] {since}.",
      "I can't attach anything bigger than [2|5|10] MB, the limit should be 100.",
      "Pasting from [Word|Excel|a web page] [messes up|destroys] the whole [note|layout].",
    ],
    detail: [
      'It says "something went wrong".',
      "I'm on {plan} so the limit should not matter.",
      "See attached.",
      "JPG and PNG, same result.",
      "On my {device} it works.",
    ],
    ask: ["Please help.", "Any fix coming?", "What does error {code} mean?", "Can you tell me what I'm doing wrong?"],
  },
  {
    weight: 1.1, // editor and layout glitches
    open: [
      "[Text|The cursor|The keyboard] [jumps|flickers|covers the last line] [when I type|while typing] {where}.",
      "In dark mode [the text is black on black|I cannot read the comments|links are invisible].",
      "Undo [deletes the whole paragraph|does not undo|brings back text from yesterday].",
      "Checkboxes [untick themselves|can't be ticked|move to another line] {where}.",
      "Two [people|of us] editing the same note [overwrite each other|get duplicate lines].",
    ],
    detail: [
      "Very annoying.",
      "Version {version}.",
      "Happens maybe one time out of {n}.",
      "Made a little video, attached.",
      "I upgraded to Pro for this!",
      "Otherwise it's a great editor.",
    ],
    ask: [
      "Please fix.",
      "Is there a setting for that?",
      "Hope you can sort it out.",
      "Let me know if you need more info.",
    ],
  },
];
