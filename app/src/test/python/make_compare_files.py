"""Makes spike files of six backends, and what numpy makes of their comparison.

    python -m venv venv && venv/bin/pip install -r ../../../../core/src/test/python/requirements.txt
    venv/bin/python make_compare_files.py ../resources/flybrain/compare

Written apart from flybrain's code: sets of neurons, rates with numpy, matching by plain lists.
The files are of every historic schema: `t` in s, `t` in ms with its rows shuffled (PyTorch), `time_s`, `time_ms` beside `t`. One has no
spikes, and one those of a single neuron. `golden.csv` has the numbers of each pair, `golden-parity.csv` the rates of each neuron of each
pair, `golden-deviations.csv` the neurons that differ most from Brian2.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

OUT = Path(sys.argv[1])
LABEL = "schemas"
# The label of a run with a few of the files.
FEW_LABEL, FEW = "demo", ["brian2cpp", "pytorch", "event", "nest"]
T_RUN, N_RUN, TOLERANCE = 0.5, 3, 1.0
KEYS = ["brian2cpp", "pytorch", "nestgpu", "genn", "event", "nest"]
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


def rates(spikes):
    return spikes.groupby("flywire_id").size() / (T_RUN * N_RUN)


def parity(key_a, a, key_b, b):
    both = pd.DataFrame({"rate_a_hz": rates(a), "rate_b_hz": rates(b)}).fillna(0.0)
    return both.rename_axis("flywire_id").reset_index().assign(backend_a=key_a, backend_b=key_b)


def deviations(key, truth, other):
    """Neurons that fire in both, largest difference first, of equal ones smaller ids first; none of a single neuron."""
    both = pd.DataFrame({"gt_rate_hz": rates(truth), "other_rate_hz": rates(other)}).dropna()
    both["pct_diff"] = (both.other_rate_hz - both.gt_rate_hz).abs() / both.gt_rate_hz * 100
    both = both.rename_axis("flywire_id").reset_index()
    largest = both.sort_values(["pct_diff", "flywire_id"], ascending=[False, True]).head(10 if len(both) > 1 else 0)
    return largest.assign(backend=key)


def compare(a, b):
    ra, rb = rates(a), rates(b)
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
    data = {
        "brian2cpp": spikes(1, range(30), 1.0),
        "pytorch": spikes(2, range(5, 35), 1.1),
        "nest": spikes(3, range(1), 1.0).iloc[:0],
        "nestgpu": spikes(5, [7], 1.0),
        "genn": spikes(6, range(2, 32), 0.9),
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
        "nestgpu": data["nestgpu"].astype({"trial": "int32"}),
        "genn": data["genn"][["t", "trial", "flywire_id"]].rename(columns={"t": "time_s"}),
    }
    for label, keys in ((LABEL, KEYS), (FEW_LABEL, FEW)):
        folder = OUT / "results" / label / "round_01"
        folder.mkdir(parents=True, exist_ok=True)
        for key in keys:
            files[key].assign(exp_name=key).to_parquet(folder / name.format(key), compression="brotli", index=False)
    # Files have their times in s or in ms; in s they are compared.
    in_s = ["brian2cpp", "genn"]
    data = {k: d.assign(seconds=d.t if k in in_s else d.time_ms / 1000) for k, d in data.items()}
    pairs = [(a, b) for i, a in enumerate(KEYS) for b in KEYS[i + 1:]]
    rows = [{"backend_a": a, "backend_b": b} | compare(data[a], data[b]) for a, b in pairs]
    pd.DataFrame(rows).to_csv(OUT / "golden.csv", index=False)
    pd.concat([parity(a, data[a], b, data[b]) for a, b in pairs]).to_csv(OUT / "golden-parity.csv", index=False)
    others = [deviations(key, data["brian2cpp"], data[key]) for key in KEYS[1:]]
    pd.concat(others).to_csv(OUT / "golden-deviations.csv", index=False)


main()
