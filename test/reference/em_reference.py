"""Writes em.json: the default label model on small seeded matrices, computed a second time and in another way.

usage: python3 test/reference/em_reference.py && npx prettier --write test/reference          (Python 3 with numpy)

An independent, slow reading of the model: one dense row at a time (no vote patterns, no scans), every statistic straight
from its definition, derivatives of the co-firing fit by complex steps. Searches (golden section, damped Gauss-Newton,
reweighted least absolute deviations) take the same steps as the model, so that figures agree to rounding.

A vote has a row i, a function j, a label v and a weight w (its confidence; 1 if none is given). Functions that only ever
vote for one label speak through how often they fire; in these cases those have 20 votes or more.

1  Agreement (several labels): M = (K agree - 1) / (K - 1) of pairs with 20 rows in common is c_j c_l; c by least absolute
   deviations, near copies left out. Pairs far above c_j c_l are dependent; tau = 1 / (1 + redundancy).
2  Class balance: third moments of vote indicators over products of the pairs' factors, shrunk to uniform.
3  MAP EM, votes to the power of tau: first the priors (accuracies of the population, shared errors, strength) are learned
   along, then they stay and the objective rises.
4  Temperature: beta at which each vote is predicted best from the others of its row.
5  Mostly one label: the precision view (pooled co-firing), pooled half and half in log odds. Only one label: the firing
   view (how often each function fires on rows of each label), by as much as it explains co-firing.
6  Accuracies with intervals from the observed information.
"""
import json
import math
import os
import random

import numpy as np

GOLDEN = (math.sqrt(5) - 1) / 2
MIN_OVERLAP = 20


def softmax(scores):
    e = np.exp(scores - scores.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def log_sum(scores):
    top = scores.max(-1)
    return top + np.log(np.exp(scores - top[..., None]).sum(-1))


def lgamma(x):
    return np.vectorize(math.lgamma, otypes=[float])(x)


def peak(f, low, high, tolerance):
    a, b = low, high
    x1, x2 = b - GOLDEN * (b - a), a + GOLDEN * (b - a)
    f1, f2 = f(x1), f(x2)
    while b - a > tolerance:
        if f1 < f2:
            a, x1, f1 = x1, x2, f2
            x2 = a + GOLDEN * (b - a)
            f2 = f(x2)
        else:
            b, x2, f2 = x2, x1, f1
            x1 = b - GOLDEN * (b - a)
            f1 = f(x1)
    return (a + b) / 2


class Votes:
    """votes: n x m labels, -1 = abstain; weights: n x m; k labels."""

    def __init__(self, votes, weights, k):
        self.L, self.W, self.k = votes, weights, k
        self.n, self.m = votes.shape
        self.fired = votes >= 0
        self.covered = self.fired.any(1)
        self.one = np.stack([(votes == v) for v in range(k)], 2).astype(float)  # n x m x K
        self.weighed = self.one * weights[:, :, None]
        self.votes = self.weighed.sum((0, 1)) if self.m == 0 else self.weighed.sum((0, 2))  # m
        self.by_label = self.weighed.sum(0)  # m x K
        degree = np.maximum(self.fired.sum(1), 1)
        self.share = (self.fired * weights / degree[:, None]).sum(0)
        self.over = self.fired.T.astype(float) @ self.fired
        self.agree = sum(self.one[:, :, v].T @ self.one[:, :, v] for v in range(k))
        kinds = (self.one.sum(0) > 0).sum(1)
        self.only = np.where(kinds == 1, self.one.sum(0).argmax(1), -1)
        counts = self.fired.sum(0)
        assert all(o < 0 or c >= 20 or c == 0 for o, c in zip(self.only, counts)), "rare functions of one label"

    def scores(self, bias, table):
        """n x K; table is m x K x K: function, vote, label."""
        return bias + np.einsum("ijv,jvy->iy", self.weighed, table)

    def expected(self, q):
        """m x K x K: expected votes for v on rows of y."""
        return np.einsum("ijv,iy->jvy", self.weighed[self.covered], q[self.covered])


# ---------------------------------------------------------------- 1 agreement
def rank_one(m, a, b, values, weights, floor, low, high, start):
    c = np.full(m, start)
    for _ in range(300):
        h = weights / np.maximum(np.abs(values - c[a] * c[b]), floor)
        above, below = np.zeros(m), np.full(m, 1e-9)
        np.add.at(above, a, h * values * c[b])
        np.add.at(above, b, h * values * c[a])
        np.add.at(below, a, h * c[b] ** 2)
        np.add.at(below, b, h * c[a] ** 2)
        step = np.clip(above / below, low, high)
        change = np.abs(step - c).max() / 2 if m else 0
        c = (c + step) / 2
        if change < 1e-5:
            break
    return c


def agreement(d):
    k, m = d.k, d.m
    pairs = [(j, l) for j in range(m) for l in range(j + 1, m)
             if d.only[j] < 0 and d.only[l] < 0 and d.over[j, l] >= MIN_OVERLAP]
    a, b = (np.array([p[i] for p in pairs], int) for i in (0, 1))
    n, agree = d.over[a, b], d.agree[a, b]
    value = (k * agree / np.maximum(n, 1) - 1) / (k - 1)
    weight = np.minimum(n, np.median(n)) if len(n) else n
    p = (agree + 1) / (n + 2)
    low = (k * (p - 3 * np.sqrt(p * (1 - p) / np.maximum(n, 1))) - 1) / (k - 1)
    copy = (low > 0.9) & (n > 0.5 * np.maximum(np.diag(d.over)[a], np.diag(d.over)[b]))
    degree = np.bincount(a[~copy], minlength=m) + np.bincount(b[~copy], minlength=m)
    factor_weight = np.where(copy & (degree[a] >= 2) & (degree[b] >= 2), 0, weight)
    mean = (weight * value).sum() / weight.sum() if len(n) else 0
    c = rank_one(m, a, b, value, factor_weight, 0.03, -0.95, 0.98, math.sqrt(max(0.05, mean)))
    error = np.sqrt(np.maximum((1 + (k - 1) * value) * (1 - value), 0.02) / ((k - 1) * np.maximum(n, 1)))
    excess = value - c[a] * c[b]
    spread = max(1, 1.4826 * np.median(np.abs(excess / error))) if len(n) else 1
    redundancy = np.zeros((m, m))
    for i in np.nonzero((excess > 0.2) & (excess > 3 * spread * error))[0]:
        r = min(1, excess[i] / max(1 - (value[i] - excess[i]), 0.05))
        redundancy[a[i], b[i]] = redundancy[b[i], a[i]] = r
    known = np.zeros(m, bool)
    known[a], known[b] = True, True
    return {"skill": c, "known": known, "redundancy": redundancy, "pairs": len(pairs), "tau": voices(d, redundancy)}


def voices(d, redundancy):
    return 1 / (1 + (redundancy * d.over).sum(1) / np.maximum(np.diag(d.over), 1e-9))


# ---------------------------------------------------------------- 2 class balance
def balance_of(d, g):
    k, m = d.k, d.m
    uniform = np.full(k, 1 / k)
    voted = np.diag(d.over)
    if k > 20 or g["pairs"] < m:
        return uniform
    kept = []
    for j in sorted(range(m), key=lambda j: (-voted[j], j)):
        if (d.by_label[j] > 0).all() and voted[j] >= MIN_OVERLAP and not any(g["redundancy"][j, l] > 0 for l in kept):
            kept.append(j)
    pairs = [(j, l) for j in range(m) for l in range(j) if j in kept and l in kept and d.over[j, l] >= MIN_OVERLAP]
    if len(kept) < 3 or len(pairs) < 3:
        return uniform
    a, b = (np.array([p[i] for p in pairs], int) for i in (0, 1))
    share, error = uniform.copy(), np.zeros(k)
    for y in [1] if k == 2 else range(k):
        rate = d.by_label[:, y] / np.maximum(d.by_label.sum(1), 1e-300)
        e = (d.one[:, :, y] - rate) * d.fired
        n = d.over[a, b]
        value = np.array([(e[:, j] * e[:, l]).sum() for j, l in pairs]) / n
        weight = np.minimum(n, np.median(n))
        size = (weight * np.abs(value)).sum() / weight.sum()
        f = rank_one(m, a, b, value, weight, 0.1 * size + 1e-6, -0.5, 0.5, math.sqrt(max(size, 1e-4)))
        f = np.where(f > 0.01, f, 0)
        triples = lambda x: (x.sum(1) ** 3 - 3 * x.sum(1) * (x**2).sum(1) + 2 * (x**3).sum(1)) / 6
        above, below = triples(e * f), triples(d.fired * f**2)
        if below.sum() <= 1e-12:
            return uniform
        r = above.sum() / below.sum()
        spread = math.sqrt(((above - r * below) ** 2).sum()) / below.sum()
        of = lambda x: 0.5 * (1 - x / math.sqrt(4 + x * x))
        share[y], error[y] = of(r), abs(of(r + spread) - of(r - spread)) / 2
    if k == 2:
        share[0], error[0] = 1 - share[1], error[1]
    share = np.maximum(share, 0.01)
    away = share / share.sum() - uniform
    trust = np.clip(1 - 4 * (error**2).sum() / max((away**2).sum(), 1e-12), 0, 1)
    p = np.maximum(uniform + trust * away, 0.02 / k)
    return p / p.sum()


# ---------------------------------------------------------------- 3 rounds
def population_of(right, votes, mean, kappa, near):
    if len(right) < 3:
        return mean, kappa

    def f(mu, log):
        kap = math.exp(log)
        a, b = kap * mu, kap * (1 - mu)
        whole = math.lgamma(kap) - math.lgamma(a) - math.lgamma(b)
        own = lgamma(a + right) + lgamma(b + np.maximum(0, votes - right)) - lgamma(kap + votes)
        return len(right) * whole + 2 * math.log(mu * (1 - mu)) - (log - math.log(8)) ** 2 / 2 + own.sum()

    log = math.log(kappa)
    for _ in range(1 if near else 2):
        low, high = (max(0.3, mean - 0.03), min(0.98, mean + 0.03)) if near else (0.3, 0.98)
        mean = peak(lambda x: f(x, log), low, high, 5e-3)
        low, high = (log - 0.2, log + 0.2) if near else (-math.inf, math.inf)
        log = peak(lambda x: f(mean, x), max(low, math.log(2)), min(high, math.log(200)), 0.03)
    return mean, math.exp(log)


def strength_of(counts, coins, before, near):
    """counts, coins: j x v x y."""
    n = np.where(counts < 1e-9, 0, counts).sum(1)

    def f(log):
        s = math.exp(log)
        pull = s * np.maximum(coins, 1e-9)
        cells = np.where(counts < 1e-9, 0, lgamma(pull + counts) - lgamma(pull))
        return -((log - math.log(20)) ** 2) / 2 + cells.sum() + np.where(n > 0, math.lgamma(s) - lgamma(s + n), 0).sum()

    log = math.log(before)
    low, high = (max(0, log - 0.3), min(math.log(1000), log + 0.3)) if near else (0, math.log(1000))
    return math.exp(peak(f, low, high, 0.05))


def learn_prior(d, tau, expected, before, near):
    k = d.k
    several = (d.only < 0) & (d.votes > 0)
    weighed = expected * tau[:, None, None]
    right = np.einsum("jyy->j", weighed)
    mean, kappa = population_of(right[several], (tau * d.votes)[several], before[0], before[1], near)
    accuracy = np.where(several, (right + kappa * mean) / (tau * d.votes + kappa), mean)
    errors = weighed[several].sum(0) + k
    np.fill_diagonal(errors, 0)
    errors = errors / errors.sum(0)
    coins = accuracy[:, None, None] * np.eye(k) + (1 - accuracy)[:, None, None] * errors
    strength = strength_of(weighed[several], coins[several], before[2], near) if several.any() else before[2]
    prior = np.where(several[:, None, None], coins * (strength + d.share)[:, None, None], 0)
    return prior, (mean, kappa, strength)


def tables_of(d, tau, expected, label_rows, prior, pi, log_table):
    k, out = d.k, log_table.copy()
    for j in range(d.m):
        n, v = d.votes[j], d.only[j]
        if n == 0:
            continue
        if v >= 0:
            odds = 0.7 / 0.3 * (k - 1)
            hit = odds * pi[v] / (1 - pi[v] + odds * pi[v])
            p0 = np.where(np.arange(k) == v, hit, (1 - hit) * pi / (1 - pi[v]))
            s = 50 + n
            rate = (expected[j, v] + s * p0) / (label_rows + s * d.covered.sum() / n * pi)
            out[j, v] = np.log(np.maximum(rate, 1e-6))
        else:
            t = tau[j] * expected[j] + prior[j]
            out[j] = np.log(np.maximum(t / t.sum(0), 1e-6))
    return out


def rounds_of(d, g, pi, limit, tolerance):
    k, tau = d.k, g["tau"]
    bias = np.log(pi)
    skill = np.where((d.only < 0) & g["known"], ((k - 1) * g["skill"] + 1) / k, 0.7)
    a = np.clip(skill, 1 / k + 0.02, 0.97)
    log_table = (tau * np.log((k - 1) * a / (1 - a)))[:, None, None] * np.eye(k)
    table, objective = log_table.copy(), []
    population, learning, learned, converged, count = (0.7, 5.0, 20.0), True, 0, False, 0

    def sweep(table):
        s = d.scores(bias, table)
        q = softmax(s)
        return d.expected(q), q[d.covered].sum(0), log_sum(s)[d.covered].sum()

    expected, label_rows, _ = sweep(table)
    prior = None
    while not converged and count < limit:
        if learning or prior is None:
            prior, population = learn_prior(d, tau, expected, population, learned >= 2)
            learned += 1
        log_table = tables_of(d, tau, expected, label_rows, prior, pi, log_table)
        table = log_table * tau[:, None, None]
        before = expected
        expected, label_rows, likelihood = sweep(table)
        count += 1
        if not learning:
            objective.append(likelihood + (prior * log_table)[d.only < 0].sum())
        change = (np.abs(expected - before) / (d.votes + 1)[:, None, None]).max()
        settled = change < tolerance
        converged = bool(settled and not learning)
        if learning and ((settled and learned >= 3) or learned >= 20):
            learning = False
    return {"bias": bias, "table": table, "logTable": log_table, "objective": objective, "rounds": count,
            "converged": converged, "population": population}


# ---------------------------------------------------------------- 4 temperature
def temperature_of(d, r):
    rows = [(i, j, d.L[i, j], d.W[i, j]) for i in range(d.n) for j in range(d.m) if d.fired[i, j] and d.only[j] < 0]
    if not rows:
        return 1.0
    i, j, v, w = (np.array(column) for column in zip(*rows))
    rest = d.scores(0, r["table"])[i] - w[:, None] * r["table"][j, v]
    of_vote = np.exp(r["logTable"][j, v])

    def f(log):
        q = softmax(r["bias"] + math.exp(log) * rest)
        return (w * np.log(np.maximum((q * of_vote).sum(1), 1e-12))).sum()

    plain = f(0)
    log = peak(f, math.log(0.1), 0, 0.05)
    return math.exp(log) if f(log) > plain + 1e-9 * abs(plain) else 1.0


# ---------------------------------------------------------------- 5 views
def minimize(residuals, robust, start):
    """residuals(t) gives a vector and takes complex t; the first `robust` count by log(1 + r^2)."""
    size = len(start)
    is_robust = None

    def linearize(t):
        r = residuals(t)
        jacobian = np.stack([residuals(t + 1e-30j * np.eye(size)[p]).imag / 1e-30 for p in range(size)], 1)
        is_robust = np.arange(len(r)) < robust
        loss = np.where(is_robust, np.log1p(r**2), r**2).sum()
        weighed = np.where(is_robust, 1 / (1 + r**2), 1)[:, None] * jacobian
        return loss, weighed.T @ jacobian, weighed.T @ r

    t, damping = start.copy(), 1e-3
    loss, normal, gradient = linearize(t)
    for _ in range(60):
        step = np.linalg.solve(normal + np.diag(np.diag(normal) * damping + 1e-12), gradient)
        new_loss, new_normal, new_gradient = linearize(t - step)
        if new_loss < loss:
            gain = (loss - new_loss) / max(loss, 1e-12)
            t, loss, normal, gradient = t - step, new_loss, new_normal, new_gradient
            damping = max(damping / 5, 1e-9)
            if gain < 1e-7:
                break
        else:
            damping *= 4
            if damping > 1e8:
                break
    return t


class CoFiring:
    """Parameters: K balance logits, mean precision, K labels, log activity, a deviation for each single function."""

    def __init__(self, labels, k, given):
        self.labels, self.k, self.given = np.array(labels, int), k, given
        self.size = 2 * k + 2 + len(labels) - k

    def read(self, t):
        k = self.k
        e = np.exp(t[:k])
        pi = e / e.sum() if self.given is None else self.given
        own = np.concatenate([np.zeros(k), 0.4 * t[2 * k + 2:]])
        p = 1 / (1 + np.exp(-(t[k] + 0.5 * t[k + 1 + self.labels] + own)))
        return pi, p, np.exp(t[2 * k + 1])

    def shares(self, t):
        """P(y | slot fires)."""
        pi, p, _ = self.read(t)
        is_own = np.arange(self.k) == self.labels[:, None]
        return np.where(is_own, p[:, None], (1 - p)[:, None] * pi / (1 - pi[self.labels])[:, None])

    def log_lifts(self, t, a, b):
        pi, _, activity = self.read(t)
        s = self.shares(t)
        return np.log(activity * (s[a] * s[b] / pi).sum(1))

    def fit(self, a, b, log_lift, deviation, robust, start):
        k, center, spread = self.k, np.zeros(self.size), np.ones(self.size)
        center[k], spread[k], spread[2 * k + 1] = math.log(3), 0.7, 0.5
        if start is None:
            start = center.copy()
        f = lambda t: np.concatenate([(self.log_lifts(t, a, b) - log_lift) / deviation, (t - center) / spread])
        return minimize(f, robust, start)


def pooled_pairs(d, include):
    k, voted = d.k, np.diag(d.over)
    observed, chance = np.zeros((k, k)), np.zeros((k, k))
    for j in range(d.m):
        for l in range(j):
            v, w = sorted((d.only[j], d.only[l]))
            if v >= 0 and include(j, l):
                observed[v, w] += d.over[j, l]
                chance[v, w] += voted[j] * voted[l] / d.n
    cells = [(v, w) for v in range(k) for w in range(k) if chance[v, w] > 0]
    a, b = (np.array([c[i] for c in cells], int) for i in (0, 1))
    o, e = observed[a, b], chance[a, b]
    return a, b, np.log((o + 0.5) / (e + 0.5)), np.sqrt(0.3**2 + 1 / (o + 0.5)), e


def precision_view(d, given, tau):
    k = d.k
    a, b, lift, deviation, _ = pooled_pairs(d, lambda j, l: True)
    model = CoFiring(range(k), k, given)
    t = model.fit(a, b, lift, deviation, 0, None)
    pi, p, _ = model.read(t)
    table = np.zeros((d.m, k, k))
    for j in range(d.m):
        v = d.only[j]
        if v >= 0:
            table[j, v] = tau[j] * np.where(np.arange(k) == v, np.log(p[v] / pi[v]), np.log((1 - p[v]) / (1 - pi[v])))
    return np.log(pi), table, pi


def misfit(r, variance):
    excess = lambda square: np.median(r * r / (square + variance)) - 0.4549364
    if len(r) == 0 or excess(0) <= 0:
        return 0.01
    low, high = 0.0, 100.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return max(0.01, math.sqrt(low))


def upper_misfit(r, variance):
    square = misfit(r, variance) ** 2
    return math.sqrt(square + np.median(variance + square) * math.sqrt(2 * 2.7 / len(r)) / 2)


def firing_pairs(d, given):
    k, voted = d.k, np.diag(d.over)
    members = [j for j in range(d.m) if d.only[j] >= 0 and voted[j] > 0]
    chance = lambda j, l: voted[j] * voted[l] / d.n
    pairs = [(y, x) for x in range(len(members)) for y in range(x) if chance(members[x], members[y]) >= 3]
    a, b = (np.array([p[i] for p in pairs], int) for i in (0, 1))
    names = np.array(members)
    expected, observed = voted[names[a]] * voted[names[b]] / d.n, d.over[names[a], names[b]]
    lift = np.log((observed + 0.5) / (expected + 0.5))
    pa, pb, plift, pdeviation, pchance = pooled_pairs(d, lambda j, l: chance(j, l) < 3)
    rare = pchance >= 1
    model = CoFiring(list(range(k)) + [d.only[j] for j in members], k, given)
    copies, fitted, unexplained, t = np.zeros(len(pairs), bool), np.zeros(len(pairs)), 0.15, None
    for _ in range(10):
        used = ~copies
        degree = np.bincount(a[used], minlength=len(names)) + np.bincount(b[used], minlength=len(names))
        variance = 1 / (expected * np.exp(fitted) + 0.5)
        shared = np.maximum(1, (degree[a] + degree[b]) / 2)
        deviation = np.sqrt(unexplained**2 * shared + variance)
        t = model.fit(np.concatenate([k + a[used], pa[rare]]), np.concatenate([k + b[used], pb[rare]]),
                      np.concatenate([lift[used], plift[rare]]), np.concatenate([deviation[used], pdeviation[rare]]),
                      used.sum(), t)
        fitted = model.log_lifts(t, k + a, k + b)
        r, noise = lift - fitted, 1 / (expected * np.exp(fitted) + 0.5)
        if used.sum() < 4:
            break
        before, unexplained = unexplained, misfit(r[used], noise[used])
        now = (r > 0.4) & (r > 4 * np.sqrt(noise))
        same, copies = (now == copies).all(), now
        if same and abs(unexplained - before) < 2e-3:
            break
    redundancy = np.zeros((d.m, d.m))
    for i in np.nonzero(copies)[0]:
        j, l = members[a[i]], members[b[i]]
        explained = expected[i] * math.exp(fitted[i])
        x = (observed[i] - explained) / max(1, min(voted[j], voted[l]) - explained)
        redundancy[j, l] = redundancy[l, j] = min(1, max(0, x))
    pi, _, _ = model.read(t)
    return members, pi, model.shares(t)[k:], redundancy, given


def firing_view(d, pairs):
    k, n = d.k, d.n
    members, pi0, shares, redundancy, given = pairs
    tau = voices(d, redundancy)
    prior, rate = np.zeros((d.m, k)), np.zeros((d.m, k))
    prior[members] = shares
    clamp = lambda x: np.clip(x, 1e-6, 0.97)
    for j in members:
        rate[j] = clamp(d.votes[j] / n * prior[j] / pi0)
    pi = pi0.copy()

    def scores():
        bias, table = np.log(pi), np.zeros((d.m, k, k))
        for j in members:
            bias = bias + tau[j] * np.log1p(-rate[j])
            table[j, d.only[j]] = tau[j] * (np.log(rate[j]) - np.log1p(-rate[j]))
        return bias, table

    for _ in range(50):
        bias, table = scores()
        q = softmax(d.scores(bias, table))
        fired, here = d.expected(q), q.sum(0)
        change = 0
        for j in members:
            new = clamp((fired[j, d.only[j]] + 50 * prior[j]) / (here + 50 * n / d.votes[j] * pi0))
            change = max(change, np.abs(np.log(new / rate[j])).max())
            rate[j] = new
        if given is None:
            pi = (here + 50 * pi0) / (n + 50)
        if change < 1e-4:
            break
    bias, table = scores()
    r, variance, voted = [], [], np.diag(d.over)
    for x, j in enumerate(members):
        for l in members[:x]:
            fitted = n * (pi * rate[j] * rate[l]).sum()
            if max(fitted, voted[j] * voted[l] / n) >= 3:
                r.append(math.log((d.over[j, l] + 0.5) / (fitted + 0.5)))
                variance.append(1 / (fitted + 0.5))
    miss = upper_misfit(np.array(r), np.array(variance)) if len(r) >= 4 else math.inf
    return bias, table, pi, tau, 1 / (1 + (miss / 0.15) ** 4)


# ---------------------------------------------------------------- 6 accuracies
def accuracies_of(d, bias, table, population):
    q = softmax(d.scores(bias, table))
    out = []
    for j in range(d.m):
        rows = d.fired[:, j]
        w, p = d.W[rows, j], q[rows, d.L[rows, j]]
        n, right = w.sum(), (w * p).sum()
        if n == 0:
            out.append(None)
            continue
        mean, kappa = (population[0], population[1]) if d.only[j] < 0 else (0.5, 2)
        a = min(1 - 1e-9, max(1e-9, (right + kappa * mean) / (n + kappa)))
        v = a * (1 - a)
        trials = max(0, n - (w * p * (1 - p)).sum() / v) + kappa
        margin, odds = 1.6448536269514722 / math.sqrt(trials * v), math.log(a / (1 - a))
        out.append([a, math.sqrt(v / (trials + 1)), *(1 / (1 + math.exp(-x)) for x in (odds - margin, odds + margin))])
    return out


def fit(d, given):
    g = agreement(d)
    one = d.votes[d.only >= 0].sum()
    pooled, trust = one > d.votes.sum() / 2, 0
    if pooled:  # two functions of one label that hardly a vote sets apart share a voice in every view
        pairs = firing_pairs(d, given)
        voted = np.diag(d.over)
        same = d.over >= 0.9 * np.maximum(voted[:, None], voted[None])
        extra = np.where(same & (g["redundancy"] == 0), pairs[3], 0)
        g = {**g, "redundancy": g["redundancy"] + extra, "tau": voices(d, g["redundancy"] + extra)}
    pi = balance_of(d, g) if given is None else given
    r = rounds_of(d, g, pi, 100, 1e-5)
    beta = temperature_of(d, r)
    bias, table = r["bias"], np.where((d.only < 0)[:, None, None], beta, 1) * r["table"]
    tau = g["tau"]
    if pooled:
        other_bias, other_table, other_pi = precision_view(d, given, tau)
        firing = firing_view(d, pairs) if one == d.votes.sum() else None
        mixed_bias, mixed_table, pi = (bias + other_bias) / 2, (table + other_table) / 2, other_pi
        if firing is not None:
            trust = firing[4]
            mix = lambda x, y: (1 - trust) * x + trust * y
            mixed_bias, mixed_table = mix(mixed_bias, firing[0]), mix(mixed_table, firing[1])
            pi = mix(pi, firing[2])
            tau = firing[3] if trust >= 0.5 else tau
        bias, table = mixed_bias, np.where((d.only < 0)[:, None, None], table, mixed_table)
    judged = (bias, table) if pooled else (r["bias"], r["table"])
    q = softmax(d.scores(bias, table))
    q[~d.covered] = pi
    digits = lambda x: np.round(x, 10).tolist()
    return {
        "rounds": r["rounds"],
        "converged": r["converged"],
        "objective": digits(r["objective"]),
        "temperature": round(beta, 10),
        "trust": round(trust, 10),
        "balance": digits(pi),
        "weights": digits(tau),
        "bias": digits(bias),
        "table": digits(table.reshape(d.m, -1)),
        "accuracies": [None if x is None else digits(x) for x in accuracies_of(d, *judged, r["population"])],
        "posteriors": digits(q[:20]),
    }


# ---------------------------------------------------------------- cases
def single(x):
    return float(np.float32(x))


def case(name, seed, n, balance, functions, given=False, confident=False, copies=()):
    """Rows of a truth drawn from the balance. Each function: (coverage, accuracy, the one label it votes for or None);
    of a function of one label, coverage is over all rows and accuracy its precision. copies: (who, whom)."""
    draw = random.Random(seed)
    k = len(balance)
    votes, weights = np.full((n, len(functions)), -1), np.ones((n, len(functions)))
    for i in range(n):
        truth = draw.choices(range(k), balance)[0]
        for j, (coverage, accuracy, only) in enumerate(functions):
            if only is None:
                vote = truth if draw.random() < accuracy else draw.choice([y for y in range(k) if y != truth])
                fires = draw.random() < coverage
            else:
                vote, p = only, balance[only]
                rate = coverage * accuracy / p if truth == only else coverage * (1 - accuracy) / (1 - p)
                fires = draw.random() < rate
            votes[i, j] = vote if fires else -1
            if confident:
                weights[i, j] = single(draw.randint(1, 10) / 10)
    for who, whom in copies:
        votes[:, who], weights[:, who] = votes[:, whom], weights[:, whom]
    votes[[2, 7]] = -1
    text = lambda codes, alphabet: " ".join("".join(alphabet[c] for c in row) for row in codes)
    tenths = np.rint(weights * 10).astype(int) - 1
    return {
        "name": name,
        "labels": k,
        "classBalance": balance if given else None,
        "votes": text(votes, "0123456789."),
        "tenths": text(tenths, "123456789X") if confident else None,
        "fitted": fit(Votes(votes, weights, k), np.array(balance) if given else None),
    }


def main():
    four = [(0.7, 0.85, None), (0.6, 0.7, None), (0.8, 0.75, None), (0.5, 0.9, None)]
    cases = [
        case("2 labels, 80 to 20, estimated; a function that never votes", 1, 400, [0.8, 0.2],
             four + [(0.7, 0.8, None), (0.6, 0.75, None), (0.0, 0.9, None)]),
        case("2 labels, two copies, one worse than chance", 2, 200, [0.5, 0.5],
             four + [(0.6, 0.25, None), (0.7, 0.7, None)], copies=[(5, 1)]),
        case("3 labels, third moments", 3, 300, [0.6, 0.25, 0.15], four + [(0.7, 0.65, None), (0.6, 0.8, None)]),
        case("4 labels, balance given, votes with confidences", 4, 120, [0.4, 0.3, 0.2, 0.1], four, True, True),
        case("3 labels, two functions, few rows", 5, 12, [0.2, 0.3, 0.5], four[:2], True),
        case("2 labels, functions of one label only", 6, 400, [0.7, 0.3],
             [(0.25, 0.9, 0), (0.2, 0.8, 0), (0.3, 0.85, 0), (0.15, 0.8, 1), (0.12, 0.6, 1), (0.2, 0.7, 1)]),
        case("3 labels, functions of one label only, two copies, balance given", 7, 500, [0.5, 0.3, 0.2],
             [(0.25, 0.9, 0), (0.2, 0.8, 0), (0.15, 0.8, 1), (0.12, 0.6, 1), (0.15, 0.7, 2), (0.12, 0.6, 2),
              (0.2, 0.8, 0)], True, copies=[(6, 0)]),
        case("2 labels, mostly functions of one label", 8, 250, [0.6, 0.4],
             [(0.3, 0.9, 0), (0.3, 0.8, 0), (0.35, 0.85, 1), (0.3, 0.7, 1), (0.3, 0.8, None), (0.25, 0.7, None)]),
        case("3 labels, some functions of one label", 9, 250, [0.4, 0.3, 0.3],
             four[:3] + [(0.2, 0.8, 0), (0.25, 0.7, 2)]),
    ]
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "em.json")
    with open(target, "w") as file:
        json.dump({"madeBy": "test/reference/em_reference.py", "cases": cases}, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
