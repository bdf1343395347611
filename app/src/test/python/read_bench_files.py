"""Reads what `flybrain bench` wrote, as scripts around the reference suite do, and checks what they rely on.

    python read_bench_files.py DATA LABEL

DATA is the folder of --data, LABEL a labelled run in it. Needs pandas and pyarrow, nothing of flybrain.
"""

import csv
import hashlib
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

RESULTS = (
    "framework,n_run,t_run,setup_time,build_time,sim_time,total_time,realtime_ratio,spikes,active_neurons,"
    "status,timestamp,backend_key,experiment,experiment_key,run_label,round,spike_path"
).split(",")
MANIFEST = (
    "run_label,round,framework,backend_key,experiment,experiment_key,n_run,t_run,spike_path,spikes,"
    "active_neurons,status,timestamp,spike_schema_version,spike_time_column,spike_time_unit"
).split(",")
SPIKES = {
    "t": "double", "time_ms": "double", "trial": "int64", "neuron_index": "int64",
    "flywire_id": "int64", "exp_name": "string",
}
KEY = ["framework", "experiment_key", "n_run", "t_run", "run_label", "round"]


def check_results(results):
    assert list(results.columns) == RESULTS, list(results.columns)
    assert not results.duplicated(KEY).any()
    assert results.n_run.dtype == np.int64 and results.t_run.dtype == np.float64
    pd.to_datetime(results.timestamp, format="%Y-%m-%d %H:%M:%S")
    good = results[results.status == "success"]
    assert results.status.drop(good.index).str.startswith("error: ").all()
    times = ["setup_time", "build_time", "sim_time", "total_time"]
    assert (good[times] >= 0).all(axis=None)
    assert (good[times] == good[times].round(3)).all(axis=None)
    # Both are rounded, the time to 1 ms.
    seconds = good.t_run * good.n_run
    low = seconds / (good.sim_time + 0.0005)
    high = seconds / (good.sim_time - 0.0005).clip(lower=1e-9)
    assert good.realtime_ratio.between(low - 1e-4, high + 1e-4).all()
    return good


def check_spikes(path, row):
    table = pq.read_table(path)
    assert {f.name: str(f.type) for f in table.schema} == SPIKES
    assert pq.ParquetFile(path).metadata.num_rows == row.spikes
    spikes = table.to_pandas()
    assert path.name == f"{row.backend_key}_t{row.t_run}s_n{row.n_run}.parquet"
    assert (spikes.exp_name == path.stem).all()
    assert spikes.flywire_id.nunique() == row.active_neurons
    assert spikes.groupby("flywire_id").neuron_index.nunique().eq(1).all()
    assert spikes.trial.between(0, row.n_run - 1).all()
    assert spikes.t.between(0, row.t_run, inclusive="left").all()
    assert np.allclose(spikes.t * 1000, spikes.time_ms, rtol=1e-12, atol=0)
    order = spikes.sort_values(["trial", "time_ms", "neuron_index"], kind="stable")
    assert (order.index == spikes.index).all()
    rates = spikes.groupby("flywire_id").size() / (row.t_run * row.n_run)
    assert np.isclose(rates.sum() * row.t_run * row.n_run, row.spikes)
    return table.schema.metadata


def check_checksums(folder):
    listed = {}
    for line in (folder / "checksums.sha256").read_text().splitlines():
        digest, path = line.split("  ", 1)
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest, path
        listed[path] = digest
    files = {str(p.relative_to(folder)) for p in folder.glob("round_*/*.parquet")}
    assert set(listed) == files, set(listed) ^ files
    # Two benchmarks with the same spikes would be one.
    assert len(set(listed.values())) == len(listed)


def main():
    data, label = Path(sys.argv[1]), sys.argv[2]
    results = pd.read_csv(data / "benchmark-results.csv")
    good = check_results(results)
    # The suite keys rows by text.
    with open(data / "benchmark-results.csv", newline="") as file:
        for row in csv.DictReader(file):
            assert row["t_run"] == str(float(row["t_run"])) and row["n_run"] == str(int(row["n_run"]))
    run = good[good.run_label == label].astype({"round": int})
    assert len(run)
    manifest = pd.read_csv(data / "results" / label / "manifest.csv")
    assert list(manifest.columns) == MANIFEST
    assert (manifest.spike_time_column == "time_ms").all() and (manifest.spike_time_unit == "ms").all()
    both = run.merge(manifest, on=KEY, suffixes=("", "_manifest"), validate="one_to_one")
    assert len(both) == len(run) == len(manifest)
    for column in ["spikes", "active_neurons", "spike_path", "status", "timestamp", "backend_key", "experiment"]:
        assert (both[column] == both[column + "_manifest"]).all(), column
    seeds = set()
    for row in run.itertuples():
        metadata = check_spikes(data.resolve().parent / row.spike_path, row)
        seeds.add((row.round, metadata[b"flybrain.seed"]))
    assert len({seed for _, seed in seeds}) == len({r for r, _ in seeds}) == len(seeds), seeds
    check_checksums(data / "results" / label)
    table = run.groupby(["backend_key", "n_run", "t_run"]).agg(
        rounds=("round", "count"), setup=("setup_time", "median"), build=("build_time", "median"),
        sim=("sim_time", "median"), total=("total_time", "median"), ratio=("realtime_ratio", "median"),
        spikes=("spikes", lambda s: "/".join(map(str, s))))
    print(table.to_string())


main()
