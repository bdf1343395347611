"""Makes a `data` folder as the reference suite leaves it, in all schemas that it has had, and what pandas makes of it.

    python -m venv venv && venv/bin/pip install -r ../../../../core/src/test/python/requirements.txt
    venv/bin/python make_suite_folder.py ../resources/flybrain/suite

`data/` has runs without label, whose durations nobody asked for (`t1s`), a labelled run of two rounds, and one in which nothing fires.
Its PyTorch ran on a CPU. `march/` has results of the oldest schema. `golden/` has what `suite_comparisons.py` and `spike_rates.py` make of
all that. Spikes are made up: a renewal process for each neuron, driven ones without a refractory period; `trial` of GeNN is int16, of
empty files without a type.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from spike_rates import get_rate, read_spikes
from suite_comparisons import NAMES, backend, ground_truth, pairs

OUT = Path(sys.argv[1])
DATA = OUT / "data"
LABEL, SILENT = "paper_20260705_120000", "silent"
DRIVEN = [720575940624963786, 720575940630233916, 720575940637568838, 720575940638202345]
OTHERS = [720575940600000000 + 17 * k for k in range(9)]
IDS = sorted(DRIVEN + OTHERS)
FRAMEWORKS = NAMES | {"pytorch": "PyTorch (CPU)"}
OLD = (
    "framework,n_run,t_run,setup_time,build_time,sim_time,total_time,rt_ratio,spikes,active_neurons,status,timestamp"
).split(",")
NEW = [name.replace("rt_ratio", "realtime_ratio") for name in OLD] + (
    "backend_key,experiment,experiment_key,run_label,round,spike_path"
).split(",")
MANIFEST = (
    "run_label,round,framework,backend_key,experiment,experiment_key,n_run,t_run,spike_path,spikes,active_neurons,"
    "status,timestamp,spike_schema_version,spike_time_column,spike_time_unit"
).split(",")


def spikes(seed, t_run, n_run):
    """Driven neurons fire at 200 Hz, an event a step early lost; others at 3 to 55 Hz, at least 2.3 ms apart."""
    rng = np.random.default_rng(seed)
    steps, rows = round(t_run * 10_000), []
    for trial in range(n_run):
        for neuron in IDS:
            p, dead = (0.02, 1) if neuron in DRIVEN else (0.0003 + 0.006 * (OTHERS.index(neuron) / 8) ** 2, 23)
            times = np.cumsum(dead + rng.geometric(p, steps // 10 + 20)) - 1
            rows += [(trial, int(s), neuron) for s in times[times < steps]]
    trial, step, neuron = np.array(sorted(rows)).T
    return pd.DataFrame({
        "t": step * 1e-4, "time_ms": step / 10, "trial": trial, "neuron_index": np.searchsorted(IDS, neuron), "flywire_id": neuron,
    })


def as_written(key, made, newer):
    """The columns of a backend's file: of old files, or all."""
    if key == "pytorch":  # t in ms, in no order of time
        return made[["time_ms", "trial", "flywire_id"]].rename(columns={"time_ms": "t"}).sample(frac=1, random_state=4)
    if key == "genn":
        return made[["time_ms", "trial", "flywire_id"]].rename(columns={"time_ms": "t"}).astype({"trial": "int16"})
    if key == "nestgpu":
        return made[["t", "trial", "flywire_id"]].rename(columns={"t": "time_s"})
    return made if newer else made[["t", "trial", "flywire_id"]]


def empty(key, table):
    """Lists without items make columns of doubles or of no type."""
    doubles = key in ("brian2cpp", "genn")
    none = pd.DataFrame({name: [] for name in table.columns}, dtype="float64" if doubles else object)
    return none.astype({"trial": "int16"}) if key == "genn" else none


def write(key, label, number, t_run, n_run, text, made, silent=False):
    """Writes a file and gives its row of the results."""
    folder = DATA / "results" / (f"{label}/round_{number:02d}" if label else "")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{key}_t{text}s_n{n_run}.parquet"
    table = as_written(key, made, newer=bool(label)).assign(exp_name=path.stem)
    table = empty(key, table) if silent else table
    # NEST GPU has no file where nothing fires, and counts the active neurons of the trial with most.
    if not (silent and key == "nestgpu"):
        table.to_parquet(path, compression="brotli", index=False)
    neurons = made.groupby("trial").flywire_id.nunique().max() if key == "nestgpu" else made.flywire_id.nunique()
    sim = 1.25 + 0.125 * list(NAMES).index(key) + 0.01 * number
    return [
        FRAMEWORKS[key], n_run, t_run, 0.5, 2.0, sim, sim + 3, round(t_run * n_run / sim, 4), 0 if silent else len(made),
        0 if silent else neurons, "success", f"2026-07-05 12:{number:02d}:00", key, "Sugar GRNs (200 Hz)", "sugar", label,
        number or "", "data/" + path.relative_to(DATA).as_posix(),
    ]


def write_csv(path, columns, rows):
    with open(path, "w", newline="") as file:  # lines end in CRLF
        csv.writer(file).writerows([columns] + rows)


def write_manifest(label, rows):
    folder = DATA / "results" / label
    listed = [dict(zip(NEW, row)) | {
        "spike_schema_version": 1, "spike_time_column": "time_ms", "spike_time_unit": "ms"
    } for row in rows if row[NEW.index("run_label")] == label]
    write_csv(folder / "manifest.csv", MANIFEST, [[row[name] for name in MANIFEST] for row in listed])
    files = sorted(folder.glob("round_*/*.parquet"))
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n" for file in files]
    (folder / "checksums.sha256").write_text("".join(lines))


def write_brain(completeness, connectivity):
    (DATA / completeness).parent.mkdir(parents=True, exist_ok=True)
    (DATA / completeness).write_text(",Completed\n" + "".join(f"{neuron},True\n" for neuron in IDS))
    pre, post = np.arange(len(IDS) - 1), np.arange(1, len(IDS))
    pd.DataFrame({
        "Presynaptic_ID": np.array(IDS)[pre], "Postsynaptic_ID": np.array(IDS)[post], "Presynaptic_Index": pre,
        "Postsynaptic_Index": post, "Connectivity": 7, "Excitatory": 1, "Excitatory x Connectivity": 7,
    }).to_parquet(DATA / connectivity, compression="snappy", index=False)


def write_golden(name, content):
    (OUT / "golden").mkdir(exist_ok=True)
    (OUT / "golden" / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n")


def rates_of(path, key, t_run, n_run):
    rates, deviations = get_rate(read_spikes(path, key, t_run).assign(exp_name=key), t_run, n_run)
    return [[int(i), float(rates.loc[i, key]), float(deviations.loc[i, key])] for i in rates.index]


def main():
    rows = []
    for k, key in enumerate(NAMES):
        if key not in ("brian2cuda", "nestgpu"):
            rows.append(write(key, "", 0, 1.0, 1, "1", spikes(10 + k, 1.0, 1)))
        for number in (1, 2):
            rows.append(write(key, LABEL, number, 0.1, 4, "0.1", spikes(100 * number + k, 0.1, 4)))
        rows.append(write(key, SILENT, 1, 0.1, 2, "0.1", spikes(50 + k, 0.1, 2), silent=True))
    rows.append(["Brian2CUDA (GPU)", 1, 1.0, 0, 0, 0, 812.5, 0, 0, 0, "error: no GPU, none at all", "2026-07-05 13:00:00"]
                + ["brian2cuda", "Sugar GRNs (200 Hz)", "sugar", "", "", ""])
    # Rows of March 2026 stand in the same table: the last six columns are empty.
    old = ["NEST GPU", 30, 100.0, 12.5, 0.0, 700.0, 712.5, 4.2857, 1_700_000, 400, "success", "2026-03-06 02:32:15"]
    write_csv(DATA / "benchmark-results.csv", NEW, [old + [""] * 6] + rows)
    (OUT / "march").mkdir(exist_ok=True)
    pytorch = ["PyTorch (CPU)"] + old[1:]
    write_csv(OUT / "march" / "benchmark-results.csv", OLD, [old, pytorch, ["PyTorch (CUDA)"] + old[1:]])
    for label in (LABEL, SILENT):
        write_manifest(label, rows)
    write_brain("2025_Completeness_783.csv", "2025_Connectivity_783.parquet")
    write_brain("archive/2023_Completeness_630.csv", "archive/2023_Connectivity_630.parquet")
    write_golden("ground-truth", {
        "labelled": ground_truth(DATA, LABEL, 1, 0.1, 4), "silent": ground_truth(DATA, SILENT, 1, 0.1, 2),
        "unlabelled": ground_truth(DATA, "", 1, 1.0, 1),
    })
    for label, sizes in ((LABEL, [(0.1, 4)]), (SILENT, [(0.1, 2)])):
        names = ("pairwise_summary", "parity_rates", "missing_inputs")
        write_golden(f"pairs-{label}", dict(zip(names, pairs(DATA, label, 1, sizes))))
    tables = backend(DATA, LABEL, "pytorch", [1, 2, 3], [(0.1, 4)], include_timing=True)
    write_golden("backend", dict(zip(("rate_summary", "rate_parity", "missing_inputs"), tables)))
    files = {key: (f"{key}_t1s_n1", 1.0, 1) for key in ("brian2cpp", "pytorch", "genn")}
    files["nestgpu"] = (f"{LABEL}/round_02/nestgpu_t0.1s_n4", 0.1, 4)
    write_golden("rates", {
        name + ".parquet": rates_of(DATA / "results" / f"{name}.parquet", key, t_run, n_run)
        for key, (name, t_run, n_run) in files.items()
    })


main()
