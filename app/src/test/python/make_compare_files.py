"""Makes spike files of four backends, and what numpy makes of their comparison.

    python -m venv venv && venv/bin/pip install -r ../../../../core/src/test/python/requirements.txt
    venv/bin/python make_compare_files.py ../resources/flybrain/compare

Written apart from flybrain's code: sets of neurons, rates with numpy, matching by plain lists.
The files are of several historic schemas; PyTorch's has its times in ms in `t` and its rows shuffled.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

OUT = Path(sys.argv[1])
ROUND = OUT / "results" / "demo" / "round_01"
T_RUN, N_RUN, TOLERANCE = 0.5, 3, 1.0
KEYS = ["brian2cpp", "pytorch", "event", "nest"]
IDS = 720575940600000000 + np.arange(40) * 17


def spikes(seed, neurons, scale):
    rng = np.random.default_rng(seed)
    rows = set()
    for trial in range(N_RUN):
        for k in neurons:
            steps = rng.choice(5000, int(rng.poisson((3 + k) * scale)), replace=False)
            rows |= {(trial, int(s), int(k)) for s in steps}
    trial, step, k = np.array(sorted(rows)).T
    return pd.DataFrame({
        "t": step * 1e-4, "time_ms": step / 10, "trial": trial, "flywire_id": IDS[k]
    })


def matches(a, b):
    dts = []
    keys = ["trial", "flywire_id"]
    # In s: on a grid of 0.1 ms, rounding decides whether 1 ms is more than the tolerance.
    groups = {k: np.sort(g.seconds).tolist() for k, g in b.groupby(keys)}
    for key, group in a.groupby(keys):
        xs, ys = np.sort(group.seconds).tolist(), groups.get(key, [])[:]
        while xs and ys:
            if abs(xs[0] - ys[0]) <= TOLERANCE / 1000:
                dts.append(abs(xs.pop(0) - ys.pop(0)))
            else:
                (xs if xs[0] < ys[0] else ys).pop(0)
    return 1000 * np.array(dts)


def compare(a, b):
    ra = a.groupby("flywire_id").size() / (T_RUN * N_RUN)
    rb = b.groupby("flywire_id").size() / (T_RUN * N_RUN)
    shared = ra.index.intersection(rb.index)
    x, y = ra[shared].to_numpy(), rb[shared].to_numpy()
    dts = matches(a, b)
    nan = float("nan")
    # A share of nothing is 0 in the reference suite.
    return {
        "spikes_a": len(a), "spikes_b": len(b),
        "spike_count_ratio_b_over_a": len(b) / len(a),
        "active_a": len(ra), "active_b": len(rb), "active_shared": len(shared),
        "active_jaccard": len(shared) / len(ra.index.union(rb.index)),
        "active_precision_b_over_a": len(shared) / len(rb) if len(rb) else 0.0,
        "active_recall_b_over_a": len(shared) / len(ra),
        "rate_pearson_shared": np.corrcoef(x, y)[0, 1] if len(x) > 1 else nan,
        "rate_rmse_hz_shared": np.sqrt(np.mean((y - x) ** 2)) if len(x) else nan,
        "rate_mae_hz_shared": np.mean(np.abs(y - x)) if len(x) else nan,
        "timing_matches": len(dts), "timing_f1": 2 * len(dts) / (len(a) + len(b)),
        "timing_precision_b_over_a": len(dts) / len(b) if len(b) else 0.0,
        "timing_recall_b_over_a": len(dts) / len(a),
        "timing_mean_abs_dt_ms": dts.mean() if len(dts) else nan,
        "timing_median_abs_dt_ms": np.median(dts) if len(dts) else nan,
        "median_pct_diff": np.median(np.abs(y - x) / x * 100) if len(x) else nan,
        "mean_pct_diff": np.mean(np.abs(y - x) / x * 100) if len(x) else nan,
    }


def main():
    ROUND.mkdir(parents=True, exist_ok=True)
    data = {
        "brian2cpp": spikes(1, range(30), 1.0),
        "pytorch": spikes(2, range(5, 35), 1.1),
        "nest": spikes(3, range(1), 1.0).iloc[:0],
    }
    # The same spikes, some late, some gone, of some neurons more.
    late = data["brian2cpp"].iloc[::7].assign(time_ms=lambda d: d.time_ms + 0.3)
    kept = data["brian2cpp"].drop(data["brian2cpp"].index[::7])
    data["event"] = pd.concat([kept, late.iloc[::2]]).sort_values(["trial", "time_ms"])
    name = "{}_t0.5s_n3.parquet"
    files = {
        "brian2cpp": data["brian2cpp"][["t", "trial", "flywire_id"]],
        "pytorch": data["pytorch"][["time_ms", "trial", "flywire_id"]]
        .rename(columns={"time_ms": "t"}).sample(frac=1, random_state=4),
        "event": data["event"],
        "nest": data["nest"],
    }
    for key, table in files.items():
        table.assign(exp_name=key).to_parquet(
            ROUND / name.format(key), compression="brotli", index=False)
    # Only Brian2's file here has its times in s.
    data = {k: d.assign(seconds=d.t if k == "brian2cpp" else d.time_ms / 1000) for k, d in data.items()}
    order = ["brian2cpp", "pytorch", "event", "nest"]
    rows = [
        {"backend_a": a, "backend_b": b} | compare(data[a], data[b])
        for i, a in enumerate(order) for b in order[i + 1:] if a != "nest" and len(data[a])
    ]
    pd.DataFrame(rows).to_csv(OUT / "golden.csv", index=False)


main()
