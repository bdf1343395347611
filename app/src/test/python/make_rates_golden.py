"""Makes what the paper's get_rate gives for the spike files of make_compare_files.py.

    python -m venv venv && venv/bin/pip install -r ../../../../core/src/test/python/requirements.txt
    venv/bin/python make_rates_golden.py ../resources/flybrain/compare

Written from the description of get_rate, apart from its code and from flybrain's: spikes counted in a dictionary, means and standard
deviations with the statistics module. `golden-rates.csv` and `golden-rates-sd.csv` have an index `flyid` and a column for each `exp_name`.
"""

import statistics
import sys
from collections import Counter
from pathlib import Path

import pandas as pd

OUT = Path(sys.argv[1])
T_RUN, N_RUN = 0.5, 3


def load_exps(paths):
    return pd.concat([pd.read_parquet(path) for path in paths])


def get_rate(spikes, t_run, n_run):
    count = Counter(zip(spikes.exp_name, spikes.flywire_id, spikes.trial))
    fired = {(name, neuron) for name, neuron, _ in count}
    rates, deviations = {}, {}
    for name, neuron in fired:
        of_trials = [count[name, neuron, trial] / t_run for trial in range(n_run)]
        rates.setdefault(name, {})[neuron] = statistics.fmean(of_trials)
        deviations.setdefault(name, {})[neuron] = statistics.pstdev(of_trials)
    return tuple(
        pd.DataFrame(values).sort_index().sort_index(axis=1).rename_axis("flyid") for values in (rates, deviations)
    )


files = sorted((OUT / "results" / "schemas" / "round_01").glob("*.parquet"))
rates, deviations = get_rate(load_exps(files), T_RUN, N_RUN)
rates.to_csv(OUT / "golden-rates.csv")
deviations.to_csv(OUT / "golden-rates-sd.csv")
