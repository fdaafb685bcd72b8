/** The tests of a new pack. */
export const testText: string = String.raw`import { fileURLToPath } from "node:url";
import {
  applyLabelingFunctions,
  fitLabelModel,
  loadPack,
  readTable,
  scoreLabels,
} from "labelwright";
import { assertPack } from "labelwright/testing";
import { expect, test } from "vitest";

const place = (file: string): string =>
  fileURLToPath(new URL(file, import.meta.url));

test("the rules obey the laws, and do what their examples say", async () => {
  await assertPack(await loadPack(place("pack.ts")));
}, 60_000);

test("the rules label the sample messages", async () => {
  const pack = await loadPack(place("pack.ts"));
  const table = await readTable(place("sample/messages.csv"), {
    columns: { ...pack.task.columns, id: "utf8" },
  });
  const votes = await applyLabelingFunctions(pack.functions, table);
  const labels = fitLabelModel(votes).predict(votes);
  const gold = [...(table.getChild("gold") ?? [])] as (string | null)[];
  expect(scoreLabels(labels, gold).accuracy).toBeGreaterThan(0.8);
});
`;

/** Made-up messages, of which the labels are known. */
export const sampleText: string = `id,text,stars,topic,gold
m01,The handle was broken when it arrived,1,repairs,complaint
m02,Thank you for the quick answer,5,,praise
m03,I love the color and so does my sister,5,compliments,praise
m04,STILL NO PARCEL AFTER TWO WEEKS,1,shipping,complaint
m05,Great value,4,,praise
m06,I want a refund,2,returns,complaint
m07,"It came on time, looks lovely on the shelf",5,shipping,praise
m08,I am still waiting for the spare part,2,repairs,complaint
m09,What a waste of money,1,,complaint
m10,Perfect fit,5,sizes,praise
m11,"I ordered the large one, got the small one, wrote to you three times, and the only answer was that somebody would write to me soon, which nobody did",2,returns,complaint
m12,Exactly what I was looking for,5,compliments,praise
m13,The worst service I have met with,1,,complaint
m14,Thanks to Ana at the counter,,compliments,praise
m15,"Disappointed: late, and the paint comes off",2,,complaint
m16,Works as it should,4,,praise
m17,Again not what I ordered,1,returns,complaint
m18,My children love it,5,,praise
m19,Sold as new but scratched on one side,2,returns,complaint
m20,A lovely present,5,,praise
m21,The instructions are hard to follow,3,,complaint
m22,It is not broken after all: thank you,4,repairs,praise
m23,NOBODY PICKS UP THE PHONE,1,,complaint
m24,Good,4,,praise
`;

/** What continuous integration runs. */
export const workflowText: string = `name: check
on:
  push:
  pull_request:
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install
      - run: npm test
      - run: npm run check
`;

/** What version control leaves alone. */
export const ignoreText = "node_modules/\nout/\nbefore.ts\n*.tgz\n";

/** How editors and compilers read the modules. */
export const tsconfigText: string = `{
  "compilerOptions": {
    "target": "ES2022",
    "module": "nodenext",
    "strict": true,
    "noEmit": true,
    "resolveJsonModule": true,
    "allowImportingTsExtensions": true,
    "skipLibCheck": true
  },
  "include": ["*.ts"]
}
`;

/** What the pack is, for people. */
export const readmeText = (name: string): string => `# ${name}

Labeling rules for [labelwright](https://www.npmjs.com/package/labelwright): complaints and praise in messages of
customers. The rules are in \`pack.ts\`; \`sample/messages.csv\` holds some made-up messages to try them on.

\`\`\`sh
npm install
npm test        # laws, examples, changelog, and the sample
npm run check   # the same laws on the command line, with a report
npm run label   # labels for the sample, and a report: out/report.html
\`\`\`

## Change a rule

1. Edit \`pack.ts\`. Give each rule examples, rows on which it votes, and counter-examples, rows on which it abstains.
2. See which votes moved, here since the last commit:
   \`git show HEAD:pack.ts > before.ts && npx labelwright diff before.ts pack.ts sample/messages.csv\`.
3. Raise the version in \`pack.ts\` and \`package.json\`, then \`npm run changelog -- --notes "What has changed."\`.
   Until somebody has this version, \`npm run changelog -- --renew\` will do.
4. \`npm test\`.

## Use it elsewhere

\`\`\`sh
npm publish     # or npm pack, for a file to install
npm install ${name}
npx labelwright run ${name} messages.csv --out out --set minStars=5
\`\`\`

In code: \`await loadPack("${name}", { parameters: { minStars: 5 } })\`. The pack is published as TypeScript, which labelwright
loads as it is; other programs get at it through \`loadPack\`.
`;
