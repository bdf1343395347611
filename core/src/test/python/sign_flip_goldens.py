"""The values of SignFlipTestTest and AnswersTest: all exchanges of pairs, and t intervals, by SciPy 1.17.

Run: python -m pip install scipy==1.17.1; python sign_flip_goldens.py
"""

import numpy as np
from scipy import stats

DIFFERENCES = {
    "mixed": [3, -1, 4, 1, -5, 9, 2, 6, 0, 5],
    "negative": [-12, -7, -9, -15, -3, -8, -11, -6],
    "few": [2, 0, 0, -1, 0, 3, 0],
}

for name, values in DIFFERENCES.items():
    test = stats.permutation_test(
        (np.array(values),), np.sum, permutation_type="samples", n_resamples=np.inf)
    print(name, repr(float(test.pvalue)))

control = np.array([40, 44, 38, 41, 47, 39, 42, 45])
arm = np.array([28, 37, 29, 26, 44, 31, 31, 39])
d = arm - control
low, high = stats.t.interval(0.95, len(d) - 1, d.mean(), stats.sem(d))
print("interval", repr(float(low)), repr(float(high)))
test = stats.permutation_test(
    (d,), np.sum, permutation_type="samples", n_resamples=np.inf)
print("p", repr(float(test.pvalue)))
