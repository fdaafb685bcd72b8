"""Writes logistic-regression.json: what scikit-learn's LogisticRegression learns from hard labels and from soft ones.

usage: python3 test/reference/logistic_regression.py && npx prettier --write test/reference    (numpy, scikit-learn)

Soft labels are given to it as K copies of each row, one for each label, weighed by the label's probability: the same
loss. Features are multiples of 1/8, which 32-bit floats hold exactly. The loss is the one that labelwright reports:
(sum of weighed losses + penalty) / sum of weights.
"""
import json
import os

import numpy as np
from sklearn.linear_model import LogisticRegression


def case(name, seed, n, d, k, C, class_weight, soft, weighed):
    rng = np.random.default_rng(seed)
    x = np.round(rng.normal(size=(n, d)) * 8) / 8
    x[rng.random((n, d)) < 0.5] = 0
    scores = x @ rng.normal(size=(d, k)) + np.linspace(0, 1.5, k)
    p = np.exp(scores - scores.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    y = np.array([rng.choice(k, p=row) for row in p])
    y[:k] = np.arange(k)
    q = np.round(p * 64) / 64 if soft else np.eye(k)[y]
    q[:, -1] += 1 - q.sum(1)
    w = rng.integers(1, 4, n).astype(float) if weighed else np.ones(n)
    rows, labels = np.divmod(np.arange(n * k), k)
    weights = w[rows] * q.ravel()
    used = weights > 0
    model = LogisticRegression(C=C, class_weight=class_weight, tol=1e-10, max_iter=10000)
    model.fit(x[rows][used], labels[used], sample_weight=weights[used])
    # class_weight="balanced" counts the weighed rows: n / (K n_y), as long as each label occurs
    share = (w[:, None] * q).sum(0) / w.sum()
    factor = 1 / (k * share) if class_weight == "balanced" else np.ones(k)
    coefficients, intercepts = model.coef_, model.intercept_
    log_p = model.predict_log_proba(x)
    total = (w[:, None] * q * factor).sum()
    loss = -(w[:, None] * q * factor * log_p).sum() + 0.5 / C * (coefficients**2).sum()
    return {
        "name": name,
        "C": C,
        "classWeights": class_weight or "none",
        "x": x.tolist(),
        "q": q.tolist(),
        "w": w.tolist(),
        "coefficients": coefficients.tolist(),
        "intercepts": intercepts.tolist(),
        "loss": loss / total,
        "probabilities": model.predict_proba(x[:10]).tolist(),
    }


cases = [
    case("two hard labels", 1, 80, 6, 2, 3.0, None, False, False),
    case("two hard labels, balanced", 2, 80, 6, 2, 3.0, "balanced", False, False),
    case("two soft labels of weighed rows", 3, 60, 5, 2, 1.0, None, True, True),
    case("four hard labels", 4, 120, 5, 4, 3.0, None, False, False),
    case("four hard labels, balanced", 5, 120, 5, 4, 0.5, "balanced", False, False),
    case("three soft labels of weighed rows, balanced", 6, 80, 4, 3, 3.0, "balanced", True, True),
]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "logistic-regression.json")
with open(path, "w") as file:
    json.dump(cases, file, indent=1)
