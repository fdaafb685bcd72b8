/** Plain words, short and long, with accents and apostrophes. */
export const commonWords: readonly string[] = [
  ..."the a and to of in is it you that for on was with as are at be this have from or had by not but what all".split(
    " ",
  ),
  ..."please thanks hello regards today tomorrow never always great bad buy free order price account video check".split(
    " ",
  ),
  ..."can't it's naïve café résumé Zürich København ½ N° co-operate e-mail U.S. Mr. etc. vs. i.e. OK".split(" "),
  "internationalization",
  "Donaudampfschifffahrtsgesellschaft",
];

/** What stands between and around words. */
export const punctuation: readonly string[] = [
  ...[
    ".",
    ",",
    "!",
    "?",
    "...",
    "!!!",
    ":",
    ";",
    "-",
    "—",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "“",
    "”",
    "/",
    "\\",
  ],
  ...["|", "*", "#", "@", "&", "%", "$", "€", "=", "+", "_", "~", "`", "^", "<", ">"],
];

/** Numbers as people write them. */
export const writtenNumbers: readonly string[] = [
  ...["0", "1", "7", "42", "100", "-1", "007", "3.14", "1,000", "1.000,00", "1e9", "50%", "$5", "£1000", "€ 9.99"],
  ...["2024-02-29", "31/12/1999", "12:30", "+44 20 7946 0018", "08001234567", "16+", "1st", "2x", "0x1F", "Infinity"],
];

/** Links, addresses, names of people and files. */
export const links: readonly string[] = [
  "http://example.com",
  "https://www.example.org/a/b?c=d&e=%20#f",
  "www.example.net",
  "bit.ly/2xYz",
  "//cdn.example.com/x.js",
  "someone@example.com",
  "@someone",
  "#hashtag",
  "C:\\temp\\a.txt",
  "../../etc/passwd",
  "https://",
];

/** Markup and code. */
export const markup: readonly string[] = [
  ...["<b>", "</b>", "<br />", '<a href="http://example.com">', "<script>alert(1)</script>", "<!-- -->", "&amp;"],
  ...["&#39;", "&nbsp;", "**bold**", "[link](http://example.com)", "`code`", "# Title", "> quote", "- item", "\\n"],
  ...['{"a": [1, null]}', "null", "undefined", "NaN", "true", "__proto__", "constructor", "' OR 1=1 --", "${x}", "%s"],
];

/** Emoji, combining marks, other scripts, characters that are not seen: whatever trips code that thinks in bytes. */
export const unusual: readonly string[] = [
  ...[
    "😀",
    "👍🏽",
    "👨‍👩‍👧",
    "🇺🇸",
    "❤️",
    "①",
    "𝒳",
    "𐀀",
    "e\u0301",
    "a\u0308\u0323",
    "n\u0303",
    "Z\u0351\u036b",
    "ﬁ",
    "ß",
    "ẞ",
  ],
  ...[
    "İ",
    "ı",
    "ſ",
    "Σίσυφος",
    "Привет",
    "שלום",
    "مرحبا",
    "नमस्ते",
    "สวัสดี",
    "日本語",
    "中文",
    "한국어",
    "ｆｕｌｌ",
    "\u200b",
    "\u200d",
  ],
  ...["\u00ad", "\ufeff", "\u202e", "\ufffd", "\u0000", "\u0007", "\u001b[31m", "\u00a0", "\u2028", "\u3000", "\u0085"],
];

/** White space between words. */
export const spaces: readonly string[] = [
  " ",
  " ",
  " ",
  " ",
  " ",
  " ",
  " ",
  " ",
  "  ",
  "\n",
  "\t",
  "\r\n",
  "",
  "\u00a0",
];

/** Texts that are short of everything. */
export const bare: readonly string[] = ["", "", " ", "   ", "\n", "\t", "\u00a0", "\ufeff", "a", "0", ".", "\u0301"];
