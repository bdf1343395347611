"""`run_exp` and `default_params`, as the notebooks of the published model use them.

    from flybrain_sim.model import run_exp, default_params

    run_exp("sugarR", neu_sugar, "results", "completeness.csv", "connectivity.parquet", params=default_params)

The other functions of the published module are here too; those that return objects of Brian2 need Brian2.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from flybrain_sim._brains import OpenBrain, open_brain
from flybrain_sim._ids import Ids, as_ids
from flybrain_sim._parameters import OF_THE_MODEL, settings
from flybrain_sim._progress import Bar
from flybrain_sim._spike_files import write_spikes
from flybrain_sim.units import Hz, ms, mV, second

__all__ = [
    "construct_dataframe",
    "create_model",
    "default_params",
    "get_spk_trn",
    "poi",
    "run_exp",
    "run_trial",
    "silence",
]

#: Parameters of the published model. Change a value for all later calls, or give a changed copy to one.
default_params: dict[str, Any] = {
    "t_run": 1 * second,  # duration of a trial
    "n_run": 30,  # trials
    "v_0": -52 * mV,  # resting potential
    "v_rst": -52 * mV,  # potential after a spike
    "v_th": -45 * mV,  # threshold
    "t_mbr": 20 * ms,  # membrane time constant
    "tau": 5 * ms,  # synaptic time constant
    "t_rfc": 2.2 * ms,  # refractory period; 0 for driven neurons
    "t_dly": 1.8 * ms,  # from a spike to its effect
    "w_syn": 0.275 * mV,  # weight of a synapse
    "r_poi": 150 * Hz,  # rate of the Poisson input of neu_exc
    "r_poi2": 0 * Hz,  # rate of the Poisson input of neu_exc2
    "f_poi": 250,  # an input event adds w_syn * f_poi
    "eqs": "dv/dt = (v_0 - v + g) / t_mbr : volt (unless refractory)\ndg/dt = -g / tau : volt (unless refractory)\nrfc : second",
    "eq_th": "v > v_th",
    "eq_rst": "v = v_rst; g = 0 * mV",
}

_ORIGINAL = dict(default_params)
_runs_of_single_trials = itertools.count()


def run_exp(
    exp_name: str,
    neu_exc: Any,
    path_res: str | os.PathLike[str],
    path_comp: str | os.PathLike[str],
    path_con: str | os.PathLike[str],
    params: Mapping[str, Any] = default_params,
    neu_slnc: Any = [],  # noqa: B006  as published; never changed
    neu_exc2: Any = [],  # noqa: B006
    n_proc: int = -1,
    force_overwrite: bool = False,
) -> None:
    """Runs an experiment and writes its spikes to `path_res/exp_name.parquet`: `t` in s, `trial`, `flywire_id`, `exp_name`.

    `neu_exc` get Poisson input at `params["r_poi"]`, `neu_exc2` at `params["r_poi2"]`; the outgoing connections of `neu_slnc` are removed.
    All three are ids in any form that `flybrain_sim._ids.as_ids` takes. `path_comp` and `path_con` are the connectome's completeness and
    connectivity files. `n_proc` is the number of trials computed at once, -1 for all cores; it does not change the spikes.

    The random input depends on `exp_name` and the environment variable FLYBRAIN_SEED (default 1); the seed is printed. An existing file is
    kept, and nothing run, unless `force_overwrite`. The folder is made if it does not exist; the file appears when it is complete.

    Raises KeyError for ids that the connectome does not have, IdError for ids that are none, ValueError for parameters that cannot be.
    """
    path_save = Path(path_res, f"{exp_name}.parquet")
    if path_save.is_file() and not force_overwrite:
        print(f">>> Skipping experiment {exp_name} because {path_save} exists and force_overwrite = {force_overwrite}")
        return
    values = settings(params, _ORIGINAL)
    excited, excited2 = as_ids(neu_exc, "neu_exc", once=True), as_ids(neu_exc2, "neu_exc2", once=True)
    silenced = as_ids(neu_slnc, "neu_slnc", once=True)
    threads = _threads(n_proc)
    for source in (path_comp, path_con):
        if path_save.exists() and os.path.exists(source) and path_save.samefile(source):
            raise ValueError(
                f"path_res: {path_save} is a file of the connectome, which is never overwritten; choose another exp_name or folder"
            )
    seed = _seed(exp_name)
    print(f">>> Experiment:     {exp_name}")
    print(f"    Output file:    {path_save}")
    print(f"    Excited neurons: {len(excited) + len(excited2)}")
    if len(silenced):
        print(f"    Silenced neurons: {len(silenced)}")
    print(f"    Seed:           {seed}")
    start = time.monotonic()
    brain = open_brain({"completeness": path_comp, "connectivity": path_con})
    experiment = _experiment(re.sub(r"[^A-Za-z0-9_.-]", "_", exp_name) or "_", values, excited, excited2, silenced)
    with Bar() as bar:
        reply = brain.request("run", {"experiment": experiment, "seed": seed, "threads": threads}, bar.update)
    spikes = reply.columns
    table = pd.DataFrame(
        {
            "t": spikes["time"],
            "trial": spikes["trial"].astype(np.int64),
            "flywire_id": spikes["neuron"],
            "exp_name": pd.Series([exp_name], dtype=object).repeat(len(spikes["time"])).to_numpy(),
        }
    )
    write_spikes(path_save, table, _provenance(brain, values, reply.result))
    print(f"    Elapsed time:   {int(time.monotonic() - start)} s")


def _experiment(name: str, values: Mapping[str, float], excited: Ids, excited2: Ids, silenced: Ids) -> dict[str, Any]:
    """The experiment as `flybrain serve` takes it, with the keys of an experiment file."""
    experiment: dict[str, Any] = {
        "name": name,
        "t_run": values["t_run"],
        "n_run": values["n_run"],
        "drive": {"neurons": excited.tolist(), "rate": values["r_poi"]},
        "parameters": {name: values[published] for name, published in OF_THE_MODEL.items()},
    }
    if len(excited2):
        experiment["drive2"] = {"neurons": excited2.tolist(), "rate": values["r_poi2"]}
    if len(silenced):
        experiment["silence"] = {"neurons": silenced.tolist(), "mode": "outgoing"}
    return experiment


def _seed(of: str) -> int:
    """A seed from a name and FLYBRAIN_SEED: 48 bits, so any two of 10,000 experiments differ but once in five million tries."""
    base = os.environ.get("FLYBRAIN_SEED", "1")
    if not re.fullmatch(r"[+-]?\d+", base):
        raise ValueError(f"FLYBRAIN_SEED={base}: is not a whole number")
    return int.from_bytes(hashlib.sha256(f"{int(base)}:{of}".encode()).digest()[:6], "big")


def _threads(n_proc: int) -> int:
    """The number of threads, counted as joblib counts processes: -1 is all cores, -2 all but one."""
    if isinstance(n_proc, bool) or not isinstance(n_proc, int | np.integer) or n_proc == 0:
        raise ValueError(f"n_proc: {n_proc!r} is not a number of processes; -1 is all cores")
    return int(n_proc) if n_proc > 0 else max(1, (os.cpu_count() or 1) + 1 + int(n_proc))


def _provenance(brain: OpenBrain, values: Mapping[str, float], result: Mapping[str, Any]) -> dict[str, str]:
    """The metadata that spike files of flybrain have, with the same keys."""
    return {
        "flybrain.version": brain.process.version,
        "flybrain.experiment": result["experiment"],
        "flybrain.connectome": result["connectome"],
        "flybrain.connectome.sha256": brain.info.get("sha256") or "",
        "flybrain.t_run": repr(float(result["t_run"])),
        "flybrain.n_run": str(result["n_run"]),
        "flybrain.seed": str(result["seed"]),
        "flybrain.silence_mode": "outgoing",
        "flybrain.backend": "event",
        "flybrain.framework": "flybrain event (CPU)",
        "flybrain.warnings": "\n".join(result["warnings"]),
        "flybrain.parameter.dt": repr(float(result["dt"])),
        **{f"flybrain.parameter.{name}": repr(float(values[published])) for name, published in OF_THE_MODEL.items()},
    }


def run_trial(
    exc: Sequence[int],
    exc2: Sequence[int],
    slnc: Sequence[int],
    path_comp: str | os.PathLike[str],
    path_con: str | os.PathLike[str],
    params: Mapping[str, Any],
) -> dict[int, npt.NDArray[np.float64]]:
    """Runs one trial. Neurons are rows of the completeness file, counted from 0, in the arguments and in the answer.

    Returns the spike times of each neuron that fired, in s, ascending. Each call has random input of its own, which depends on
    FLYBRAIN_SEED and on how many calls there were before it.
    """
    values = {**settings(params, _ORIGINAL), "n_run": 1}
    brain = open_brain({"completeness": path_comp, "connectivity": path_con})
    ids = _ids_of(path_comp)
    driven, driven2, silenced = (ids[np.asarray(rows, dtype=np.int64)] for rows in (exc, exc2, slnc))
    seed = _seed(f"run_trial {next(_runs_of_single_trials)}")
    spikes = brain.request("run", {"experiment": _experiment("trial", values, driven, driven2, silenced), "seed": seed}).columns
    order = np.argsort(ids)
    rows = order[np.searchsorted(ids, spikes["neuron"], sorter=order)]
    by_neuron = np.argsort(rows, kind="stable")
    fired, starts = np.unique(rows[by_neuron], return_index=True)
    times = np.split(spikes["time"][by_neuron], starts[1:]) if len(fired) else []
    return dict(zip(fired.tolist(), times, strict=True))


def _ids_of(path_comp: str | os.PathLike[str]) -> Ids:
    """The ids of a completeness file by row."""
    return as_ids(pd.read_csv(path_comp, usecols=[0]).iloc[:, 0], f"{os.fspath(path_comp)}: ids")


def get_spk_trn(spk_mon: Any) -> dict[int, Any]:
    """The spike times of each neuron that fired, in s, from a monitor of Brian2."""
    return {int(neuron): times for neuron, times in spk_mon.spike_trains().items() if len(times)}


def construct_dataframe(res: Sequence[Mapping[int, Any]], exp_name: str, i2flyid: Mapping[int, int]) -> pd.DataFrame:
    """A table with a row for each spike: `t` in s, `trial`, `flywire_id`, `exp_name`.

    `res` has the spike times of each neuron by its index, trial by trial, as `run_trial` returns them; `i2flyid` the id of each index.
    """
    trains = [(trial, i2flyid[neuron], np.asarray(times, dtype=np.float64)) for trial, of in enumerate(res) for neuron, times in of.items()]
    lengths = [len(times) for *_, times in trains]
    return pd.DataFrame(
        {
            "t": np.concatenate([times for *_, times in trains]) if trains else np.empty(0),
            "trial": np.repeat(np.array([trial for trial, *_ in trains], dtype=np.int64), lengths),
            "flywire_id": np.repeat(as_ids([neuron for _, neuron, _ in trains], "i2flyid"), lengths),
            "exp_name": pd.Series([exp_name], dtype=object).repeat(sum(lengths)).to_numpy(),
        }
    )


def _brian2(function: str) -> Any:
    try:
        import brian2
    except ImportError as error:
        raise ImportError(
            f"{function} returns objects of Brian2, which is not installed: pip install 'flybrain-sim[brian2]'. To run experiments without"
            " Brian2 call run_exp; for single trials call run_trial"
        ) from error
    return brian2


def create_model(path_comp: str | os.PathLike[str], path_con: str | os.PathLike[str], params: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    """The model in Brian2: its neurons, its synapses and a monitor of all spikes. Needs Brian2."""
    brian2 = _brian2("create_model")
    values = settings(params, _ORIGINAL)
    namespace = {name: values[name] * brian2.mV for name in ("v_0", "v_rst", "v_th", "w_syn")}
    namespace |= {name: values[name] * brian2.ms for name in ("t_mbr", "tau", "t_rfc", "t_dly")}
    connections = pd.read_parquet(path_con, columns=["Presynaptic_Index", "Postsynaptic_Index", "Excitatory x Connectivity"])
    neurons = brian2.NeuronGroup(
        len(_ids_of(path_comp)),
        _ORIGINAL["eqs"],
        method="linear",
        threshold=_ORIGINAL["eq_th"],
        reset="v = v_rst; g = 0*mV",
        refractory="rfc",
        namespace=namespace,
        name="default_neurons",
    )
    neurons.v, neurons.g, neurons.rfc = namespace["v_0"], 0 * brian2.mV, namespace["t_rfc"]
    synapses = brian2.Synapses(neurons, neurons, "w : volt", on_pre="g += w", delay=namespace["t_dly"], name="default_synapses")
    if len(connections):
        synapses.connect(i=connections["Presynaptic_Index"].to_numpy(), j=connections["Postsynaptic_Index"].to_numpy())
        synapses.w = connections["Excitatory x Connectivity"].to_numpy() * namespace["w_syn"]
    return neurons, synapses, brian2.SpikeMonitor(neurons)


def poi(neu: Any, exc: Sequence[int], exc2: Sequence[int], params: Mapping[str, Any]) -> tuple[list[Any], Any]:
    """Poisson input in Brian2 for the neurons with the indices `exc` and `exc2`, whose refractory period becomes 0. Needs Brian2.

    Returns the inputs and `neu` itself.
    """
    brian2 = _brian2("poi")
    values = settings(params, _ORIGINAL)
    inputs = []
    for rate, indices in ((values["r_poi"], exc), (values["r_poi2"], exc2)):
        for index in indices:
            weight = values["w_syn"] * values["f_poi"] * brian2.mV
            inputs.append(brian2.PoissonInput(neu[index : index + 1], "v", N=1, rate=rate * brian2.Hz, weight=weight))
            neu[index : index + 1].rfc = 0 * brian2.ms
    return inputs, neu


def silence(slnc: Sequence[int], syn: Any) -> Any:
    """Sets the weights of the outgoing synapses of the neurons with the indices `slnc` to 0, and returns `syn`. Needs Brian2."""
    brian2 = _brian2("silence")
    rows = np.flatnonzero(np.isin(np.asarray(syn.i), np.asarray(slnc, dtype=np.int64)))
    if len(rows):
        syn.w[rows] = 0 * brian2.mV
    return syn
