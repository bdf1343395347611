"""Prints the numbers that EquivalencesTest holds the statistics to, by SciPy 1.17.

Run: python -m pip install scipy==1.17.1; python equivalence_goldens.py
"""

import numpy as np
from scipy import stats

reference = np.array([17052, 16890, 17233, 16745, 17101, 17390.0])
candidate = np.array([17280, 17120, 17455, 16990, 17300.0])
welch = stats.ttest_ind(candidate, reference, equal_var=False)
interval = welch.confidence_interval(0.95)
print("Welch: p", welch.pvalue, "df", welch.df, "half width", (interval.high - interval.low) / 2)

margin = 852.6
beyond = max(
    stats.ttest_ind(candidate + margin, reference, equal_var=False, alternative="greater").pvalue,
    stats.ttest_ind(candidate - margin, reference, equal_var=False, alternative="less").pvalue,
)
error = (candidate.mean() - reference.mean()) / welch.statistic
critical = stats.t.isf(0.05, welch.df)
print("TOST: p", beyond, "power", 2 * stats.t.cdf(margin / error - critical, welch.df) - 1)
print("Benjamini-Hochberg:", stats.false_discovery_control([0.001, 0.8, 0.04, 0.012, 0.013, 0.5, 0.013]))


def distance(x, y, axis):
    return np.abs(x.mean(axis=axis) - y.mean(axis=axis))


exact = stats.permutation_test(
    ([8, 9, 6, 10, 7], [3, 5, 4, 6, 2, 7]), distance, alternative="greater", n_resamples=np.inf, vectorized=True
)
print("permutation test, all 462:", exact.pvalue)
