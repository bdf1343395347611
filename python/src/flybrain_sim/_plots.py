"""Pictures of runs, by matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from flybrain_sim._ids import Ids

if TYPE_CHECKING:
    from flybrain_sim.results import Result

_INK, _SOFT = "#1f4e79", "#9aa5b1"


def _axes(ax: Any, size: tuple[float, float]) -> Any:
    if ax is not None:
        return ax
    try:
        import matplotlib.pyplot as plt
    except ImportError as error:
        raise ImportError("pictures need matplotlib: pip install 'flybrain-sim[plot]'") from error
    return plt.subplots(figsize=size, layout="constrained")[1]


def _frame(ax: Any) -> None:
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def raster(result: Result, trial: int, neurons: Ids, ax: Any) -> Any:
    """The spikes of a trial: time in s, a row for each neuron, the most active at the top."""
    ax = _axes(ax, (8, 4.5))
    rates = result.rates(neurons)["firing_rate"]
    order = neurons[np.argsort(rates.to_numpy(), kind="stable")]
    trains = result.trains(trial, order)
    ax.eventplot(list(trains.values()), colors=_INK, linewidths=0.8, linelengths=0.9)
    ax.set(xlim=(0, result.t_run), ylim=(-0.5, max(len(order), 1) - 0.5), xlabel="time (s)")
    if len(order) <= 30:
        ax.set_yticks(range(len(order)), [str(neuron) for neuron in order])
    else:
        ax.set_ylabel("neuron, by firing rate")
        ax.set_yticks([0, len(order) - 1], [f"{len(order)}", "1"])
    ax.set_title(f"{result.name}, trial {trial}, {result.connectome}", loc="left", fontsize="medium")
    _frame(ax)
    return ax


def rates(result: Result, table: pd.DataFrame, ax: Any) -> Any:
    """Firing rates in Hz as bars, the first row of the table at the top, with their deviations over trials."""
    ax = _axes(ax, (8, max(1.6, 0.26 * len(table) + 1)))
    place = np.arange(len(table))
    deviations = None if table["sd"].isna().all() else table["sd"].fillna(0).to_numpy()
    ax.barh(place, table["firing_rate"].to_numpy(), xerr=deviations, color=_INK, ecolor=_SOFT, height=0.7)
    ax.set_yticks(place, [str(neuron) for neuron in table.index])
    ax.invert_yaxis()
    ax.set_xlim(left=0)
    trials = "1 trial" if result.n_run == 1 else f"mean and sd of {result.n_run} trials"
    ax.set(xlabel=f"firing rate (Hz), {trials}")
    ax.set_title(f"{result.name}, {result.connectome}", loc="left", fontsize="medium")
    _frame(ax)
    return ax
