/** A regular expression that may go with a label. */
export interface Shape {
  /** What it looks for, in words: part of the function's name. */
  readonly name: string;
  readonly source: string;
  readonly flags: string;
}

const shape = (name: string, { source, flags }: RegExp): Shape => ({ name, source, flags });

/** What texts have besides words. Each takes time in proportion to the text. */
export const shapes: readonly Shape[] = [
  shape("link", /https?:\/\/|www\./i),
  shape("mail address", /[\w.+-]@[\w-]+\.\w/),
  shape("mention", /(?<![\w.+-])@\w/),
  shape("hashtag", /#\p{L}/u),
  shape("html tag", /<[a-z/][^<>]{0,200}>/i),
  shape("money", /[$£€¥₹]\s?\d/),
  shape("percentage", /\d\s?%/),
  shape("time of day", /\b\d{1,2}:\d{2}\b/),
  shape("date", /\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b/),
  shape("year", /\b(?:19|20)\d\d\b/),
  shape("digit", /\d/),
  shape("number of 3 digits or more", /\d{3}/),
  shape("number of 5 digits or more", /\d{5}/),
  shape("number of 8 digits or more", /\d{8}/),
  shape("letters and digits mixed", /\p{L}\d+\p{L}|\d\p{L}+\d/u),
  shape("word in capitals", /(?<!\p{L})\p{Lu}{3,}(?!\p{L})/u),
  shape("two words in capitals", /(?<!\p{L})\p{Lu}{3,}[^\p{L}]{1,3}\p{Lu}{3,}(?!\p{L})/u),
  shape("starts with a small letter", /^\p{Ll}/u),
  shape("question mark", /\?/),
  shape("exclamation mark", /!/),
  shape("several exclamation marks", /!\s?!/),
  shape("several marks in a row", /[?!]{2}/),
  shape("dots in a row", /\.{2}|…/),
  shape("quotation mark", /["“”«»]/),
  shape("parenthesis", /\(/),
  shape("emoji", /\p{Extended_Pictographic}/u),
  shape("emoticon", /[:;=]['’]?-?[()DPp3]|<3/),
  shape("letter three times", /(?:a{3}|e{3}|h{3}|i{3}|l{3}|m{3}|o{3}|s{3}|u{3}|y{3})/i),
  shape("at most 20 characters", /^.{0,20}$/su),
  shape("at most 50 characters", /^.{0,50}$/su),
  shape("over 100 characters", /^.{101}/su),
  shape("over 200 characters", /^.{201}/su),
  shape("several lines", /\n/),
];
