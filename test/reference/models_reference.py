"""Writes models.json: the label models besides the default on small seeded matrices, computed a second time.

usage: python3 test/reference/models_reference.py && npx prettier --write test/reference    (numpy and scipy)

An independent, slow reading of each model: one dense row at a time, rows listed as they are (no vote patterns), no
sharing of code. Rows without votes take no part and keep the class balance. w is the confidence of a vote (1 if none
is given), pi the class balance, K the number of labels, m the number of functions.

weighted-majority  all weights 1; each round a_j = (agreements + 5 * 0.7) / (compared + 5), where a vote of j agrees with
                   the label of largest weighted sum among the other functions of the row (ties shared, no others: not
                   compared), weight = max(0.05, log((K - 1) a / (1 - a))); q ~ pi exp(sum of weight w [v = y])
dawid-skene        q = vote shares; each round T_j[y][v] = (C + 1/K) / (N + 1), pi_y = (N_y + 1) / (N + K), then q
one-coin           the same with one accuracy a_j = (right + 1) / (n + 2), errors 1 - a over K - 1 labels
triplets           M_jl = (K agree - 1) / (K - 1); c_j^2 = median over l < h of |M_jl M_jh / M_lh|, where each M is above
                   2 / sqrt((K - 1) n) in size; sign that of sum over l of n_jl M_jl; a_j = (c (K - 1) + 1) / K within
                   1 / (n_j + 2) of 0 and 1; 0.7 where there is no such triplet
ebcc               variational Bayes with priors 4 and 1 of votes, 0.1 / S of subtypes, 1 of labels, S = 1 and S = 10,
                   the greater lower bound wins; for S = 10, shares of subtypes are -log of hashes of the votes
"""
import itertools
import json
import os
import random
import struct

import numpy as np
from scipy.special import digamma, gammaln, logsumexp

ROUNDS = 20
GUESS = 0.7


def softmax(scores):
    return np.exp(scores - logsumexp(scores))


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def voted(rows, i):
    return [(j, v) for j, v in enumerate(rows[i]) if v >= 0]


def predict(rows, w, pi, table):
    """q with table[j][v] = what a vote adds to each label."""
    out = []
    for i in range(len(rows)):
        scores = np.log(pi)
        for j, v in voted(rows, i):
            scores = scores + w[i][j] * table[j][v]
        out.append(softmax(scores) if voted(rows, i) else np.array(pi))
    return np.array(out)


def shares(rows, w, k):
    out = np.zeros((len(rows), k))
    for i in range(len(rows)):
        for j, v in voted(rows, i):
            out[i, v] += w[i][j]
        if voted(rows, i):
            out[i] /= out[i].sum()
    return out


def coin_table(accuracies, k):
    return [[[np.log(a if y == v else (1 - a) / (k - 1)) for y in range(k)] for v in range(k)] for a in accuracies]


def weighted_majority(rows, w, k, pi):
    m = len(rows[0])
    weights = np.ones(m)
    for _ in range(ROUNDS):
        agreed, compared = np.zeros(m), np.zeros(m)
        for i in range(len(rows)):
            for j, v in voted(rows, i):
                sums = {}
                for l, x in voted(rows, i):
                    if l != j:
                        sums[x] = sums.get(x, 0) + w[i][l] * weights[l]
                if not sums:
                    continue
                top = [x for x, each in sums.items() if each >= max(sums.values()) - 1e-6]
                compared[j] += w[i][j]
                agreed[j] += w[i][j] * (v in top) / len(top)
        share = (agreed + 5 * GUESS) / (compared + 5)
        weights = np.maximum(0.05, np.log((k - 1) * share / (1 - share)))
    table = [[[weights[j] if y == v else 0 for y in range(k)] for v in range(k)] for j in range(m)]
    return pi, predict(rows, w, pi, np.array(table)), []


def balance_of(q, rows, k):
    counts = np.ones(k)
    for i in range(len(rows)):
        if voted(rows, i):
            counts += q[i]
    return counts / counts.sum()


def log_evidence(rows, w, pi, table):
    total = 0
    for i in range(len(rows)):
        if voted(rows, i):
            total += logsumexp(np.log(pi) + sum(w[i][j] * table[j][v] for j, v in voted(rows, i)))
    return total


def dawid_skene(rows, w, k, pi):
    m = len(rows[0])
    q = shares(rows, w, k)
    objective = []
    for _ in range(ROUNDS):
        pi = balance_of(q, rows, k)
        table = np.full((m, k, k), 1 / k)
        for i in range(len(rows)):
            for j, v in voted(rows, i):
                table[j, v] += w[i][j] * q[i]
        table = np.log(table / table.sum(axis=1, keepdims=True))
        q = predict(rows, w, pi, table)
        spoke = [j for j in range(m) if any(row[j] >= 0 for row in rows)]
        objective.append(log_evidence(rows, w, pi, table) + table[spoke].sum() / k + np.log(pi).sum())
    return pi, q, objective


def one_coin(rows, w, k, pi):
    m = len(rows[0])
    q = shares(rows, w, k)
    objective = []
    for _ in range(ROUNDS):
        pi = balance_of(q, rows, k)
        right, n = np.zeros(m), np.zeros(m)
        for i in range(len(rows)):
            for j, v in voted(rows, i):
                right[j] += w[i][j] * q[i][v]
                n[j] += w[i][j]
        a = (right + 1) / (n + 2)
        table = np.array(coin_table(a, k))
        q = predict(rows, w, pi, table)
        prior = sum(np.log(x) + np.log(1 - x) for x, count in zip(a, n) if count > 0)
        objective.append(log_evidence(rows, w, pi, table) + prior + np.log(pi).sum())
    return pi, q, objective


def triplets(rows, w, k, pi):
    m = len(rows[0])
    both, agree = np.zeros((m, m)), np.zeros((m, m))
    n = np.zeros(m)
    for i in range(len(rows)):
        for j, v in voted(rows, i):
            n[j] += w[i][j]
            for l, x in voted(rows, i):
                if l != j:
                    both[j, l] += w[i][j] * w[i][l]
                    agree[j, l] += w[i][j] * w[i][l] * (v == x)
    with np.errstate(invalid="ignore"):
        moments = np.where(both > 0, (k * agree / both - 1) / (k - 1), 0)
        known = (both > 0) & (np.abs(moments) > 2 / np.sqrt((k - 1) * np.maximum(both, 1e-300)))
    accuracies = []
    for j in range(m):
        squares = [abs(moments[j, l] * moments[j, h] / moments[l, h])
                   for l, h in itertools.combinations([l for l in range(m) if l != j], 2)
                   if known[j, l] and known[j, h] and known[l, h]]
        if not squares:
            accuracies.append(GUESS)
            continue
        skill = np.sign((both[j] * moments[j]).sum()) * min(1, np.sqrt(np.median(squares)))
        edge = 1 / (n[j] + 2)
        accuracies.append(min(1 - edge, max(edge, (skill * (k - 1) + 1) / k)))
    return pi, predict(rows, w, pi, np.array(coin_table(accuracies, k))), []


def mix(value):
    value &= 0xFFFFFFFF
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
    return value ^ (value >> 16)


def start_subtypes(rows, w, k, s):
    q = shares(rows, w, k)
    if s == 1:
        return q[:, :, None]
    votes_of = [sum(row[j] >= 0 for row in rows) for j in range(len(rows[0]))]
    out = np.zeros((len(rows), k, s))
    for i in range(len(rows)):
        for y in range(k):
            key = sum(mix(2 * votes_of[j] + (v == y) + 0x9E3779B9) for j, v in voted(rows, i))
            draws = np.array([-np.log((mix(key + (z + 1) * 0x9E3779B1) + 1) / (2**32 + 1)) for z in range(s)])
            out[i, y] = q[i, y] * draws / draws.sum()
    return out


def dirichlet_divergence(post, prior):
    """KL(Dirichlet(post) | Dirichlet(prior))."""
    mean_log = digamma(post) - digamma(post.sum())
    return (gammaln(post.sum()) - gammaln(post).sum() - gammaln(prior.sum()) + gammaln(prior).sum()
            + ((post - prior) * mean_log).sum())


def ebcc_subtypes(rows, w, k, s):
    m = len(rows[0])
    covered = [i for i in range(len(rows)) if voted(rows, i)]
    spoke = [j for j in range(m) if any(row[j] >= 0 for row in rows)]
    q = start_subtypes(rows, w, k, s)
    objective = []
    for _ in range(ROUNDS):
        nu = 1 + q[covered].sum(axis=(0, 2))
        eta = 0.1 / s + q[covered].sum(axis=0)
        base = np.array([[4.0 if v == y else 1.0 for v in range(k)] for y in range(k)])
        mu = np.repeat(np.repeat(base[None, :, None, :], m, axis=0), s, axis=2)  # j, y, subtype, v
        for i in covered:
            for j, v in voted(rows, i):
                mu[j, :, :, v] += w[i][j] * q[i]
        log_label = digamma(nu) - digamma(nu.sum())
        log_subtype = digamma(eta) - digamma(eta.sum(axis=1, keepdims=True))
        log_vote = digamma(mu) - digamma(mu.sum(axis=3, keepdims=True))
        bound = -dirichlet_divergence(nu, np.ones(k))
        bound -= sum(dirichlet_divergence(eta[y], np.full(s, 0.1 / s)) for y in range(k))
        bound -= sum(dirichlet_divergence(mu[j, y, z], base[y]) for j in spoke for y in range(k) for z in range(s))
        for i in covered:
            scores = log_label[:, None] + log_subtype + sum(w[i][j] * log_vote[j, :, :, v] for j, v in voted(rows, i))
            bound += logsumexp(scores)
            q[i] = np.exp(scores - logsumexp(scores))
        objective.append(bound)
    pi = nu / nu.sum()
    return pi, np.array([q[i].sum(axis=1) if i in covered else pi for i in range(len(rows))]), objective


def ebcc(rows, w, k, pi):
    one, ten = ebcc_subtypes(rows, w, k, 1), ebcc_subtypes(rows, w, k, 10)
    return ten if ten[2][-1] > one[2][-1] else one


MODELS = {"weighted-majority": weighted_majority, "dawid-skene": dawid_skene, "one-coin": one_coin,
          "triplets": triplets, "ebcc": ebcc}


def case(name, seed, n, balance, functions, confident=False, hard_rows=0.0, kinds=None):
    """Rows of a truth drawn from the balance; function: (coverage, accuracy). On hard rows half of them err alike."""
    draw = random.Random(seed)
    k = len(balance)
    rows, w = [], []
    for _ in range(n):
        truth = draw.choices(range(k), balance)[0]
        is_hard = draw.random() < hard_rows
        wrong = (truth + 1) % k
        row, ws = [], []
        for j, (coverage, accuracy) in enumerate(functions):
            hard = is_hard and j < len(functions) / 2
            right = draw.random() < accuracy and not hard
            vote = truth if right else wrong if hard else draw.choice([y for y in range(k) if y != truth])
            row.append(vote if draw.random() < coverage else -1)
            ws.append(single(draw.randint(1, 10) / 10) if confident else 1.0)
        rows.append(row)
        w.append(ws)
    rows[2], rows[7] = [-1] * len(functions), [-1] * len(functions)
    uniform = [1 / k] * k
    models = {}
    for kind in kinds or MODELS:
        pi, q, objective = MODELS[kind](rows, w, k, uniform)
        models[kind] = {
            "classBalance": [round(float(p), 12) for p in pi],
            "posteriors": [[round(float(p), 12) for p in row] for row in q],
            "objective": [round(float(x), 9) for x in objective],
        }
    return {
        "name": name,
        "labels": k,
        "votes": " ".join("".join("." if v < 0 else str(v) for v in row) for row in rows),
        "tenths": " ".join("".join("123456789X"[round(10 * x) - 1] for x in ws) for ws in w) if confident else None,
        "rounds": ROUNDS,
        "models": models,
    }


def main():
    good = [(0.9, 0.9), (0.8, 0.75), (0.9, 0.8), (0.7, 0.7), (0.8, 0.65)]
    cases = [
        case("2 labels, a function that never votes", 1, 60, [0.5, 0.5], good + [(0.0, 0.9)]),
        case("2 labels, 70 to 30, a function worse than chance", 2, 60, [0.7, 0.3], good + [(0.9, 0.2)]),
        case("3 labels, votes with confidences", 3, 50, [0.5, 0.3, 0.2], good, True),
        case("4 labels, rows on which half of the functions err alike", 4, 80, [0.25] * 4, good + [(0.9, 0.9)], False, 0.3),
        case("2 labels, many such rows", 5, 160, [0.5, 0.5], [(1.0, 0.95)] * 7, False, 0.35, ["ebcc"]),
    ]
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "models.json")
    with open(target, "w") as file:
        json.dump({"madeBy": "test/reference/models_reference.py", "cases": cases}, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
