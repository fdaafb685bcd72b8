"""Writes em.json: the EM label model on small seeded matrices, computed a second time and in another way.

usage: python3 test/reference/em_reference.py && npx prettier --write test/reference        (plain Python 3, no packages)

An independent, slow reading of the model: one dense row at a time (no vote patterns), lists of floats, no sharing of
code. The model: pi is the class balance, q_i(y) the posterior of row i, w the confidence of a vote (1 if none is given).

Start: every vote raises the odds of its label as a function with accuracy 0.7 would:
    q_i(y) ~ pi_y * product over votes v of row i of ((K - 1) 0.7 / 0.3)^(w [v = y])
One round: with C_j[v][y] = sum of w q_i(y) over the votes for v of function j, n_j = sum of w over its votes,
N = rows with a vote, N_y = sum of q_i(y) over them,
    a function that votes for one label v only, with s = 50 + n_j:
        T_j[v][y] = (C_j[v][y] + s P0[v][y]) / (N_y + s (N / n_j) pi_y)
        P0[v][v] = L pi_v / (1 - pi_v + L pi_v) with L = (7 / 3) (K - 1); the other labels share the rest by pi
    any other, with s = 5 + n_j / 2:
        a_j = (sum_y C_j[y][y] + 5 * 0.7) / (n_j + 5);  A[y][v] = a_j if v = y, else (1 - a_j) / (K - 1)
        T_j[v][y] = (C_j[v][y] + s pi_y A[y][v]), divided by its sum over v
    q_i(y) ~ pi_y * product over votes v of T_j[v][y]^w, T at least 1e-6
until no posterior changes by the tolerance or more.

Functions that never vote take no part. Rows without votes keep q = pi.
"""
import json
import math
import os
import random
import struct

ACCURACY = 0.7


def normalized(logs):
    top = max(logs)
    weights = [math.exp(x - top) for x in logs]
    return [w / math.fsum(weights) for w in weights], top + math.log(math.fsum(weights))


def start(rows, weights, k, pi):
    rise = math.log((k - 1) * ACCURACY / (1 - ACCURACY))
    return [normalized([math.log(pi[y]) + math.fsum(rise * w for v, w in zip(row, ws) if v == y) for y in range(k)])[0]
            for row, ws in zip(rows, weights)]


def m_step(rows, weights, k, pi, q):
    """For each function its table T[v][y] (None if it never votes), and the share of its votes expected to be right."""
    covered = [i for i, row in enumerate(rows) if any(v >= 0 for v in row)]
    n_all = len(covered)
    n_y = [math.fsum(q[i][y] for i in covered) for y in range(k)]
    tables, accuracies = [], []
    for j in range(len(rows[0])):
        votes = [(i, rows[i][j], weights[i][j]) for i in covered if rows[i][j] >= 0]
        if not votes:
            tables.append(None)
            accuracies.append(None)
            continue
        n = math.fsum(w for _, _, w in votes)
        c = [[math.fsum(w * q[i][y] for i, u, w in votes if u == v) for y in range(k)] for v in range(k)]
        accuracies.append(math.fsum(c[y][y] for y in range(k)) / n)
        voted = sorted({v for _, v, _ in votes})
        if len(voted) == 1:
            v, s = voted[0], 50 + n
            odds = 7 / 3 * (k - 1)
            hit = odds * pi[v] / (1 - pi[v] + odds * pi[v])
            p0 = [hit if y == v else (1 - hit) * pi[y] / (1 - pi[v]) for y in range(k)]
            row = [(c[v][y] + s * p0[y]) / (n_y[y] + s * n_all / n * pi[y]) for y in range(k)]
            tables.append({v: row})
        else:
            a = (math.fsum(c[y][y] for y in range(k)) + 5 * ACCURACY) / (n + 5)
            s = 5 + n / 2
            raw = [[c[v][y] + s * pi[y] * (a if v == y else (1 - a) / (k - 1)) for y in range(k)] for v in range(k)]
            totals = [math.fsum(raw[v][y] for v in range(k)) for y in range(k)]
            tables.append({v: [raw[v][y] / totals[y] for y in range(k)] for v in range(k)})
    return tables, accuracies


def e_step(rows, weights, k, pi, tables):
    q, likelihood = [], []
    for row, ws in zip(rows, weights):
        logs = [math.log(pi[y]) + math.fsum(w * math.log(max(1e-6, tables[j][v][y]))
                                            for j, (v, w) in enumerate(zip(row, ws)) if v >= 0) for y in range(k)]
        p, total = normalized(logs)
        q.append(p)
        likelihood.append(total)
    return q, math.fsum(likelihood)


def fit(rows, weights, k, pi, rounds, tolerance):
    q = start(rows, weights, k, pi)
    likelihoods = []
    while True:
        tables, accuracies = m_step(rows, weights, k, pi, q)
        new, likelihood = e_step(rows, weights, k, pi, tables)
        change = max(abs(a - b) for old, now in zip(q, new) for a, b in zip(old, now))
        q = new
        likelihoods.append(likelihood)
        if change < tolerance or len(likelihoods) == rounds:
            return {
                "rounds": len(likelihoods),
                "converged": change < tolerance,
                "logLikelihood": [round(x, 10) for x in likelihoods],
                "accuracies": [None if a is None else round(a, 12) for a in accuracies],
                "posteriors": [[round(p, 12) for p in row] for row in q],
            }


def single(x):
    """The nearest 32-bit float: confidences are kept in that many bits."""
    return struct.unpack("f", struct.pack("f", x))[0]


def case(name, seed, n, k, functions, balance=None, confident=False):
    """Rows of a truth drawn from the balance. Each function: (coverage, accuracy, labels it may vote for or None)."""
    draw = random.Random(seed)
    pi = balance or [1 / k] * k
    rows, weights = [], []
    for _ in range(n):
        truth = draw.choices(range(k), pi)[0]
        row, ws = [], []
        for coverage, accuracy, only in functions:
            vote = truth if draw.random() < accuracy else draw.choice([y for y in range(k) if y != truth])
            fires = draw.random() < coverage and (only is None or vote in only)
            tenths = draw.randint(1, 10)
            row.append(vote if fires else -1)
            ws.append(single(tenths / 10) if confident else 1.0)
        rows.append(row)
        weights.append(ws)
    rows[2], rows[7] = [-1] * len(functions), [-1] * len(functions)
    out = {
        "name": name,
        "labels": k,
        "classBalance": pi,
        "votes": " ".join("".join("." if v < 0 else str(v) for v in row) for row in rows),
        "tenths": " ".join("".join("123456789X"[round(10 * w) - 1] for w in ws) for ws in weights) if confident else None,
        "fixed": fit(rows, weights, k, pi, 20, 0),
        "settled": fit(rows, weights, k, pi, 100, 1e-4),
    }
    return out


def main():
    both = [(0.6, 0.8, None), (0.5, 0.65, None), (0.7, 0.75, None), (0.3, 0.9, None)]
    cases = [
        case("2 labels, a function that never votes, rows without votes", 1, 60, 2, both + [(0.0, 0.9, None)]),
        case("2 labels, functions that vote for one label only, balance 85 to 15", 2, 60, 2,
             [(0.5, 0.9, [0]), (0.4, 0.7, [0]), (0.9, 0.85, [1]), (0.8, 0.7, [1]), (0.4, 0.8, None)], [0.85, 0.15]),
        case("3 labels, functions of one, two and three labels", 3, 60, 3,
             [(0.5, 0.8, None), (0.6, 0.7, [0, 1]), (0.9, 0.8, [2]), (0.8, 0.9, [0]), (0.4, 0.6, None)]),
        case("5 labels, given balance, a function worse than chance", 4, 50, 5,
             [(0.5, 0.7, None), (0.4, 0.6, None), (0.6, 0.1, None), (0.9, 0.8, [4]), (0.9, 0.7, [0, 3])],
             [0.4, 0.3, 0.15, 0.1, 0.05]),
        case("2 labels, votes with confidences", 5, 60, 2, both[:3] + [(0.7, 0.9, [1])], None, True),
        case("3 labels, two functions, few rows", 6, 12, 3, [(0.6, 0.8, None), (0.6, 0.7, None)], [0.2, 0.3, 0.5], True),
    ]
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "em.json")
    with open(target, "w") as file:
        json.dump({"madeBy": "test/reference/em_reference.py", "cases": cases}, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
