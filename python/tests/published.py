"""Rates by the published rule, written from its description with dictionaries and the statistics module, apart from the package."""

from __future__ import annotations

import statistics
from collections import Counter
from typing import Any, cast

import pandas as pd


def get_rate(spikes: pd.DataFrame, t_run: float, n_run: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    count = Counter(zip(spikes["exp_name"], spikes["flywire_id"], spikes["trial"], strict=True))
    rates: dict[str, dict[int, float]] = {}
    deviations: dict[str, dict[int, float]] = {}
    for name, neuron in {(name, neuron) for name, neuron, _ in count}:
        of_trials = [count[name, neuron, trial] / t_run for trial in range(n_run)]
        rates.setdefault(name, {})[neuron] = statistics.fmean(of_trials)
        deviations.setdefault(name, {})[neuron] = statistics.pstdev(of_trials)
    first, second = (
        pd.DataFrame(values).sort_index().sort_index(axis=1).rename_axis("flyid").rename_axis("exp_name", axis=1)
        for values in (rates, deviations)
    )
    return first, second


def get_rate_by_pandas(spikes: pd.DataFrame, t_run: float, n_run: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same as notebooks write it with pandas: a loop over the groups of experiment and neuron."""
    rates: dict[Any, dict[Any, float]] = {}
    deviations: dict[Any, dict[Any, float]] = {}
    for (name, neuron), group in cast(Any, spikes.groupby(["exp_name", "flywire_id"])):
        of_trials = group.groupby("trial").size().reindex(range(n_run), fill_value=0) / t_run
        rates.setdefault(name, {})[neuron] = of_trials.mean()
        deviations.setdefault(name, {})[neuron] = of_trials.std(ddof=0)
    first, second = (
        pd.DataFrame(values).sort_index().sort_index(axis=1).rename_axis("flyid").rename_axis("exp_name", axis=1)
        for values in (rates, deviations)
    )
    return first, second
