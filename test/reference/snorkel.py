"""Writes snorkel.json: what Snorkel returns on seeded matrices and edge cases, in compact form.

usage: python3 test/reference/snorkel.py FOLDER && npx prettier --write test/reference

FOLDER holds full outputs of the peers: functions.json and one NAME.json for each matrix, made by calling Snorkel 0.10
(the exact versions are copied into snorkel.json) on seeded matrices of votes. This script only selects and shortens:

- votes: one text a row, one character a function: the digit of the label it voted for, "." where it abstained
- majority: one text a row, the digits of the labels with most votes (all labels where there are no votes).
  MajorityLabelVoter.predict_proba gives each of them an equal share and the others 0; this script checks that.
- predict: MajorityLabelVoter.predict with ties "abstain", "." for no label
- summary: LFAnalysis(L).lf_summary(Y), label_coverage(), label_overlap(), label_conflict()
"""
import json
import os
import sys

MATRICES = ["tiny8x3x2", "m200x5x2", "m500x8x3", "m400x10x5", "m300x12x2_unipolar"]
FUNCTIONS = ["metric_inputs", "metric_score_filtered_minus1", "metric_k3_inputs", "metric_k3", "by_hand"]
EDGES = ["lf_summary_gold_with_minus1", "majority_empty_row"]


def digits(codes):
    return "".join("." if code < 0 else str(code) for code in codes)


def most_voted(proba, k):
    share = max(proba)
    labels = [y for y in range(k) if proba[y] == share]
    assert all(abs(p - (1 / len(labels) if y in labels else 0)) < 1e-12 for y, p in enumerate(proba)), proba
    return "".join(map(str, labels))


def matrix(full):
    k = full["k"]
    summary = full["lf_summary_with_Y"]
    assert all(full["lf_summary"][key] == summary[key] for key in full["lf_summary"])
    return {
        "labels": k,
        "votes": " ".join(digits(row) for row in full["L"]),
        "gold": digits(full["y"]),
        "majority": " ".join(most_voted(row, k) for row in full["majority_proba"]),
        "predict": digits(full["majority_predict_abstain"]),
        "score": full["majority_score"],
        "kept": full["filter_unlabeled"]["kept_ids"],
        "summary": summary,
        "coverage": full["label_coverage"],
        "overlaps": full["label_overlap"],
        "conflicts": full["label_conflict"],
    }


def main(folder):
    def load(name):
        with open(os.path.join(folder, name + ".json")) as file:
            return json.load(file)

    functions = load("functions")
    matrices = {name: load(name) for name in MATRICES}
    assert all(full["versions"] == functions["versions"] for full in matrices.values())
    out = {
        "peer": "Snorkel",
        "version": functions["versions"]["snorkel"],
        "madeBy": "test/reference/snorkel.py",
        "versions": {name: functions["versions"][name] for name in ("snorkel", "numpy", "pandas", "sklearn", "python")},
        # probs_to_preds with its default tolerance; its random ties come from a hash of Python's and are left out.
        "probs_to_preds": [
            {"probs": each["probs"], "preds": each["preds"]}
            for each in functions["probs_to_preds"] if each["policy"] == "abstain" and each["tol"] == 1e-5
        ],
        "functions": {name: functions[name] for name in FUNCTIONS},
        "edges": {name: functions["edges"][name] for name in EDGES},
        "matrices": {name: matrix(full) for name, full in matrices.items()},
    }
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "snorkel.json")
    with open(target, "w") as file:
        json.dump(out, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
