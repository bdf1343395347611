"""Makes benchmark-results.csv files as pandas and Python's csv write them.

    python -m venv venv && venv/bin/pip install -r ../../../../core/src/test/python/requirements.txt
    venv/bin/python make_results_files.py ../resources/flybrain/bench

Rows are of the forms that the reference suite's files have had; the numbers are made up.
"""

import csv
import sys
from pathlib import Path

import pandas as pd

OUT = Path(sys.argv[1])
TIMED = ["framework", "n_run", "t_run", "setup_time", "build_time", "sim_time", "total_time"]
OLD = TIMED + ["rt_ratio", "spikes", "active_neurons", "status", "timestamp"]
NEW = TIMED + [
    "realtime_ratio", "spikes", "active_neurons", "status", "timestamp",
    "backend_key", "experiment", "experiment_key", "run_label", "round", "spike_path",
]
FAILED = "error: Command '['python', 'run.py', \"--worker\"]' timed out,\nafter 2120.0 seconds"

MARCH = [
    ["Brian2 (CPU)", 1, 0.1, 1.01, 2.193, 1.153, 4.425, 0.0868, 1578, 324, "success", "2026-03-05 15:27:12"],
    ["Brian2 (CPU)", 1, 1.0, 0.658, 0.195, 3.215, 4.185, 0.311, 16825, 389, "success", "2026-03-05 15:27:17"],
    ["Brian2CUDA (GPU)", 30, 1.0, -1.312, 20.333, 10.216, 29.385, 1e-05, 17155, 389, "success", "2026-03-05 16:49:47"],
    ["NEST GPU", 30, 100.0, 0, 0.0, 0, 2283.778, 0, 0, 0, FAILED, "2026-03-06 02:32:15"],
]
LABEL = ["brian2cpp", "Sugar GRNs (200 Hz)", "sugar", "noio"]
JULY = [
    row + [None] * 6 for row in MARCH
] + [
    ["Brian2 (CPU)", 1, 0.1, 0.914, 2.252, 0.787, 3.999, 0.1271, 0, 0, "success", "2026-06-23 14:48:03"] + LABEL + [1, None],
    ["Brian2 (CPU)", 1, 0.1, 0.9, 2.3, 0.8, 4.0, 0.125, 7, 2, "success", "2026-06-23 15:48:03"] + LABEL
    + [2, "data/results/noio/round_02/brian2cpp_t0.1s_n1.parquet"],
]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    march = pd.DataFrame(MARCH, columns=OLD)
    july = pd.DataFrame(JULY, columns=NEW)
    march.to_csv(OUT / "march.csv", index=False)
    # A gap in a column of numbers makes all of it floats: rounds are 1.0 and 2.0.
    july.to_csv(OUT / "july.csv", index=False, lineterminator="\r\n")
    july.to_csv(OUT / "index.csv", encoding="utf-8-sig")
    july.to_csv(OUT / "quoted.csv", index=False, quoting=csv.QUOTE_ALL)
    floats = july.assign(n_run=july.n_run.astype(float), machine="µ-lab, room 2")
    floats[["machine"] + NEW[::-1]].to_csv(OUT / "reordered.csv", index=False)
    # The suite itself writes with the csv module, whose lines end in CRLF.
    with open(OUT / "suite.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=NEW)
        writer.writeheader()
        for row in JULY:
            writer.writerow({k: "" if v is None else str(v) for k, v in zip(NEW, row)})


main()
