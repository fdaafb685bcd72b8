"""Snorkel's label model and crowd-kit's Dawid-Skene on votes handed over in files.   usage: label_model.py REQUEST.json

REQUEST: {"models": ["snorkel", "dawid-skene"], "sets": [{"name", "rows", "functions", "labels", "votes", "out"}]}, where
`votes` is a file of int32 triples (row, function, label code), and `out` the start of the names of the files to write:
`out.MODEL` with rows x labels float64 probabilities. Prints {"versions": {...}, "results": [{"set", "model", "fitMs",
"predictMs"}]}, times on the processor. Rows without votes get what the model gives them.
"""
import json
import sys
import time
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")


def snorkel(triples, rows, functions, labels):
    from snorkel.labeling.model import LabelModel

    matrix = np.full((rows, functions), -1, dtype=int)
    matrix[triples[:, 0], triples[:, 1]] = triples[:, 2]  # of repeated answers the last one counts
    start = time.process_time()
    model = LabelModel(cardinality=labels, verbose=False)
    model.fit(matrix, seed=1, progress_bar=False)
    fitted = time.process_time()
    probabilities = model.predict_proba(matrix)
    return probabilities, fitted - start, time.process_time() - fitted


def dawid_skene(triples, rows, functions, labels):
    from crowdkit.aggregation import DawidSkene

    answers = pd.DataFrame({"task": triples[:, 0], "worker": triples[:, 1], "label": triples[:, 2]})
    start = time.process_time()
    given = DawidSkene(n_iter=100).fit_predict_proba(answers)
    seconds = time.process_time() - start
    given = given.reindex(index=range(rows), columns=range(labels)).fillna(0).to_numpy(float)
    sums = given.sum(1, keepdims=True)
    return np.where(sums > 0, given / np.where(sums > 0, sums, 1), 1 / labels), seconds, 0.0


MODELS = {"snorkel": snorkel, "dawid-skene": dawid_skene}


def main(path):
    from importlib.metadata import version

    with open(path) as file:
        request = json.load(file)
    results = []
    for entry in request["sets"]:
        triples = np.fromfile(entry["votes"], dtype=np.int32).reshape(-1, 3)
        for model in request["models"]:
            shape = entry["rows"], entry["functions"], entry["labels"]
            probabilities, fit, predict = MODELS[model](triples, *shape)
            np.ascontiguousarray(probabilities, dtype=np.float64).tofile(f"{entry['out']}.{model}")
            results.append({"set": entry["name"], "model": model, "fitMs": 1000 * fit, "predictMs": 1000 * predict})
    versions = {name: version(name) for name in ("snorkel", "crowd-kit", "torch", "numpy", "pandas")}
    print(json.dumps({"versions": versions, "results": results}))


main(sys.argv[1])
