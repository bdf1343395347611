"""The drop-in for the published model, on a small network in files with names of its user's own."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from conftest import Network, require
from flybrain_sim import IdError, UnknownNeuronError, utils
from flybrain_sim.model import construct_dataframe, create_model, default_params, get_spk_trn, poi, run_exp, run_trial, silence
from flybrain_sim.units import Hz, ms, mV, second

pytestmark = pytest.mark.usefixtures("application")

Run = Callable[..., pd.DataFrame]


@pytest.fixture
def run(network: Network, tmp_path: Path) -> Run:
    """Runs an experiment of 3 trials of 0.2 s and reads its file."""

    def run_and_read(name: str, neu_exc: Any, **options: Any) -> pd.DataFrame:
        params = {**default_params, "t_run": 0.2, "n_run": 3, **options.pop("params", {})}
        run_exp(name, neu_exc, tmp_path, *network.files, params=params, **options)
        return pd.read_parquet(tmp_path / f"{name}.parquet")

    return run_and_read


def test_signature_is_the_published_one() -> None:
    assert [(p.name, p.default) for p in inspect.signature(run_exp).parameters.values()] == [
        ("exp_name", inspect.Parameter.empty),
        ("neu_exc", inspect.Parameter.empty),
        ("path_res", inspect.Parameter.empty),
        ("path_comp", inspect.Parameter.empty),
        ("path_con", inspect.Parameter.empty),
        ("params", default_params),
        ("neu_slnc", []),
        ("neu_exc2", []),
        ("n_proc", -1),
        ("force_overwrite", False),
    ]


def test_defaults_are_the_published_ones() -> None:
    assert {name: value for name, value in default_params.items() if not name.startswith("eq")} == {
        "t_run": 1 * second,
        "n_run": 30,
        "v_0": -52 * mV,
        "v_rst": -52 * mV,
        "v_th": -45 * mV,
        "t_mbr": 20 * ms,
        "tau": 5 * ms,
        "t_rfc": 2.2 * ms,
        "t_dly": 1.8 * ms,
        "w_syn": 0.275 * mV,
        "r_poi": 150 * Hz,
        "r_poi2": 0 * Hz,
        "f_poi": 250,
    }


def test_file_has_the_published_columns_and_types(network: Network, run: Run, tmp_path: Path) -> None:
    spikes = run("sugarR", network.ids[:5])
    assert {name: str(dtype) for name, dtype in spikes.dtypes.items() if name != "exp_name"} == {
        "t": "float64",
        "trial": "int64",
        "flywire_id": "int64",
    }
    assert spikes.columns.tolist() == ["t", "trial", "flywire_id", "exp_name"]
    assert set(spikes["exp_name"]) == {"sugarR"}
    assert set(network.ids[:5]) <= set(spikes["flywire_id"]) <= set(network.ids)
    assert spikes["t"].between(0, 0.2, inclusive="left").all()
    assert spikes["trial"].unique().tolist() == [0, 1, 2]
    in_order = spikes.assign(row=pd.Series(range(100), network.ids).loc[spikes["flywire_id"]].to_numpy()).sort_values(["trial", "t", "row"])
    assert in_order.index.tolist() == list(range(len(spikes)))
    column = pq.read_metadata(tmp_path / "sugarR.parquet").row_group(0).column(0)
    assert column.compression == "BROTLI"
    assert os.listdir(tmp_path) == ["sugarR.parquet"]


def test_metadata_says_how_the_file_was_made(network: Network, run: Run, tmp_path: Path) -> None:
    run("sugarR", network.ids[:5], params={"r_poi": 80 * Hz})
    metadata = {key.decode(): value.decode() for key, value in pq.read_metadata(tmp_path / "sugarR.parquet").metadata.items()}
    assert metadata["flybrain.t_run"] == "0.2"
    assert metadata["flybrain.n_run"] == "3"
    assert metadata["flybrain.parameter.t_ref"] == "2.2"
    assert "rate = 80.0" in metadata["flybrain.experiment"]
    assert f"seed = {metadata['flybrain.seed']}" in metadata["flybrain.experiment"]


def test_printed_lines(network: Network, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("a", network.ids[:2], neu_slnc=network.ids[10:13], neu_exc2=[network.ids[20]])
    path = re.escape(str(tmp_path / "a.parquet"))
    assert re.fullmatch(
        rf""">>> Experiment:     a
    Output file:    {path}
    Excited neurons: 3
    Silenced neurons: 3
    Seed:           \d+
    Elapsed time:   \d+ s
""",
        capsys.readouterr().out,
    )
    run("b", network.ids[:2])
    assert "Silenced" not in capsys.readouterr().out


def test_existing_file_is_kept_unless_forced(network: Network, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = run("a", network.ids[:2])
    capsys.readouterr()
    assert run("a", network.ids[:9]).equals(first)
    path = tmp_path / "a.parquet"
    assert capsys.readouterr().out == f">>> Skipping experiment a because {path} exists and force_overwrite = False\n"
    assert len(run("a", network.ids[:9], force_overwrite=True)) > len(first)


def test_run_without_spikes_has_the_same_types(network: Network, run: Run) -> None:
    spikes = run("silent", network.ids[:2], params={"r_poi": 0})
    assert len(spikes) == 0
    assert [str(spikes[name].dtype) for name in ("t", "trial", "flywire_id")] == ["float64", "int64", "int64"]


@pytest.mark.parametrize("n_proc", [1, 2, -1, -2, np.int64(1)])
def test_number_of_processes_does_not_change_the_spikes(network: Network, run: Run, tmp_path: Path, n_proc: int) -> None:
    with_one = run("a", network.ids[:4], n_proc=1)
    assert run("a", network.ids[:4], n_proc=n_proc, force_overwrite=True).equals(with_one)


def test_seed_comes_from_name_and_environment(network: Network, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FLYBRAIN_SEED", raising=False)
    times = {name: run(name, network.ids[:4])["t"].tolist() for name in ("a", "b")}
    assert times["a"] != times["b"]
    monkeypatch.setenv("FLYBRAIN_SEED", "1")
    assert run("a", network.ids[:4], force_overwrite=True)["t"].tolist() == times["a"]
    monkeypatch.setenv("FLYBRAIN_SEED", "2")
    assert run("a", network.ids[:4], force_overwrite=True)["t"].tolist() != times["a"]
    monkeypatch.setenv("FLYBRAIN_SEED", "two")
    with pytest.raises(ValueError, match="FLYBRAIN_SEED=two"):
        run("a", network.ids[:4], force_overwrite=True)


def test_parameters_in_three_notations_are_one(network: Network, run: Run) -> None:
    ours = {"r_poi": 80 * Hz, "t_dly": 2 * ms, "w_syn": 0.3 * mV, "t_run": 100 * ms}
    numbers = {"r_poi": 80, "t_dly": 2.0, "w_syn": 0.3, "t_run": 0.1}
    texts = {"r_poi": "80 Hz", "t_dly": "2 ms", "w_syn": "0.3 mV", "t_run": "100 ms"}
    first, second_, third = (run("a", network.ids[:4], params=params, force_overwrite=True) for params in (ours, numbers, texts))
    assert first.equals(second_)
    assert first.equals(third)
    assert not first.equals(run("a", network.ids[:4], params={**numbers, "w_syn": 0.31}, force_overwrite=True))


def test_default_params_can_be_changed_for_all_later_calls(network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(default_params, "n_run", 2)
    monkeypatch.setitem(default_params, "t_run", 50 * ms)
    run_exp("a", network.ids[:4], tmp_path, *network.files)
    assert pd.read_parquet(tmp_path / "a.parquet")["trial"].unique().tolist() == [0, 1]


def test_silenced_neurons_drive_nobody_and_still_fire(network: Network, run: Run) -> None:
    spikes = run("a", network.ids[:4], neu_slnc=network.ids[:4])
    assert set(spikes["flywire_id"]) == set(network.ids[:4])


def test_second_set_has_a_rate_of_its_own(network: Network, run: Run) -> None:
    options = {"neu_exc2": [network.ids[1]], "neu_slnc": network.ids}
    spikes = run("a", [network.ids[0]], params={"r_poi": 0, "r_poi2": 100}, **options)
    assert set(spikes["flywire_id"]) == {network.ids[1]}


@pytest.mark.parametrize("form", [list, set, pd.Series, pd.Index, lambda ids: [str(i) for i in ids], lambda ids: ids.astype(np.uint64)])
def test_ids_in_any_form(network: Network, run: Run, form: Callable[[Any], Any]) -> None:
    """The first two ids are one number as floats."""
    spikes = run("a", form(network.ids[:2]), neu_slnc=form(network.ids[:2]))
    assert set(spikes["flywire_id"]) == set(network.ids[:2])


def test_unknown_ids_are_a_key_error_that_lists_them(
    network: Network, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(KeyError) as unknown:
        run("a", [network.ids[0], 720575940600000001, 720575940600000002])
    assert isinstance(unknown.value, UnknownNeuronError)
    assert "720575940600000001" in str(unknown.value)
    assert "720575940600000002" in str(unknown.value)
    assert ">>> Experiment:     a\n" in capsys.readouterr().out
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"neu_exc": [720575940660219265.0]}, IdError, r"neu_exc\[0\]: .* is a float"),
        ({"neu_slnc": [0]}, IdError, r"neu_slnc\[0\]: 0 means no neuron"),
        ({"neu_exc": [5, 5]}, IdError, r"neu_exc\[1\]: neuron 5 appears twice"),
        ({"params": {"r_poi": 5 * mV}}, ValueError, "r_poi.* has another unit"),
        ({"params": {"eq_th": "v > 0"}}, ValueError, "eq_th.*cannot be changed"),
        ({"params": {"t_run": 0.00015}}, ValueError, "t_run"),
        ({"params": {"tau": -1}}, ValueError, "tau"),
        ({"n_proc": 0}, ValueError, "n_proc: 0"),
    ],
)
def test_mistakes_leave_no_file(
    network: Network, run: Run, tmp_path: Path, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        run("a", **{"neu_exc": network.ids[:2], **options})
    assert os.listdir(tmp_path) == []


def test_file_of_the_connectome_is_not_overwritten(network: Network, tmp_path: Path) -> None:
    copied = tmp_path / "edges.parquet"
    copied.write_bytes(network.connectivity.read_bytes())
    with pytest.raises(ValueError, match="is a file of the connectome"):
        run_exp("edges", network.ids[:2], tmp_path, network.completeness, copied, force_overwrite=True)
    assert copied.read_bytes() == network.connectivity.read_bytes()


def test_missing_connectome_file_is_named(network: Network, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"connectivity: .*none\.parquet"):
        run_exp("a", network.ids[:2], tmp_path, network.completeness, tmp_path / "none.parquet")


def test_folders_are_made_and_names_may_have_any_characters(network: Network, tmp_path: Path) -> None:
    params = {**default_params, "n_run": 1, "t_run": 0.05}
    run_exp("20 Hz, \u00fc", network.ids[:2], tmp_path / "deep" / "er", *network.files, params=params)
    assert set(pd.read_parquet(tmp_path / "deep" / "er" / "20 Hz, \u00fc.parquet")["exp_name"]) == {"20 Hz, \u00fc"}


def test_connectome_that_was_written_anew_is_read_anew(network: Network, tmp_path: Path) -> None:
    edges = tmp_path / "edges.parquet"
    edges.write_bytes(network.connectivity.read_bytes())
    params = {**default_params, "n_run": 1, "t_run": 0.1}
    run_exp("before", network.ids[:2], tmp_path, network.completeness, edges, params=params)
    edges.unlink()
    pd.read_parquet(network.connectivity).iloc[:0].to_parquet(edges)
    run_exp("after", network.ids[:2], tmp_path, network.completeness, edges, params=params)
    assert pd.read_parquet(tmp_path / "before.parquet")["flywire_id"].nunique() > 2
    assert set(pd.read_parquet(tmp_path / "after.parquet")["flywire_id"]) == set(network.ids[:2])


def test_the_papers_example(network: Network, tmp_path: Path) -> None:
    """Control, another rate, the most active neurons silenced one by one, and the read-out's rates sorted."""
    sugar = network.ids[:10].tolist()
    params = {**default_params, "n_run": 5, "t_run": 0.2 * second}
    params["r_poi"] = 200 * Hz
    run_exp(
        exp_name="sugarR", neu_exc=sugar, path_res=tmp_path, path_comp=network.completeness, path_con=network.connectivity, params=params
    )
    params["r_poi"] = 100 * Hz
    run_exp(
        exp_name="sugarR_100Hz",
        neu_exc=sugar,
        path_res=tmp_path,
        path_comp=network.completeness,
        path_con=network.connectivity,
        params=params,
    )
    rates, _ = utils.get_rate(utils.load_exps([tmp_path / "sugarR_100Hz.parquet"]), t_run=params["t_run"], n_run=params["n_run"])
    others = rates[~rates.index.isin(sugar)].sort_values("sugarR_100Hz", ascending=False)
    read_out = int(others.index[3])
    for neuron in others.index[:3]:
        run_exp(f"sugarR-{neuron}", sugar, tmp_path, *network.files, params=params, neu_slnc=[neuron])
    loaded = utils.load_exps(sorted(tmp_path.glob("*.parquet")))
    rates, deviations = utils.get_rate(loaded, params["t_run"], params["n_run"], {read_out: "MN9"})
    assert rates.columns.tolist() == ["name", *sorted(["sugarR", "sugarR_100Hz", *(f"sugarR-{n}" for n in others.index[:3])])]
    assert rates.index.dtype == np.int64
    assert rates.loc[rates["name"] == "MN9"].index.tolist() == [read_out]
    assert (rates.loc[sugar, "sugarR"] > rates.loc[sugar, "sugarR_100Hz"]).all()
    assert deviations.shape == rates.shape


def test_single_trials_in_rows_of_the_file(network: Network) -> None:
    params = {**default_params, "t_run": 0.2}
    first, second_ = (run_trial([0, 1], [2], [5], *network.files, params) for _ in range(2))
    assert {0, 1} <= set(first)
    assert set(first) <= set(range(100))
    assert all((np.diff(times) > 0).all() for times in first.values())
    assert first[0].tolist() != second_[0].tolist()
    table = construct_dataframe([first, second_], "two", dict(enumerate(network.ids.tolist())))
    assert table["trial"].unique().tolist() == [0, 1]
    assert set(table.loc[table["trial"] == 0, "flywire_id"]) == set(network.ids[list(first)])
    assert table["t"].dtype == np.float64


def test_table_of_trials_without_spikes_has_the_same_types() -> None:
    table = construct_dataframe([{}, {}], "none", {})
    assert [str(table[name].dtype) for name in ("t", "trial", "flywire_id")] == ["float64", "int64", "int64"]


def test_without_brian2_the_error_says_what_to_use(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "brian2", None)
    with pytest.raises(ImportError, match="create_model .*run_exp"):
        create_model(*network.files, default_params)


def test_rates_are_brian2s_within_chance(network: Network, tmp_path: Path) -> None:
    """Brian2 and run_exp draw different input, so the mean rates of 20 trials each are compared."""
    require("brian2")
    import brian2

    brian2.prefs.codegen.target = "numpy"
    n_run, t_run = 20, 0.2
    driven, driven2, silenced = [0, 1, 2, 3, 4], [50, 51], [10, 11]
    params = {**default_params, "r_poi": 150 * Hz, "r_poi2": 60 * Hz, "n_run": n_run, "t_run": t_run}
    neurons, synapses, monitor = create_model(*network.files, params)
    inputs, neurons = poi(neurons, driven, driven2, params)
    synapses = silence(silenced, synapses)
    simulation = brian2.Network(neurons, synapses, monitor, *inputs)
    simulation.store()
    trials = []
    for trial in range(n_run):
        simulation.restore()
        brian2.seed(trial)
        simulation.run(t_run * brian2.second)
        trials.append(get_spk_trn(monitor))
    theirs = construct_dataframe(trials, "brian2", dict(enumerate(network.ids.tolist())))
    ids = network.ids
    run_exp("ours", ids[driven], tmp_path, *network.files, params, ids[silenced], ids[driven2])
    both = pd.concat([theirs, utils.load_exps([tmp_path / "ours.parquet"])])
    rates, deviations = (table.reindex(ids).fillna(0) for table in utils.get_rate(both, t_run, n_run))
    assert (rates > 0).all(axis=1).sum() > 15
    # A neuron that fires in few trials may have no deviation in one of the two; a spike more or less in all is 1 / (t_run * n_run).
    floor = 2 / (t_run * n_run)
    error = np.sqrt((deviations**2).sum(axis=1) / n_run) + floor
    # For 100 neurons the largest of so many differences exceeds 4.5 standard errors once in 1,500 such tests; the seeds are fixed.
    assert ((rates["ours"] - rates["brian2"]).abs() < 4.5 * error).all()
    # And in total: rates of one network go up and down together, so the standard error is that of the trials' totals.
    totals = both.groupby(["exp_name", "trial"]).size().unstack(0)
    assert abs(totals["ours"].mean() - totals["brian2"].mean()) < 4 * np.sqrt(totals.var().sum() / n_run)
