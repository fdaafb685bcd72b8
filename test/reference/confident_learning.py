"""Reference numbers for findSuspiciousLabels: the confident joint of cleanlab (pip install cleanlab==2.9.0).

Run: python confident_learning.py > confident_learning.json
"""

import json

import numpy as np
from cleanlab.count import compute_confident_joint, get_confident_thresholds
from cleanlab.filter import find_label_issues


def case(seed, rows, labels, noise, missing=False):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, labels, rows)
    given = np.where(rng.random(rows) < noise, rng.integers(0, labels, rows), truth)
    if missing:  # the last label is never given
        given = np.where(given == labels - 1, 0, given)
    scores = rng.normal(0, 1, (rows, labels)) + 2 * np.eye(labels)[truth]
    predicted = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    # Few digits, so that the file stays small; both sides read the same numbers.
    predicted = np.round(predicted, 4)
    predicted[:, 0] += 1 - predicted.sum(axis=1)
    predicted = np.round(predicted, 4)
    joint = compute_confident_joint(given, predicted)
    counts = compute_confident_joint(given, predicted, calibrate=False)
    thresholds = get_confident_thresholds(given, predicted)
    ranked = {}
    for name, rank in (("margin", "normalized_margin"), ("self-confidence", "self_confidence")):
        ranked[name] = find_label_issues(
            given,
            predicted,
            filter_by="confident_learning",
            return_indices_ranked_by=rank,
            min_examples_per_class=0,
            n_jobs=1,
        ).tolist()
    return {
        "predicted": predicted.tolist(),
        "given": given.tolist(),
        "thresholds": [None if t > 1 else t for t in thresholds.tolist()],
        "counts": counts.tolist(),
        "joint": joint.tolist(),
        "ranked": ranked,
    }


print(json.dumps([case(1, 40, 2, 0.3), case(2, 80, 4, 0.25), case(3, 50, 3, 0.4, missing=True)]))
