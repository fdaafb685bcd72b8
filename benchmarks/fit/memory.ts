import { fitLabelModel } from "labelwright";
import { measureRise } from "../util/memory.ts";
import { generateVotes, type VotesSpec } from "./votes.ts";

// A process of its own, started by the benchmark: memory beyond the matrix while a model is fitted and predicts.
const spec = JSON.parse(process.argv[2] ?? "") as VotesSpec;
const votes = generateVotes(spec);
const rise = await measureRise((sample) => {
  const model = fitLabelModel(votes, { onProgress: sample });
  return [model, model.predict(votes)];
});
console.log(JSON.stringify(rise));
