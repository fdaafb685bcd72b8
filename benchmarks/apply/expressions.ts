import {
  Dictionary,
  Field,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { applyLabelingFunctions, defineTask, expression, type LabelMatrix } from "labelwright";
import { makeRandom } from "../../src/util/random.ts";
import { integer, rateCandidates, type Rate } from "../util/rates.ts";
import { terminalTable, type TableFormat } from "../util/tables.ts";
import { checkSame } from "./checks.ts";
import { textTable, type TextSpec } from "./text.ts";

const task = defineTask({
  labels: ["ham", "spam"],
  columns: { text: "utf8", likes: "float64", views: "int32", author: "utf8" },
});

interface Comment {
  readonly text: string;
  readonly likes: number;
  readonly views: number;
  readonly author: string;
}

/** Ten conditions, each with what it means: half of them look at text, three at text in lower case. */
const conditions: readonly (readonly [when: string, holds: (comment: Comment) => boolean])[] = [
  ["likes > 3", ({ likes }) => likes > 3],
  ["likes > 3 and length(text) < 80", ({ likes, text }) => likes > 3 && text.length < 80],
  ["likes / views > 0.1", ({ likes, views }) => likes / views > 0.1],
  ["1 < likes <= 5", ({ likes }) => 1 < likes && likes <= 5],
  ['contains(lower(text), "free")', ({ text }) => text.toLowerCase().includes("free")],
  ['views < 100 and endsWith(text, "?")', ({ views, text }) => views < 100 && text.endsWith("?")],
  [
    "likes * 20 > views or likes == 0 and views > 1000",
    ({ likes, views }) => likes * 20 > views || (likes === 0 && views > 1000),
  ],
  ['author == "user7" or startsWith(author, "bot")', ({ author }) => author === "user7" || author.startsWith("bot")],
  [
    'likes < 2 and contains(lower(text), "subscribe")',
    ({ likes, text }) => likes < 2 && text.toLowerCase().includes("subscribe"),
  ],
  [
    'contains(lower(text), "why") ? likes > 1 : likes > 10',
    ({ likes, text }) => (text.toLowerCase().includes("why") ? likes > 1 : likes > 10),
  ],
];

const names = conditions.map((_, j) => `condition_${j}`);

const functions = () =>
  conditions.map(([when], j) => expression(task, { name: names[j] ?? "", when, label: j % 2 === 0 ? "spam" : "ham" }));

/** The comments with views (whole numbers) and authors (a dictionary of 200), in the same batches. */
function commentTable(spec: TextSpec): Table {
  const random = makeRandom(spec.seed, "benchmark columns");
  const author = new Dictionary(new Utf8(), new Int32());
  const authors = vectorFromArray(
    Array.from({ length: 200 }, (_, i) => (i % 20 === 0 ? `bot${i}` : `user${i}`)),
    new Utf8(),
  );
  const text = textTable(spec);
  const schema = new Schema([
    ...text.schema.fields,
    new Field("views", new Int32(), false),
    new Field("author", author, false),
  ]);
  const batches = text.batches.map(({ data, numRows: length }) => {
    const views = Int32Array.from({ length }, () => 1 + Math.floor(5000 * random() ** 4));
    const codes = Int32Array.from({ length }, () => Math.floor(200 * random() * random()));
    const children = [
      ...data.children,
      makeData({ type: new Int32(), length, data: views }),
      makeData({ type: author, length, data: codes, dictionary: authors }),
    ];
    return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, children }));
  });
  return new Table(schema, batches);
}

/** The votes by the conditions' meanings, row by row. */
function bareVotes(table: Table): readonly Int8Array[] {
  const votes = conditions.map(() => new Int8Array(table.numRows).fill(-1));
  const columns = ["text", "likes", "views", "author"].map((name) => table.getChild(name));
  const reads = conditions.map(([when]) => [/text/, /likes/, /views/, /author/].map((name) => name.test(when)));
  for (let row = 0; row < table.numRows; row++) {
    const cells = columns.map((column) => column?.get(row) as unknown);
    const [text, likes, views, author] = cells as [string, number, number, string];
    conditions.forEach(([, holds], j) => {
      const isNull = cells.some((cell, c) => reads[j]?.[c] === true && cell === null);
      const column = votes[j];
      if (!isNull && column !== undefined && holds({ text, likes, views, author })) column[row] = j % 2 === 0 ? 1 : 0;
    });
  }
  return votes;
}

/** How fast ten expressions vote. */
export interface ExpressionFigures {
  readonly conditions: readonly string[];
  /** All ten in one run. */
  readonly together: Rate;
  /** Rows a second, times ten. */
  readonly functionRowsPerSecond: number;
  /** Those that read numbers only, in one run. */
  readonly numbersOnly: Rate;
  readonly numbersOnlyFunctionRowsPerSecond: number;
}

/** Measures ten expressions, and those of them that read only numbers. */
export async function measureExpressions(spec: TextSpec, rounds: number): Promise<ExpressionFigures> {
  const table = commentTable(spec);
  const all = functions();
  const onNumbers = all.filter(({ columns }) => !columns.includes("text") && !columns.includes("author"));
  const apply = (some: typeof all): Promise<LabelMatrix> =>
    applyLabelingFunctions(some, table, { onProgress: () => undefined });
  checkSame("expressions", await apply(all), bareVotes(table));
  const [together, numbersOnly] = (await rateCandidates(
    spec.rows,
    [
      { name: "ten", run: () => apply(all) },
      { name: "numbers only", run: () => apply(onNumbers) },
    ],
    rounds,
  )) as [Rate, Rate];
  return {
    conditions: conditions.map(([when]) => when),
    together,
    functionRowsPerSecond: all.length * together.rowsPerSecond,
    numbersOnly,
    numbersOnlyFunctionRowsPerSecond: onNumbers.length * numbersOnly.rowsPerSecond,
  };
}

/** The figures as text. */
export function formatExpressions(figures: ExpressionFigures, table: TableFormat = terminalTable): string {
  const { together, numbersOnly, functionRowsPerSecond, numbersOnlyFunctionRowsPerSecond } = figures;
  return table(
    ["expressions", "processor ms", "rows/s", "rows/s x functions"],
    [
      [
        "ten, half of them on text",
        integer(together.cpuMs),
        integer(together.rowsPerSecond),
        integer(functionRowsPerSecond),
      ],
      [
        "those on numbers alone",
        integer(numbersOnly.cpuMs),
        integer(numbersOnly.rowsPerSecond),
        integer(numbersOnlyFunctionRowsPerSecond),
      ],
    ],
  );
}
