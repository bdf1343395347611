"""The three comparisons of the reference suite, written independently from docs/reference/compare.md with pandas and numpy.

They share no line with flybrain and none with the suite. A share of nothing is 0; any other number that is not defined is None.
"""

import csv
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from spike_rates import get_rate, read_spikes

NAMES = {
    "brian2cpp": "Brian2 (CPU)", "brian2cuda": "Brian2CUDA (GPU)", "pytorch": "PyTorch (CUDA)",
    "nestgpu": "NEST GPU", "genn": "GeNN (GPU)",
}
TRUTH = "brian2cpp"


class Run:
    """One spike file: who made it, its spikes, its rates in Hz by neuron."""

    def __init__(self, data, label, number, key, t_run, n_run):
        self.key, self.t_run, self.n_run, self.round = key, t_run, n_run, number
        self.folder = data / "results" / (f"{label}/round_{number:02d}" if label else "")
        names = [f"{key}_t{text}s_n{n_run}.parquet" for text in (f"{float(t_run)}", f"{t_run:g}")]
        self.path = next((self.folder / name for name in names if (self.folder / name).is_file()), self.folder / names[0])
        self.name = NAMES[key]
        with open(data / "benchmark-results.csv", newline="") as file:
            for row in csv.DictReader(file):
                if row["spike_path"] and self.path.as_posix().endswith(row["spike_path"]):
                    self.name = row["framework"]
        if self.exists():
            self.spikes = read_spikes(self.path, key, t_run)
            rates, _ = get_rate(self.spikes.assign(exp_name=key), t_run, n_run)
            self.rates = rates[key] if key in rates else pd.Series(dtype="float64")

    def exists(self):
        return self.path.is_file()


def share(part, whole):
    return part / whole if whole else 0.0


def quotient(a, b):
    return a / b if b else None


def number(value):
    return None if value is None or np.isnan(value) else float(value)


def time_differences(a, b, tolerance_ms):
    """Greedy and one to one in each trial and neuron: of two spikes too far apart the earlier is passed over; in ms."""
    differences = []
    of_b = {k: sorted(g.s) for k, g in b.groupby(["trial", "flywire_id"])}
    for key, group in a.groupby(["trial", "flywire_id"]):
        one, other = sorted(group.s), of_b.get(key, [])
        i = j = 0
        while i < len(one) and j < len(other):
            if abs(one[i] - other[j]) <= tolerance_ms / 1000:
                differences.append(1000 * abs(one[i] - other[j]))
                i, j = i + 1, j + 1
            elif one[i] < other[j]:
                i += 1
            else:
                j += 1
    return differences


def numbers(a, b):
    """What all three have in common of two runs."""
    shared = a.rates.index.intersection(b.rates.index)
    x, y = a.rates[shared].to_numpy(), b.rates[shared].to_numpy()
    varied = len(x) > 1 and np.ptp(x) > 0 and np.ptp(y) > 0
    return {
        "spikes": (len(a.spikes), len(b.spikes)), "active": (len(a.rates), len(b.rates)),
        "ratio": quotient(len(b.spikes), len(a.spikes)), "shared": len(shared),
        "union": len(a.rates.index.union(b.rates.index)),
        "jaccard": share(len(shared), len(a.rates.index.union(b.rates.index))),
        "precision": share(len(shared), len(b.rates)), "recall": share(len(shared), len(a.rates)),
        "pearson": float(np.corrcoef(x, y)[0, 1]) if varied else None,
        "rmse": number(np.sqrt(np.mean((y - x) ** 2))) if len(x) else None,
        "mae": number(np.mean(np.abs(y - x))) if len(x) else None,
        "percent": pd.Series(np.abs(y - x) / x * 100, index=shared),
    }


def timing(a, b, tolerance_ms):
    differences = time_differences(a.spikes, b.spikes, tolerance_ms)
    n = len(differences)
    return [
        n, share(2 * n, len(a.spikes) + len(b.spikes)), share(n, len(b.spikes)), share(n, len(a.spikes)),
        number(np.mean(differences)) if n else None, number(np.median(differences)) if n else None,
    ]


def ground_truth(data, label, number_of_round, t_run, n_run, experiment="sugar"):
    truth = Run(data, label, number_of_round, TRUTH, t_run, n_run)
    comparisons = {}
    for key in list(NAMES)[1:]:
        other = Run(data, label, number_of_round, key, t_run, n_run)
        comparisons[other.name] = of_truth(truth, other) if other.exists() else {"status": "no data"}
    return {
        "ground_truth": "Brian2 (CPU)", "experiment": experiment, "t_run_sec": float(t_run), "n_run": n_run,
        "run_label": label or None, "round": number_of_round if label else None,
        "ground_truth_spikes": len(truth.spikes), "ground_truth_active_neurons": len(truth.rates), "comparisons": comparisons,
    }


def of_truth(a, b):
    n = numbers(a, b)
    few = n["shared"] < 2
    largest = [] if few else sorted(n["percent"].items(), key=lambda item: (-item[1], item[0]))[:10]
    r, j = round(n["pearson"] or 0, 6), round(n["jaccard"], 4)
    return {
        "spike_count": {"ground_truth": n["spikes"][0], "backend": n["spikes"][1], "ratio": n["ratio"]},
        "active_neurons": {
            "ground_truth": n["active"][0], "backend": n["active"][1], "shared": n["shared"],
            "gt_only": n["active"][0] - n["shared"], "backend_only": n["active"][1] - n["shared"],
            "jaccard": n["jaccard"], "precision": n["precision"], "recall": n["recall"],
        },
        "firing_rate": {
            "pearson_correlation": n["pearson"],
            "median_pct_diff": None if few else float(n["percent"].median()),
            "mean_pct_diff": None if few else float(n["percent"].mean()),
        },
        "top_deviations": [
            {"flywire_id": int(i), "gt_rate_hz": float(a.rates[i]), "other_rate_hz": float(b.rates[i]), "pct_diff": float(p)}
            for i, p in largest
        ],
        "verdict": "MATCH" if r > 0.99 and j > 0.90 else "CLOSE" if r > 0.95 and j > 0.80 else "DEVIATED",
    }


TIMING = ["timing_matches", "timing_f1", "timing_precision{}", "timing_recall{}", "timing_mean_abs_dt_ms", "timing_median_abs_dt_ms"]


def pairs(data, label, number_of_round, sizes, tolerance_ms=1.0):
    """Rows of pairwise_summary, parity_rates and missing_inputs."""
    summary, parity, missing = [], [], []
    for t_run, n_run in sizes:
        runs = [Run(data, label, number_of_round, key, t_run, n_run) for key in NAMES]
        missing += [missing_input(run) for run in runs if not run.exists()]
        for a, b in combinations([run for run in runs if run.exists()], 2):
            n = numbers(a, b)
            summary.append({
                "framework_a": a.name, "framework_b": b.name, "backend_a": a.key, "backend_b": b.key,
                "t_run": float(t_run), "n_run": n_run, "tolerance_ms": tolerance_ms, "spikes_a": n["spikes"][0],
                "spikes_b": n["spikes"][1], "spike_count_ratio_b_over_a": n["ratio"], "active_a": n["active"][0],
                "active_b": n["active"][1], "active_shared": n["shared"], "active_jaccard": n["jaccard"],
                "active_precision_b_over_a": n["precision"], "active_recall_b_over_a": n["recall"],
                "rate_pearson_shared": n["pearson"], "rate_rmse_hz_shared": n["rmse"], "rate_mae_hz_shared": n["mae"],
            } | dict(zip([name.format("_b_over_a") for name in TIMING], timing(a, b, tolerance_ms))))
            for neuron in a.rates.index.union(b.rates.index):
                parity.append({
                    "backend_a": a.key, "framework_a": a.name, "backend_b": b.key, "framework_b": b.name,
                    "t_run": float(t_run), "n_run": n_run, "flywire_id": int(neuron),
                    "rate_a_hz": float(a.rates.get(neuron, 0.0)), "rate_b_hz": float(b.rates.get(neuron, 0.0)),
                })
    return summary, parity, missing


def backend(data, label, key, rounds, sizes, include_timing, tolerance_ms=1.0):
    """Rows of KEY_vs_brian2_rate_summary, _rate_parity and _missing_inputs."""
    summary, parity, missing = [], [], []
    over = "_comparison_over_reference"
    for number_of_round in rounds:
        for t_run, n_run in sizes:
            a, b = (Run(data, label, number_of_round, k, t_run, n_run) for k in (TRUTH, key))
            missing += [missing_input(run) | {"round": number_of_round} for run in (a, b) if not run.exists()]
            if not (a.exists() and b.exists()):
                continue
            n = numbers(a, b)
            who = {"run_label": label, "round": number_of_round}
            summary.append(who | {
                "reference_framework": a.name, "comparison_framework": b.name, "reference_backend": a.key,
                "comparison_backend": b.key, "n_run": n_run, "t_run": float(t_run), "tolerance_ms": tolerance_ms,
                "spikes_reference": n["spikes"][0], "spikes_comparison": n["spikes"][1], "spike_count_ratio" + over: n["ratio"],
                "active_reference": n["active"][0], "active_comparison": n["active"][1], "active_shared": n["shared"],
                "active_union": n["union"], "active_jaccard": n["jaccard"], "active_precision" + over: n["precision"],
                "active_recall" + over: n["recall"], "rate_pearson_shared": n["pearson"], "rate_rmse_hz_shared": n["rmse"],
                "rate_mae_hz_shared": n["mae"],
            } | dict(zip([name.format(over) for name in TIMING], timing(a, b, tolerance_ms) if include_timing else [None] * 6)) | {
                "reference_spike_path": spike_path(a), "comparison_spike_path": spike_path(b),
            })
            for neuron in a.rates.index.union(b.rates.index):
                parity.append(who | {
                    "reference_backend": a.key, "reference_framework": a.name, "comparison_backend": b.key,
                    "comparison_framework": b.name, "t_run": float(t_run), "n_run": n_run, "flywire_id": int(neuron),
                    "reference_rate_hz": float(a.rates.get(neuron, 0.0)), "comparison_rate_hz": float(b.rates.get(neuron, 0.0)),
                })
    return summary, parity, missing


def missing_input(run):
    return {
        "backend": run.key, "framework": run.name, "t_run": float(run.t_run), "n_run": run.n_run, "path": spike_path(run),
    }


def spike_path(run):
    parts = Path(run.path).parts
    return "/".join(parts[parts.index("results"):])
