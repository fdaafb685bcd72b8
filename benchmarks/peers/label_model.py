"""Snorkel's label model and models of crowd-kit on votes handed over in files.   usage: label_model.py REQUEST.json

REQUEST: {"models": ["snorkel", ...], "sets": [{"name", "rows", "functions", "labels", "votes", "out"}]}, where `votes` is a
file of int32 triples (row, function, label code), and `out` the start of the names of the files to write: `out.MODEL` with
rows x labels float64 probabilities. Prints {"versions": {...}, "results": [{"set", "model", "fitMs", "predictMs", "peakMB",
"error"}]}, times on the processor, memory of the whole process; a model that fails on a set writes no file and says why. Rows without votes get what the model gives
them, or each label equally.
"""
import json
import resource
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


def answers_of(triples):
    return pd.DataFrame({"task": triples[:, 0], "worker": triples[:, 1], "label": triples[:, 2]})


def complete(given, rows, labels):
    given = given.reindex(index=range(rows), columns=range(labels)).fillna(0).to_numpy(float)
    sums = given.sum(1, keepdims=True)
    return np.where(sums > 0, given / np.where(sums > 0, sums, 1), 1 / labels)


def crowd_kit(make):
    """A model of crowd-kit that gives probabilities."""

    def run(triples, rows, functions, labels):
        answers = answers_of(triples)
        start = time.process_time()
        given = make().fit_predict_proba(answers)
        seconds = time.process_time() - start
        return complete(given, rows, labels), seconds, 0.0

    return run


def dawid_skene():
    from crowdkit.aggregation import DawidSkene

    return DawidSkene(n_iter=100)


def one_coin():
    from crowdkit.aggregation import OneCoinDawidSkene

    return OneCoinDawidSkene(n_iter=100)


def mmsr(triples, rows, functions, labels):
    """Gives labels only: certain of each."""
    from crowdkit.aggregation import MMSR

    answers = answers_of(triples)
    start = time.process_time()
    given = MMSR().fit_predict(answers)
    seconds = time.process_time() - start
    return complete(pd.get_dummies(given, dtype=float), rows, labels), seconds, 0.0


MODELS = {
    "snorkel": snorkel,
    "dawid-skene": crowd_kit(dawid_skene),
    "one-coin": crowd_kit(one_coin),
    "mmsr": mmsr,
}


def main(path):
    from importlib.metadata import version

    with open(path) as file:
        request = json.load(file)
    results = []
    for entry in request["sets"]:
        triples = np.fromfile(entry["votes"], dtype=np.int32).reshape(-1, 3)
        for model in request["models"]:
            shape = entry["rows"], entry["functions"], entry["labels"]
            result = {"set": entry["name"], "model": model, "fitMs": 0, "predictMs": 0, "peakMB": 0, "error": None}
            try:
                probabilities, fit, predict = MODELS[model](triples, *shape)
                np.ascontiguousarray(probabilities, dtype=np.float64).tofile(f"{entry['out']}.{model}")
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                result |= {"fitMs": 1000 * fit, "predictMs": 1000 * predict, "peakMB": peak}
            except Exception as error:
                result["error"] = repr(error)
            results.append(result)
    versions = {name: version(name) for name in ("snorkel", "crowd-kit", "torch", "numpy", "pandas")}
    print(json.dumps({"versions": versions, "results": results}))


main(sys.argv[1])
