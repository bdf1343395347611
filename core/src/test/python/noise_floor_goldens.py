"""Prints the numbers that NoiseFloorsTest holds the noise floor to, by numpy 2.4.6.

Written apart from flybrain's code: every split of eight trials into four and four, and every way to take four of all twelve as the
candidate's, each number by numpy.
"""

from itertools import combinations, product

import numpy as np

T_RUN = 0.5
# Spikes of six neurons (rows) in eight trials of the reference and in four of the candidate.
REFERENCE = np.array([
    [40, 43, 38, 41, 44, 39, 40, 42], [20, 22, 19, 25, 21, 18, 23, 20], [9, 7, 11, 8, 10, 9, 6, 12],
    [3, 1, 0, 2, 4, 1, 2, 0], [0, 0, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0],
])
CANDIDATE = np.array([
    [45, 44, 47, 43], [21, 24, 20, 22], [8, 10, 9, 11], [2, 3, 1, 0], [0, 0, 0, 0], [0, 1, 0, 0],
])


def numbers(a, b):
    a, b = a.sum(axis=1) / (T_RUN * a.shape[1]), b.sum(axis=1) / (T_RUN * b.shape[1])
    on_a, on_b = a > 0, b > 0
    shared = on_a & on_b
    x, y = a[shared], b[shared]
    percent = np.abs(y - x) / x * 100
    return [
        b.sum() / a.sum(), shared.sum() / (on_a | on_b).sum(), shared.sum() / on_b.sum(),
        shared.sum() / on_a.sum(), np.corrcoef(x, y)[0, 1], np.sqrt(np.mean((y - x) ** 2)),
        np.mean(np.abs(y - x)), np.median(percent), np.mean(percent),
    ]


splits = [(list(one), sorted(set(range(8)) - set(one))) for one in combinations(range(8), 4)]
itself = np.array([numbers(REFERENCE[:, one], REFERENCE[:, other]) for one, other in splits])
value = np.median([numbers(REFERENCE[:, one], CANDIDATE) for one, _ in splits], axis=0)
# -1: lower is worse, 1: higher, 0: either way. Equal numbers count half in a rank.
WORSE = [0, -1, -1, -1, -1, 1, 1, 1, 1]
percentile = lambda own, x: 100 * (np.mean(own < x) + np.mean(own == x) / 2)


def badness(own, x, worse):
    rank = percentile(own, x)
    return round({-1: 100 - rank, 1: rank, 0: abs(2 * rank - 100)}[worse], 9)


bad = np.array([[badness(own, x, w) for x in own] for own, w in zip(itself.T, WORSE)]).T
limit = np.sort(bad.max(axis=1))[int(np.ceil(0.95 * len(splits))) - 1]

pool = np.hstack([REFERENCE, CANDIDATE])
ways = [set(some) for some in combinations(range(12), 4)]
# Assignments that mirror each other have the same number up to rounding.
drawn = np.round([numbers(pool[:, sorted(set(range(12)) - some)], pool[:, sorted(some)]) for some in ways], 9)
real = np.round(numbers(REFERENCE, CANDIDATE), 9)
worst = np.array([[badness(own, x, w) for x in own] for own, w in zip(drawn.T, WORSE)]).max(axis=0)
for k in range(itself.shape[1]):
    own, noise = itself[:, k], itself[bad[:, k] <= limit, k]
    p = np.mean(worst >= badness(drawn[:, k], real[k], WORSE[k]))
    print(*(repr(float(x)) for x in (
        noise.min(), np.median(own), noise.max(), value[k], percentile(own, value[k]), p)), sep=", ")

# Trials of the same number with the same input: in every way to swap the two of some pairs.
PARTNERS = np.array([
    [39, 43, 37, 41, 43, 38, 40, 41], [20, 21, 19, 24, 21, 17, 22, 20], [9, 6, 11, 8, 9, 9, 6, 11],
    [3, 1, 0, 2, 3, 1, 1, 0], [0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0],
])
swaps = [np.array(swap, bool) for swap in product([0, 1], repeat=8)]
drawn = np.round([numbers(np.where(s, PARTNERS, REFERENCE), np.where(s, REFERENCE, PARTNERS)) for s in swaps], 9)
real = np.round(numbers(REFERENCE, PARTNERS), 9)
worst = np.array([[badness(own, x, w) for x in own] for own, w in zip(drawn.T, WORSE)]).max(axis=0)
print("paired", *(repr(float(np.mean(worst >= badness(drawn[:, k], real[k], WORSE[k])))) for k in range(9)), sep=", ")
