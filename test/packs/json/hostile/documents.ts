/** A pack as a stranger might write it: with parts that this replaces. */
const pack = {
  schema: "labelwright.pack/1",
  name: "hostile",
  version: "1.0.0",
  task: { labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } },
};

type Parts = Readonly<Record<string, unknown>>;

/** A document with other parts, as text. */
export const written = (parts: Parts): string => JSON.stringify({ ...pack, ...parts });

export const keywords = { kind: "keywords", name: "f", column: "text", any: ["cash"], label: "spam" };
const regex = { kind: "pattern", name: "f", column: "text", pattern: "cash", label: "spam" };
const condition = { kind: "expression", name: "f", when: "likes > 3", label: "spam" };
const table = { kind: "lookup", name: "f", column: "text", in: { a: "ham" } };
const known = { kind: "pairs", name: "f", columns: ["text", "other"], pairs: [["a", "b"]], label: "spam" };
const concepts = { kind: "ontology", name: "f", column: "text", terms: ["cash"], label: "spam" };

/** A document with one function. */
export const withFunction = (func: Parts): string => written({ functions: [func] });
const pattern = (source: string, flags?: string): string => withFunction({ ...regex, pattern: source, flags });
const when = (text: string): string => withFunction({ ...condition, when: text });
const lookup = (parts: Parts): string => withFunction({ ...table, ...parts });

export const repeat = (text: string, times: number): string => text.repeat(times);
const withPack = (parts: Parts): string => written({ functions: [keywords], ...parts });

const f = 'x.json, labeling function "f", $.functions[0]';
const kinds = '"keywords", "pattern", "expression", "lookup", "pairs", "ontology"';
const nameRule = "text that is not blank, without control characters";
const raise = (limit: string, count: number): string => ` Where you trust the pack, raise the limit: { limits: { ${limit}: ${count} } }.`; // prettier-ignore
const linear = "expected an expression that can be searched for in time linear in the text.";
const whole = ": text with half of a character: one of two surrogates; expected whole characters. Files could not hold it, and no text in a table has it."; // prettier-ignore
const unreadable = "expected a rule pack in JSON. Check the end of the file, commas and quotes.";

/** What is refused: what is wrong, the file, and the sentence of the refusal or its beginning. */
export const refused: readonly (readonly [what: string, content: string | Uint8Array, sentence: string])[] = [
  // Code, and what would be code
  ["a kind that is code", withFunction({ ...keywords, kind: "row", vote: "() => process.exit()" }), `${f}.kind: "row"; expected one of ${kinds}. Functions of this kind are code: they belong into a pack that is a module.`],
  ["a kind that is misspelled", withFunction({ ...keywords, kind: "keyword" }), `${f}.kind: "keyword"; expected one of ${kinds}. Did you mean "keywords"?`],
  ["a kind named as a prototype's field", withFunction({ ...keywords, kind: "constructor" }), `${f}.kind: "constructor"; expected one of ${kinds}.`],
  ["a kind that is no text", withFunction({ ...keywords, kind: ["keywords"] }), `${f}.kind: an array of 1; expected one of ${kinds}.`],
  ["a function without a kind", withFunction({ ...keywords, kind: undefined }), `${f}: no "kind"; expected "kind", one of ${kinds}.`],
  ["a function in text", withFunction({ ...keywords, vote: "() => 'spam'" }), `${f}: the unknown field "vote"; expected one of "kind", "name", "description", "version", "column", "any", "all", "none", "wholeWord", "caseSensitive", "label", "confidence".`],
  ["a field that is misspelled", withFunction({ ...keywords, colum: "text" }), `${f}: the unknown field "colum"; expected one of "kind", "name", "description", "version", "column", "any", "all", "none", "wholeWord", "caseSensitive", "label", "confidence". Did you mean "column"?`],
  ["a field of the pack that is none", withPack({ scripts: { postinstall: "rm -rf /" } }), 'x.json, $: the unknown field "scripts"; expected one of "$schema", "schema", "name", "version", "description", "task", "functions", "examples", "changelog".'],
  ["a field __proto__", withPack({}).replace('"name"', '"__proto__":{"isPack":true},"name"'), 'x.json, $: the unknown field "__proto__"; expected one of '],
  ["a field __proto__ of a function", withFunction(keywords).replace('"kind"', '"__proto__":{"kind":"lookup"},"kind"'), `${f}: the unknown field "__proto__"; expected one of `],
  ["a field __proto__ written with escapes", withPack({}).replace('"name"', String.raw`"\u005f_proto__":{},"name"`), 'x.json, $: the unknown field "__proto__"; expected one of '],
  ["a field that is read from another file", withFunction({ ...keywords, any: { $ref: "file:///etc/passwd" } }), `${f}.any: an object with $ref; expected an array of at least one term.`],
  // The document
  ["an empty file", "", "x.json: the text ends too early, at line 1, column 1; " + unreadable],
  ["a file cut short", withPack({}).slice(0, 120), "x.json: the text ends too early, at line 1, column 121; " + unreadable],
  ["something after the pack", `${withPack({})} {}`, `x.json: it cannot be read at line 1, column ${withPack({}).length + 2}; ${unreadable}`],
  ["comments", `// a pack\n${withPack({})}`, "x.json: it cannot be read"],
  ["a number that is none", withFunction({ ...keywords, confidence: 0 }).replace(":0", ":NaN"), "x.json: it cannot be read"],
  ["JavaScript", "export default definePack({})", "x.json: it cannot be read"],
  ["null", "null", "x.json, $: null; expected a rule pack."],
  ["an array", `[${withPack({})}]`, "x.json, $: an array of 1; expected a rule pack."],
  ["a text", '"pack"', 'x.json, $: "pack"; expected a rule pack.'],
  ["bytes that are not UTF-8", Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), "x.json: bytes that are not UTF-8; expected a rule pack as JSON text in UTF-8."],
  ["UTF-16", Buffer.from(`\ufeff${withPack({})}`, "utf16le"), "x.json: bytes that are not UTF-8; expected a rule pack as JSON text in UTF-8."],
  ["compressed data", Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0), "x.json: bytes that are not UTF-8; expected a rule pack as JSON text in UTF-8."],
  ["a field twice", withFunction(keywords).replace('"label"', '"any":["x"],"label"'), 'x.json, $.functions[0].any: the field "any" twice (line 1, column '],
  ["a field twice, once with escapes", withFunction(keywords).replace('"label"', String.raw`"\u0061ny":["x"],"label"`), 'x.json, $.functions[0].any: the field "any" twice (line 1, column '],
  ["__proto__ twice", lookup({}).replace('{"a":"ham"}', '{"__proto__":"ham","__proto__":"spam"}'), 'x.json, $.functions[0].in.__proto__: the field "__proto__" twice (line 1, column '],
  ["arrays within arrays", withPack({ examples: JSON.parse(`${repeat("[", 30)}${repeat("]", 30)}`) as unknown }), 'x.json, $.examples[0][0][0][0][0][0][0]: more than 16 arrays and objects within each other; expected at most 16.'],
  ["another form", withPack({ schema: "labelwright.pack/2" }), 'x.json, $.schema: "labelwright.pack/2"; expected "labelwright.pack/1".'],
  // Names and labels
  ["labels that are no texts", withPack({ task: { ...pack.task, labels: [0, 1] } }), `x.json, $.task.labels[0]: 0; expected ${nameRule}.`],
  ["labels in an object", withPack({ task: { ...pack.task, labels: { length: 2 } } }), "x.json, $.task.labels: an object with length; expected an array of 2 to 32767 labels, each once."],
  ["one label", withPack({ task: { ...pack.task, labels: ["spam"] } }), "x.json, $.task.labels: an array of 1; expected an array of 2 to 32767 labels, each once."],
  ["a label twice", withPack({ task: { ...pack.task, labels: ["a", "b", "a"] } }), 'x.json, $.task.labels[2]: "a" once more; expected an array of 2 to 32767 labels, each once. Remove the repetition.'],
  ["a type of column that is none", withPack({ task: { ...pack.task, columns: { text: "string" } } }), 'x.json, $.task.columns.text: "string"; expected the type of a column, such as utf8, float64 or list<utf8>.'],
  ["a label that is not the task's", withFunction({ ...keywords, label: "constructor" }), `${f}: labeling function "f", label: "constructor"; expected one of "ham", "spam".`],
  ["no label", withFunction({ ...keywords, label: undefined }), `${f}: no "label"; expected "label": ${nameRule}.`],
  ["a column that is not the task's", withFunction({ ...keywords, column: "__proto__" }), `${f}: labeling function "f", columns: "__proto__"; expected one of the task's columns: "text", "likes". Check the spelling, or add the column to defineTask.`],
  ["a column of numbers searched for words", withFunction({ ...keywords, column: "likes" }), `${f}: labeling function "f", column: "likes" is float64; expected a text column: "text". Functions of kind row, batch and expression read columns of every type.`],
  ["two functions of one name", written({ functions: [keywords, regex] }), 'x.json, $: pack "hostile", names of labeling functions: "f" more than once; expected each name once. Rename one of them.'],
  ["the name of another column of votes", withFunction({ ...keywords, name: "gold" }), 'x.json, labeling function "gold", $.functions[0].name: "gold"; expected text that is not blank, without control characters, other than "id", "split" and "gold", not ending in ".confidence".'],
  ["the name of a confidence", withFunction({ ...keywords, name: "f.confidence" }), 'x.json, labeling function "f.confidence", $.functions[0].name: "f.confidence"; expected text that is not blank'],
  ["a blank name", withFunction({ ...keywords, name: " \u3000" }), 'x.json, labeling function " \u3000", $.functions[0].name: " \u3000"; expected text that is not blank'],
  ["a name that moves the cursor of a terminal", withFunction({ ...keywords, name: "\u001b[2J" }), String.raw`x.json, labeling function "\u001b[2J", $.functions[0].name: "\u001b[2J"; expected text that is not blank`],
  ["a name of two lines", withPack({ name: "a\nb" }), String.raw`x.json, $.name: "a\nb"; expected text that is not blank, without control characters.`],
  ["a name with half of a character", withFunction({ ...keywords, name: "f\ud800" }), String.raw`x.json, labeling function "f\ud800", $.functions[0].name` + whole],
  ["a long name", withPack({ name: repeat("x", 201) }), `x.json, $.name: 201 characters; expected at most 200.${raise("nameLength", 201)}`],
  ["no functions", written({ functions: [] }), "x.json, $.functions: an array of 0; expected an array of at least one function."],
  ["functions in an object", written({ functions: { 0: keywords, length: 1 } }), "x.json, $.functions: an object with 0, length; expected an array of at least one function."],
  ["a function that is none", written({ functions: [null] }), 'x.json, labeling function number 1, $.functions[0]: null; expected a function: an object with a kind.'],
  ["too many functions", written({ functions: Array.from({ length: 501 }, (_, i) => ({ ...keywords, name: `f${i}` })) }), `x.json, $.functions: 501 functions; expected at most 500.${raise("functions", 501)}`],
  ["too many labels", withPack({ task: { ...pack.task, labels: Array.from({ length: 1001 }, (_, i) => `l${i}`) } }), `x.json, $.task.labels: 1001 labels; expected at most 1000.${raise("labels", 1001)}`],
  ["too many columns", withPack({ task: { ...pack.task, columns: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`c${i}`, "utf8"])) } }), `x.json, $.task.columns: 1001 columns; expected at most 1000.${raise("columns", 1001)}`],
  // Numbers
  ["a number beyond all", withFunction({ ...keywords, confidence: 5 }).replace(":5", ":1e999"), `${f}.confidence: Infinity; expected a number above 0, at most 1.`],
  ["no confidence at all", withFunction({ ...keywords, confidence: 0 }), `${f}.confidence: 0; expected a number above 0, at most 1.`],
  ["a confidence in words", withFunction({ ...keywords, confidence: "high" }), `${f}.confidence: "high"; expected a number above 0, at most 1.`],
  // Terms
  ["terms that are no texts", withFunction({ ...keywords, any: ["a", { toString: "x" }] }), `${f}.any[1]: an object with toString; expected text that is not empty, without white space around it.`],
  ["a text for terms", withFunction({ ...keywords, any: "cash" }), `${f}.any: "cash"; expected an array of at least one term.`],
  ["no terms", withFunction({ ...keywords, any: undefined, none: ["x"] }), `${f}: neither "any" nor "all"; expected one of them.`],
  ["an empty term", withFunction({ ...keywords, any: [""] }), `${f}.any[0]: ""; expected text that is not empty, without white space around it.`],
  ["a term with half of a character", withFunction({ ...keywords, any: ["cash", "\udc00x"] }), `${f}.any[1]` + whole],
  ["a term of a megabyte", withFunction({ ...keywords, any: [repeat("a", 1_000_000)] }), `${f}.any[0]: 1000000 characters; expected at most 500.${raise("termLength", 1_000_000)}`],
  ["a gigantic dictionary", withFunction({ ...keywords, any: Array.from({ length: 20_001 }, (_, i) => `t${i}`) }), `${f}.any: 20001 terms in all functions until here; expected at most 20000.${raise("terms", 20_001)}`],
  ["gigantic dictionaries", written({ functions: Array.from({ length: 5 }, (_, k) => ({ ...concepts, name: `f${k}`, terms: Array.from({ length: 4_001 }, (_, i) => `t${i}`) })) }), `x.json, labeling function "f4", $.functions[4].terms: 20005 terms in all functions until here; expected at most 20000.${raise("terms", 20_005)}`],
  ["terms of many characters", withFunction({ ...keywords, all: Array.from({ length: 900 }, (_, i) => `${i}${repeat("x", 400)}`) }), 'x.json, labeling function "f", $.functions[0].all[744]: 300'],
  ["terms by label that are none", withFunction({ ...concepts, label: undefined, terms: { spam: [] } }), `${f}.terms.spam: an array of 0; expected an array of at least one term.`],
  ["terms for a label that is not the task's", withFunction({ ...concepts, label: undefined, terms: { __proto: ["x"], toString: ["y"] } }), `${f}: labeling function "f", label: "__proto"; expected one of "ham", "spam".`],
  // Regular expressions
  ["an expression that is not closed", pattern("(a"), `${f}: labeling function "f", pattern: Invalid regular expression: /(a/: Unterminated group; expected a valid regular expression.`],
  ["an empty expression", pattern(""), `${f}.pattern: ""; expected the source of a regular expression of JavaScript.`],
  ["a backreference", pattern(String.raw`(a*)*\1b`), String.raw`${f}: labeling function "f", pattern: it has \1, which refers back to what a group has matched; ${linear}`],
  ["a backreference by name", pattern(String.raw`(?<x>a+)+\k<x>$`), String.raw`${f}: labeling function "f", pattern: it has \k<x>, which refers back to what a group has matched; ${linear}`],
  ["a lookahead", pattern("(?=(a+)+b)c"), `${f}: labeling function "f", pattern: it has (?=(a+)+b), which looks at more than one character; ${linear}`],
  ["a lookbehind", pattern("(?<=(a|a)*b)c"), `${f}: labeling function "f", pattern: it has (?<=(a|a)*b), which looks at more than one character; ${linear}`],
  ["a repetition without end", pattern("a{1,1000000000}"), `${f}: labeling function "f", pattern: it takes more than 2000 places once its repetitions are written out; ${linear}`],
  ["repetitions of repetitions", pattern("((a{50}){50}){50}"), `${f}: labeling function "f", pattern: it takes more than 2000 places once its repetitions are written out; ${linear}`],
  ["repetitions of nothing", pattern("((((){1000000}){1000000}){1000000}){1000000}"), `${f}: labeling function "f", pattern: it takes more than 2000 places once its repetitions are written out; ${linear}`],
  ["a long expression", pattern(repeat("a|", 5_000)), `${f}.pattern: 10000 characters; expected at most 1000.${raise("patternLength", 10_000)}`],
  ["an expression that matches where the last one ended", pattern("a", "y"), `${f}.flags: "y"; expected flags of a regular expression among d, g, i, m, s, u, each at most once.`],
  ["a flag twice", pattern("a", "ii"), `${f}.flags: "ii"; expected flags of a regular expression among d, g, i, m, s, u, each at most once.`],
  ["sets of characters", pattern("[a--b]", "v"), `${f}.flags: "v"; expected flags of a regular expression among d, g, i, m, s, u, each at most once.`],
  // Conditions
  ["a call of a function of the process", when("process.exit()"), `${f}: labeling function "f", when: unknown function in process.exit(); expected one of `],
  ["an import", when('import("fs")'), `${f}: labeling function "f", when: unknown function in import("fs"); expected one of `],
  ["an evaluation", when('evaluate("1")'), `${f}: labeling function "f", when: unknown function in evaluate("1"); expected one of `],
  ["a constructor", when('text.constructor.constructor("return process")()'), `${f}: labeling function "f", when: `],
  ["a constructor in brackets", when('text["constructor"]'), `${f}: labeling function "f", when: text["constructor"] is no part of a condition; expected `],
  ["a constructor's name as a column", when("constructor > 3"), `${f}: labeling function "f", when: unknown column constructor; expected one of the task's columns: "text", "likes".`],
  ["a prototype as a column", when('col("__proto__") == 1'), `${f}: labeling function "f", when: unknown column __proto__; expected one of the task's columns: "text", "likes".`],
  ["a function of a prototype's name", when('hasOwnProperty("a")'), `${f}: labeling function "f", when: unknown function in hasOwnProperty("a"); expected one of `],
  ["a definition of a function", when("g(x) = g(x)"), `${f}: labeling function "f", when: g(x) = g(x) is no part of a condition; expected `],
  ["an assignment", when("likes = 5"), `${f}: labeling function "f", when: likes = 5 is no part of a condition; expected `],
  ["a range of a billion", when("max(1:1e9) > likes"), `${f}: labeling function "f", when: 1:1e+9 is no part of a condition; expected `],
  ["a matrix of a billion", when("ones(1000000000) == likes"), `${f}: labeling function "f", when: unknown function in ones(1e+9); expected one of `],
  ["a factorial", when("likes > 170!"), `${f}: labeling function "f", when: the operator ! in 170!; expected `],
  ["a unit", when("likes > 5 cm"), `${f}: labeling function "f", when: nothing between the parts of 5 cm; expected an operator.`],
  ["5,000 parentheses", when(`${repeat("(", 5_000)}likes${repeat(")", 5_000)} > 1`), `${f}: labeling function "f", when: 10009 characters; expected at most 2000.`],
  ["900 parentheses", when(`${repeat("(", 900)}likes${repeat(")", 900)} > 1`), `${f}: labeling function "f", when: 900 nested parentheses; expected at most 100.`],
  ["signs without end", when(`${repeat("-", 1_900)}likes > 1`), `${f}: labeling function "f", when: `],
  ["powers of powers", when(`${repeat("2^", 900)}likes > 1`), `${f}: labeling function "f", when: `],
  ["a text of a megabyte in a condition", when(`text == "${repeat("a", 1_000_000)}"`), `${f}: labeling function "f", when: 1000010 characters; expected at most 2000.`],
  ["a condition without columns", when("1 < 2"), `${f}: labeling function "f", when: 1 < 2 reads no column; expected a condition on columns, which is true or false.`],
  // Lookups and pairs
  ["a key of another type than the column's", lookup({ in: [[5, "ham"]] }), `${f}: labeling function "f", in, entry 0: the key 5; expected a string, as the column is utf8.`],
  ["a key that is an object", lookup({ in: [[{}, "ham"]] }), `${f}.in[0][0]: an object with no keys; expected text, a number, true or false.`],
  ["a label that is no text", lookup({ in: { a: 5 } }), `${f}.in.a: 5; expected ${nameRule}.`],
  ["a key with two labels", lookup({ in: [["a", "ham"], ["a", "spam"]] }), `${f}: labeling function "f", in, entry 1: the key "a" has both "ham" and "spam"; expected one label for each key.`],
  ["a table in place of keys", lookup({ in: { schema: { fields: [] }, batches: [], numRows: 1 } }), `${f}.in.schema: an object with fields; expected ${nameRule}.`],
  ["an object of labels beside a label", lookup({ label: "ham" }), `${f}.in: an object with a; expected an array of keys, as there is a label.`],
  ["no entries", lookup({ in: {} }), `${f}.in: an object with no keys; expected an object of labels by key, or an array of pairs of key and label, as there is no label.`],
  ["too many entries", lookup({ in: Array.from({ length: 200_001 }, (_, i) => `k${i}`), label: "ham" }), `${f}.in: 200001 entries of lookups in all functions until here; expected at most 200000.${raise("lookupEntries", 200_001)}`],
  ["a key with half of a character", lookup({ in: ["\ud800"], label: "ham" }), `${f}.in[0]` + whole],
  ["pairs of three", withFunction({ ...known, pairs: [["a", "b", "c"]] }), `${f}.pairs[0]: an array of 3; expected a pair of texts.`],
  ["pairs of columns that are not there", withFunction(known), `${f}: labeling function "f", columns: "other"; expected one of the task's columns: "text", "likes".`],
  // Examples and changelogs
  ["examples of a function that is not there", withPack({ examples: { toString: { abstains: [] } } }), 'x.json, $: pack "hostile", examples: "toString"; expected one of "f".'],
  ["examples of a label that is not there", withPack({ examples: { f: { votes: { valueOf: [] } } } }), 'x.json, $: pack "hostile", examples of "f", votes: "valueOf"; expected one of "ham", "spam".'],
  ["examples of a column that is not there", withPack({ examples: { f: { abstains: [{ constructor: "x" }] } } }), 'x.json, $: pack "hostile", examples of "f", abstains, row 1: "constructor"; expected columns of the task: "text", "likes".'],
  ["examples that are no rows", withPack({ examples: { f: { abstains: ["text"] } } }), 'x.json, labeling function "f", $.examples.f.abstains[0]: "text"; expected a row: an object of values by column.'],
  ["too many examples", withPack({ examples: { f: { abstains: Array.from({ length: 10_001 }, () => ({})) } } }), `x.json, labeling function "f", $.examples.f: 10001 rows of examples in all functions until here; expected at most 10000.${raise("exampleRows", 10_001)}`],
  ["a changelog that is none", withPack({ changelog: [{ version: "1.0.0", run: "x" }] }), 'x.json, $.changelog[0]: no "fingerprint"; expected "fingerprint": '],
]; // prettier-ignore
