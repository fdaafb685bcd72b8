"""Ten labeling functions through Snorkel's PandasLFApplier.   usage: apply.py TEXT.json

TEXT.json is a list of texts. The functions ask the same questions as ../apply/predicates.ts. Prints {"version", "cpuMs",
"votes": [number of votes of each function]}; cpuMs is time on the processor for applying alone, neither reading nor
building the frame.
"""
import json
import re
import sys
import time
from importlib.metadata import version

import pandas as pd
from snorkel.labeling import PandasLFApplier, labeling_function

HAM, SPAM, ABSTAIN = 0, 1, -1
# [0-9] and ASCII, as in JavaScript, where \d and \b know no other digits and letters.
LINK = re.compile(r"https?://")
MONEY = re.compile(r"[$£€][0-9]+")
SHOUTED = re.compile(r"[A-Z]{4,}")
SUBSCRIBE = re.compile(r"\bsubscribe\b", re.IGNORECASE | re.ASCII)
PRIZES = re.compile(r"\b(?:win|winner|prize|cash)\b", re.IGNORECASE | re.ASCII)
NUMBER = re.compile(r"\b[0-9]{4,}\b", re.ASCII)


@labeling_function()
def has_link(x):
    return SPAM if LINK.search(x.text) else ABSTAIN


@labeling_function()
def has_money(x):
    return SPAM if MONEY.search(x.text) else ABSTAIN


@labeling_function()
def is_shouted(x):
    return SPAM if SHOUTED.search(x.text) else ABSTAIN


@labeling_function()
def is_excited(x):
    return SPAM if "!!" in x.text else ABSTAIN


@labeling_function()
def wants_subscribers(x):
    return SPAM if SUBSCRIBE.search(x.text) else ABSTAIN


@labeling_function()
def promises_prizes(x):
    return SPAM if PRIZES.search(x.text) else ABSTAIN


@labeling_function()
def is_short(x):
    return HAM if len(x.text.encode("utf-16-le")) < 140 else ABSTAIN  # lengths in UTF-16 units, as in JavaScript


@labeling_function()
def is_thankful(x):
    return HAM if "thank" in x.text.lower() else ABSTAIN


@labeling_function()
def has_long_number(x):
    return SPAM if NUMBER.search(x.text) else ABSTAIN


@labeling_function()
def is_question(x):
    return HAM if x.text.endswith("?") else ABSTAIN


FUNCTIONS = [
    has_link,
    has_money,
    is_shouted,
    is_excited,
    wants_subscribers,
    promises_prizes,
    is_short,
    is_thankful,
    has_long_number,
    is_question,
]


def main(path):
    with open(path, encoding="utf-8") as file:
        frame = pd.DataFrame({"text": json.load(file)})
    applier = PandasLFApplier(FUNCTIONS)
    applier.apply(frame.head(1000), progress_bar=False)
    start = time.process_time()
    votes = applier.apply(frame, progress_bar=False)
    cpu_ms = 1000 * (time.process_time() - start)
    print(json.dumps({"version": version("snorkel"), "cpuMs": cpu_ms, "votes": (votes >= 0).sum(0).tolist()}))


main(sys.argv[1])
