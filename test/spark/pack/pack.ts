/** A rule pack whose rows say what is to happen: "#slow" takes its time, "#boom" fails. Otherwise it just votes. */
import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { batchLabelingFunction, definePack, defineTask, keywords, labelingFunction, pattern } from "labelwright";

// Who loads the pack leaves a line behind, where that is asked for: so processes are counted.
const { LABELWRIGHT_TRACE: trace } = process.env;
if (trace !== undefined) appendFileSync(trace, `${process.pid}\n`);

const task = defineTask({ labels: ["ham", "spam", 'quoted, "label"'], columns: { text: "utf8", likes: "int64" } });

const fragile = labelingFunction(task, {
  name: "fragile",
  columns: ["text"],
  vote: ({ text }) => {
    if (text.includes("#boom")) throw new Error("what #boom does");
    return text.length > 60 ? "ham" : null;
  },
});

const liked = batchLabelingFunction(task, {
  name: "liked",
  columns: ["likes", "text"],
  async: true,
  vote: async ({ likes, text }, ballot) => {
    if (text.values[0]?.includes("#slow") === true) await pause(200);
    for (let row = 0; row < ballot.length; row++) {
      const count = Number(likes.values[row]);
      if (count > 6) ballot.cast(row, "ham");
      else if (count === 0) ballot.cast(row, "spam");
    }
  },
});

export default definePack({
  name: "spark-test",
  version: "1",
  task,
  functions: [
    fragile,
    liked,
    keywords(task, { name: "money", column: "text", any: ["cash", "prize", "win"], label: "spam", confidence: 0.75 }),
    keywords(task, { name: "thanks", column: "text", any: ["thanks", "great"], label: "ham" }),
    pattern(task, { name: "quoted.text", column: "text", pattern: /"[^"]+"/, label: 'quoted, "label"' }),
  ],
});
