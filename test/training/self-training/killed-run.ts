/** Self-training with a checkpoint that kills its own process once a round is kept: `node killed-run.ts FILE ROUND`. */
import { selfTrain } from "../../../src/index.ts";
import { plantedRows } from "./planted-rows.ts";

const [checkpoint = "", round = "0"] = process.argv.slice(2);
const { features, labels } = plantedRows(300, 1);
await selfTrain(features, labels, {
  checkpoint,
  tolerance: 0,
  onRound: (done) => {
    if (done.round === Number(round)) process.kill(process.pid, "SIGKILL");
  },
});
