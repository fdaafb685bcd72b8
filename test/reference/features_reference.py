"""Writes features.json: tf-idf of word and character n-grams of a few texts, by scikit-learn.

usage: python3 test/reference/features_reference.py && npx prettier --write test/reference     (Python 3 with scikit-learn)

TfidfVectorizer with sublinear counts and smooth idf. Words: runs of letters and digits, and every other visible character
by itself; characters: analyzer char_wb. Each row of a case is {n-gram: value}.
"""
import json
import os
from importlib.metadata import version

from sklearn.feature_extraction.text import TfidfVectorizer

TEXTS = [
    "Win a FREE prize now!!! Call 0800 123 456",
    "free prize, free   money -- win win WIN",
    "See you at lunch?  I'm\tlate :)",
    "a",
    "",
    " \n ",
    "Où est le café ? Élan déjà vu",
    "спасибо большое, СПАСИБО",
    "最高 ありがとう 最高",
    "ok 😂😂 great 👍 ok",
    "https://win.example/p?id=7&x=a_b",
    "you win, you lose; you see",
    "aaaa aaaa aaaaaaaa",
]

CASES = [
    {"words": [1, 1], "characters": None},
    {"words": [1, 2], "characters": None},
    {"words": [2, 3], "characters": None},
    {"words": None, "characters": [1, 1]},
    {"words": None, "characters": [2, 4]},
    {"words": None, "characters": [5, 6]},
    {"words": [1, 2], "characters": None, "minRows": 2},
    {"words": None, "characters": [2, 4], "minRows": 2},
]


def rows_of(case):
    words = case["words"] is not None
    vectorizer = TfidfVectorizer(
        analyzer="word" if words else "char_wb",
        token_pattern=r"[^\W_]+|[^\w\s]|_" if words else None,
        ngram_range=tuple(case["words"] or case["characters"]),
        min_df=case.get("minRows", 1),
        sublinear_tf=True,
    )
    matrix = vectorizer.fit_transform(TEXTS)
    names = vectorizer.get_feature_names_out()
    return [
        {str(names[j]): float(f"{v:.9g}") for j, v in sorted(zip(row.indices, row.data))} for row in map(matrix.getrow, range(len(TEXTS)))
    ]


path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "features.json")
with open(path, "w", encoding="utf-8") as file:
    cases = [{**case, "rows": rows_of(case)} for case in CASES]
    json.dump({"scikit-learn": version("scikit-learn"), "texts": TEXTS, "cases": cases}, file, ensure_ascii=False)
