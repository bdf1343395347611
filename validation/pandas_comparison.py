"""Compares two spike files with pandas, as one would in a notebook.

    pandas_comparison.py WHAT REFERENCE COMPARISON T_RUN N_RUN [TOLERANCE_MS]

WHAT is what the reference suite's three comparisons read: `rates` one column, `timing` three, `ground-truth` all of them. Prints the numbers
of `flybrain compare backend` (`ground-truth`: of `flybrain compare ground-truth`) as JSON; written apart from flybrain's code. Files have the
columns that flybrain writes.
"""

import json
import sys

import numpy as np
import pandas as pd

KEYS = ["trial", "flywire_id"]
COLUMNS = {"rates": ["flywire_id"], "timing": [*KEYS, "time_ms"], "ground-truth": None}


def rates(spikes, seconds):
    return spikes.groupby("flywire_id").size() / seconds


def rate_numbers(a, b):
    shared = a.index.intersection(b.index)
    x, y = a[shared].to_numpy(), b[shared].to_numpy()
    return {
        "active_reference": len(a),
        "active_comparison": len(b),
        "active_shared": len(shared),
        "active_jaccard": len(shared) / len(a.index.union(b.index)),
        "rate_pearson_shared": float(np.corrcoef(x, y)[0, 1]),
        "rate_rmse_hz_shared": float(np.sqrt(np.mean((x - y) ** 2))),
        "rate_mae_hz_shared": float(np.mean(np.abs(x - y))),
    }


def difference_numbers(a, b):
    shared = a.index.intersection(b.index)
    percent = 100 * (b[shared] - a[shared]).abs() / a[shared]
    return {"median_pct_diff": float(percent.median()), "mean_pct_diff": float(percent.mean())}


def trains(spikes):
    return {key: np.sort(times).tolist() for key, times in (spikes.time_ms / 1000).groupby([spikes[k] for k in KEYS])}


def differences(a, b, tolerance):
    """Of spikes matched one to one in order of time, the earlier of two too far apart passed over."""
    i = j = 0
    found = []
    while i < len(a) and j < len(b):
        difference = b[j] - a[i]
        if abs(difference) <= tolerance:
            found.append(abs(difference))
            i += 1
            j += 1
        elif difference > 0:
            i += 1
        else:
            j += 1
    return found


def timing_numbers(a, b, tolerance):
    trains_a, trains_b = trains(a), trains(b)
    found = []
    for key in trains_a.keys() & trains_b.keys():
        found += differences(trains_a[key], trains_b[key], tolerance)
    return {
        "timing_matches": len(found),
        "timing_f1": 2 * len(found) / (len(a) + len(b)),
        "timing_mean_abs_dt_ms": 1000 * float(np.mean(found)),
        "timing_median_abs_dt_ms": 1000 * float(np.median(found)),
    }


def main():
    what, reference, comparison, t_run, n_run, *tolerance = sys.argv[1:]
    a, b = (pd.read_parquet(file, columns=COLUMNS[what]) for file in (reference, comparison))
    seconds = float(t_run) * int(n_run)
    rates_a, rates_b = rates(a, seconds), rates(b, seconds)
    numbers = {"spikes_reference": len(a), "spikes_comparison": len(b)} | rate_numbers(rates_a, rates_b)
    if what == "ground-truth":
        numbers |= difference_numbers(rates_a, rates_b)
    if what == "timing":
        numbers |= timing_numbers(a, b, float(tolerance[0]) / 1000)
    print(json.dumps(numbers))


main()
