"""Short texts through scikit-learn's hashed n-grams, tf-idf and logistic regression.   usage: text_model.py TEXTS.json

TEXTS: {"texts", "classes", "rows", "testRows", "bits", "regularization"}, the first `rows` texts to train on. N-grams are
those of ../training/memory.ts: words (runs of letters and digits, other characters one by one; 1 to 2) and characters within words
(2 to 4), each in a hash space of its own. Prints {"version", "featuresMs", "fitMs", "predictMs", "peakMB", "accuracy",
"features", "iterations"}: times on the processor, memory of the whole process.
"""
import json
import resource
import sys
import time
from importlib.metadata import version

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression


def hashing(bits, **options):
    return HashingVectorizer(n_features=2**bits, alternate_sign=False, norm=None, dtype=np.float32, **options)


def main(path):
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    rows, bits = given["rows"], given["bits"]
    train, test = given["texts"][:rows], given["texts"][rows:]
    classes = np.array(given["classes"])
    vectorizers = [
        hashing(bits, token_pattern=r"[^\W_]+|[^\w\s]|_", ngram_range=(1, 2)),
        hashing(bits, analyzer="char_wb", ngram_range=(2, 4)),
    ]
    start = time.process_time()
    counts = [vectorizer.transform(train) for vectorizer in vectorizers]
    weightings = [TfidfTransformer(sublinear_tf=True).fit(each) for each in counts]
    matrix = hstack([w.transform(each) for w, each in zip(weightings, counts)], format="csr")
    del counts
    encoded = time.process_time()
    model = LogisticRegression(C=1 / given["regularization"], max_iter=1000).fit(matrix, classes[:rows])
    fitted = time.process_time()
    tested = hstack([w.transform(v.transform(test)) for w, v in zip(weightings, vectorizers)], format="csr")
    predicted = model.predict(tested)
    done = time.process_time()
    print(
        json.dumps(
            {
                "version": version("scikit-learn"),
                "featuresMs": 1000 * (encoded - start),
                "fitMs": 1000 * (fitted - encoded),
                "predictMs": 1000 * (done - fitted),
                "peakMB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "accuracy": float((predicted == classes[rows:]).mean()),
                "features": int((np.bincount(matrix.indices, minlength=matrix.shape[1]) > 0).sum()),
                "iterations": int(model.n_iter_[0]),
            }
        )
    )


main(sys.argv[1])
