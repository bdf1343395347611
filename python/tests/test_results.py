"""Runs and their results, on a small network of the user's own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

import flybrain_sim
from conftest import Network, require
from flybrain_sim import IdError, Result, UnknownNeuronError, UsageError, _spike_files, utils
from flybrain_sim._selections import as_neurons
from flybrain_sim.units import Hz, ms

pytestmark = pytest.mark.usefixtures("application")
A, B = 720575940660219265, 720575940660219300


@pytest.fixture(scope="module")
def small(network: Network) -> dict[str, Path]:
    return {"completeness": network.completeness, "connectivity": network.connectivity}


@pytest.fixture(scope="module")
def result(application: None, network: Network, small: dict[str, Path]) -> Result:
    return flybrain_sim.run(excite=network.ids[:5], rate=120, n_run=4, t_run=0.3, connectome=small, name="five")


class TestSpikes:
    def test_columns_and_types(self, result: Result) -> None:
        spikes = result.spikes
        assert {name: str(dtype) for name, dtype in spikes.dtypes.items()} == {
            "t": "float64",
            "trial": "int64",
            "flywire_id": "int64",
            "exp_name": "category",
        }
        assert set(spikes["exp_name"]) == {"five"}
        assert repr(result).startswith(f"<Result five: {len(spikes):,} spikes of {len(result.active)} neurons in 4 trials of 0.3 s on ")

    def test_are_those_of_the_drop_in(self, result: Result, network: Network, tmp_path: Path) -> None:
        from flybrain_sim.model import _seed, default_params, run_exp

        run_exp("five", network.ids[:5], tmp_path, *network.files, params={**default_params, "r_poi": 120, "n_run": 4, "t_run": 0.3})
        small = {"completeness": network.completeness, "connectivity": network.connectivity}
        again = flybrain_sim.run(excite=network.ids[:5], rate=120, n_run=4, t_run=0.3, connectome=small, name="five", seed=_seed("five"))
        written = pd.read_parquet(tmp_path / "five.parquet")
        for column in ("t", "trial", "flywire_id"):
            assert written[column].tolist() == again.spikes[column].tolist()

    def test_give_the_published_tables(self, result: Result) -> None:
        rates, deviations = utils.get_rate(result.spikes, result.t_run, result.n_run)
        ours = result.rates().sort_index()
        assert rates.index.equals(ours.index)
        # The last digits depend on the order of additions.
        np.testing.assert_allclose(rates["five"], ours["firing_rate"], rtol=1e-12)
        # Population against sample standard deviation.
        np.testing.assert_allclose(deviations["five"] * np.sqrt(4 / 3), ours["sd"], rtol=1e-12, atol=1e-12)

    def test_file_is_a_spike_file(self, result: Result, tmp_path: Path) -> None:
        result.to_parquet(tmp_path / "made" / "five.parquet")
        loaded = utils.load_exps([tmp_path / "made" / "five.parquet"])
        assert loaded["flywire_id"].tolist() == result.spikes["flywire_id"].tolist()
        assert loaded.columns.tolist() == ["t", "trial", "flywire_id", "exp_name"]

    def test_parts_of_killed_writers_of_this_machine_are_deleted_in_both_languages(
        self, result: Result, small: dict[str, Path], network: Network, tmp_path: Path
    ) -> None:
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        table = _spike_files._table()
        elsewhere = ("1" if table[0] == "0" else "0") + table[1:]
        kept = [
            f".five.parquet.{table}-{os.getpid()}.part",
            f".five.parquet.{table}-{os.getpid()}-140.part",
            f".five.parquet.{elsewhere}-{ended.pid}.part",
            f".five.parquet.{ended.pid}.part",
            f".other.parquet.{table}-{ended.pid}.part",
        ]
        abandoned = [f".five.parquet.{table}-{ended.pid}.part", f".five.parquet.{table}-{ended.pid}-140.part"]
        options: dict[str, Any] = {"excite": network.ids[:5], "rate": 120, "n_run": 2, "t_run": 0.1, "connectome": small, "name": "five"}
        for write in (result.to_parquet, lambda out: flybrain_sim.run(out=out, **options)):
            for part in kept + abandoned:
                (tmp_path / part).touch()
            write(tmp_path / "five.parquet")
            assert sorted(os.listdir(tmp_path)) == sorted([*kept, "five.parquet"])
            (tmp_path / "five.parquet").unlink()

    def test_table_is_the_one_of_java(self, tmp_path: Path) -> None:
        """The same as `table_isOfTheBootAndOfTheNamespace` of Java's `ProcessMarkTest`."""
        (tmp_path / "sys/kernel/random").mkdir(parents=True)
        (tmp_path / "sys/kernel/random/boot_id").write_text("bdeb8b65-6004-4208-9343-3ae91829bc0b\n")
        (tmp_path / "self/ns").mkdir(parents=True)
        (tmp_path / "self/ns/pid").symlink_to("pid:[4026531836]")
        assert _spike_files._process_table(tmp_path) == "bdeb649a9ff8"
        (tmp_path / "self/ns/pid").unlink()
        assert re.fullmatch("[0-9a-f]{12}", _spike_files._process_table(tmp_path))
        assert _spike_files._process_table(tmp_path) != _spike_files._process_table(tmp_path)

    def test_experiment_alone_gives_them_again(self, result: Result, small: dict[str, Path], tmp_path: Path) -> None:
        (tmp_path / "again.toml").write_text(result.experiment, "utf-8")
        for experiment in (result.experiment, tmp_path / "again.toml", str(tmp_path / "again.toml")):
            assert flybrain_sim.run(experiment, connectome=small).spikes.equals(result.spikes)

    def test_into_a_file_are_the_same(self, small: dict[str, Path], network: Network, tmp_path: Path) -> None:
        options: dict[str, Any] = {"excite": network.ids[:5], "rate": 120, "n_run": 40, "t_run": 0.3, "connectome": small, "name": "five"}
        kept = flybrain_sim.run(**options)
        written = flybrain_sim.run(out=tmp_path / "made" / "five.parquet", **options)
        assert (kept.file, written.file) == (None, tmp_path / "made" / "five.parquet")
        assert repr(written) == repr(kept)
        assert "time" not in written._columns
        pd.testing.assert_frame_equal(written.rates(), kept.rates())
        pd.testing.assert_frame_equal(written.spikes, kept.spikes)
        for trial in (0, 39):
            one, other = written.trains(trial), kept.trains(trial)
            assert {neuron: times.tolist() for neuron, times in one.items()} == {neuron: times.tolist() for neuron, times in other.items()}

    def test_are_not_there_if_only_rates_were_wanted(self, result: Result, small: dict[str, Path]) -> None:
        rates = flybrain_sim.run(result.experiment, connectome=small, spikes=False)
        pd.testing.assert_frame_equal(rates.rates(), result.rates())
        assert repr(rates) == repr(result)
        with pytest.raises(ValueError, match=r"kept no spikes \(spikes=False\).*out="):
            _ = rates.spikes

    def test_threads_do_not_change_them(self, result: Result, small: dict[str, Path]) -> None:
        assert flybrain_sim.run(result.experiment, connectome=small, threads=1).spikes.equals(result.spikes)


class TestRates:
    def test_of_all_that_fired_the_fastest_first(self, result: Result) -> None:
        rates = result.rates()
        assert rates.index.name == "flyid"
        assert rates.index.dtype == np.int64
        assert rates["firing_rate"].is_monotonic_decreasing
        assert set(rates.index) == set(result.spikes["flywire_id"])

    def test_of_chosen_neurons_in_their_order_silent_ones_too(self, result: Result, network: Network) -> None:
        silent = next(neuron for neuron in network.ids.tolist() if neuron not in set(result.active.tolist()))
        rates = result.rates([silent, str(B)])
        assert rates.index.tolist() == [silent, B]
        assert rates.index.dtype == np.int64
        of_all = result.rates()
        assert rates["firing_rate"].tolist() == [0, of_all["firing_rate"].to_dict()[B]]
        assert rates["sd"].tolist() == [0, of_all["sd"].to_dict()[B]]
        with pytest.raises(IdError, match=r"neurons\[0\]"):
            result.rates([float(B)])

    def test_of_a_single_trial_have_no_deviation(self, network: Network, small: dict[str, Path]) -> None:
        assert flybrain_sim.run(excite=[A], n_run=1, t_run=0.1, connectome=small).rates([A, B])["sd"].isna().all()


class TestRun:
    def test_presets_by_name(self) -> None:
        result = flybrain_sim.run("sugar", rate=100, n_run=1, t_run="100 ms", connectome="synthetic")
        assert (result.name, result.connectome, result.n_run, result.t_run, result.seed) == ("sugar", "synthetic", 1, 0.1, 1)
        assert "rate = 100.0" in result.experiment

    def test_neurons_in_any_form(self, network: Network, small: dict[str, Path]) -> None:
        first = flybrain_sim.run(excite=[A, B], n_run=1, t_run=0.1, connectome=small).spikes
        for form in ([str(A), str(B)], pd.Series([A, B]), np.array([A, B], dtype=np.uint64), f"{A},{B}", (A, f"{B}")):
            assert flybrain_sim.run(excite=form, n_run=1, t_run=0.1, connectome=small).spikes.equals(first)

    def test_silencing_and_parameters_have_their_effect(self, network: Network, small: dict[str, Path]) -> None:
        options: dict[str, Any] = {"excite": [A, B], "n_run": 2, "t_run": 0.2, "connectome": small}
        control = flybrain_sim.run(**options)
        assert set(flybrain_sim.run(silence=[A, B], **options).active) == {A, B}
        weaker = flybrain_sim.run(parameters={"w_syn": 0.1}, **options)
        assert flybrain_sim.run(parameters={"w_syn": "0.1 mV", "t_mbr": 20 * ms}, **options).spikes.equals(weaker.spikes)
        assert len(weaker.spikes) < len(control.spikes)

    def test_object_with_the_keys_of_an_experiment_file(self, network: Network, small: dict[str, Path]) -> None:
        experiment = {"drive": {"neurons": [A, B], "rate": 80.0}, "t_run": 0.1, "n_run": 2}
        first = flybrain_sim.run(experiment, connectome=small)
        second = flybrain_sim.run(excite=[A, B], rate=80 * Hz, t_run=0.1, n_run=2, connectome=small)
        assert first.spikes["t"].equals(second.spikes["t"])
        assert experiment == {"drive": {"neurons": [A, B], "rate": 80.0}, "t_run": 0.1, "n_run": 2}

    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({"experiment": "suggar"}, UsageError, "suggar"),
            ({"excite": [720575940600000001]}, UnknownNeuronError, "720575940600000001"),
            ({"excite": [float(A)]}, IdError, r"excite\[0\]: .* is a float"),
            ({"excite": [A, None]}, IdError, r"excite\[1\]: .* missing"),
            ({"excite": [A], "rate": -5}, UsageError, "rate"),
            ({"excite": [A], "silence_mode": "incoming", "silence": [B]}, UsageError, "incoming"),
            ({"excite": [A], "parameters": {"w_sin": 1}}, ValueError, "'w_sin' is not a parameter"),
            ({"experiment": [A]}, TypeError, "give neurons as excite="),
            ({"experiment": "[drive]\nneurons = [5]", "rate": 5}, ValueError, "own rate"),
            ({"experiment": "[drive]\nneurons = [5]", "silence": [5]}, ValueError, "own silence"),
            ({"excite": [A], "n_run": 0}, ValueError, "n_run"),
        ],
    )
    def test_mistakes_are_named(self, small: dict[str, Path], options: dict[str, Any], error: type[Exception], message: str) -> None:
        with pytest.raises(error, match=message):
            flybrain_sim.run(**{"connectome": small, "n_run": 1, **options})

    def test_connectome_that_does_not_exist(self) -> None:
        with pytest.raises(UsageError, match="v999"):
            flybrain_sim.run("sugar", connectome="v999")


def test_selections_are_text_and_ids_are_numbers() -> None:
    assert as_neurons("LC4 & side:right", "x") == "LC4 & side:right"
    assert as_neurons(["MN9_left", str(A), np.uint64(B)], "x") == ["MN9_left", A, B]
    assert as_neurons(pd.Series(["MN9_left", "type:LC4"]), "x") == ["MN9_left", "type:LC4"]
    assert as_neurons(pd.DataFrame({"firing_rate": [1.0]}, pd.Index([A], name="flyid")), "x") == [A]
    for wrong in (["MN9_left", float(A)], ["MN9_left", True], ["MN9_left", 0], None, 1.5):
        with pytest.raises(IdError):
            as_neurons(wrong, "x")


class TestSweep:
    def test_a_row_for_each_combination_and_neuron(self, network: Network, small: dict[str, Path]) -> None:
        over: dict[str, list[Any]] = {"rate": [50, "100 Hz"], "silence": [None, A, [A, B]]}
        table = flybrain_sim.sweep(over=over, excite=[A, B], n_run=2, t_run=0.2, connectome=small)
        assert table.columns.tolist() == ["rate", "silence", "flyid", "firing_rate", "sd"]
        assert table["flyid"].dtype == np.int64
        assert table["rate"].dtype == np.float64
        assert table["silence"].unique().tolist() == ["", f"{A}", f"{A},{B}"]
        for (rate, silenced), rows in cast(Any, table.groupby(["rate", "silence"])):
            silence = [int(i) for i in silenced.split(",")] if silenced else None
            alone = flybrain_sim.run(excite=[A, B], rate=rate, silence=silence, n_run=2, t_run=0.2, connectome=small).rates()
            pd.testing.assert_frame_equal(rows.set_index("flyid")[["firing_rate", "sd"]], alone)
        assert len(table.attrs["combinations"]) == 6

    def test_parameters_by_either_name_and_combinations_without_spikes(self, network: Network, small: dict[str, Path]) -> None:
        table = flybrain_sim.sweep(over={"w_syn": [0.1, 0.275], "rate": [0, 60]}, excite=[A], n_run=1, t_run=0.2, connectome=small)
        assert set(table["rate"]) == {60}
        assert set(table["w_syn"]) == {0.1, 0.275}
        assert table["flyid"].dtype == np.int64
        assert len(table.attrs["combinations"]) == 4

    @pytest.mark.parametrize(("over", "message"), [({"rat": [1]}, "'rat' cannot be varied"), ({"n_run": [1]}, "give it once")])
    def test_mistakes(self, small: dict[str, Path], over: dict[str, Any], message: str) -> None:
        with pytest.raises(ValueError, match=message):
            flybrain_sim.sweep(over=over, excite=[A], n_run=1, connectome=small)

    def test_has_no_spikes(self, small: dict[str, Path], tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="a sweep gives rates and keeps no spikes"):
            flybrain_sim.sweep(over={"rate": [1]}, excite=[A], n_run=1, connectome=small, out=tmp_path / "a.parquet")


class TestPictures:
    @pytest.fixture(autouse=True)
    def without_a_screen(self) -> None:
        require("matplotlib")
        import matplotlib

        matplotlib.use("agg")

    def test_raster_has_a_row_for_each_neuron(self, result: Result) -> None:
        ax = result.plot_raster()
        drawn = sum(len(row.get_positions()) for row in ax.collections)
        assert drawn == (result.spikes["trial"] == 0).sum()
        assert len(ax.collections) == len(result.active)
        assert ax.get_xlabel() == "time (s)"
        assert ax.get_xlim() == (0, 0.3)

    def test_rates_have_a_bar_for_each_neuron(self, result: Result) -> None:
        ax = result.plot_rates(top=3)
        assert [bar.get_width() for bar in ax.patches] == result.rates()["firing_rate"].head(3).tolist()
        assert [label.get_text() for label in ax.get_yticklabels()] == [str(neuron) for neuron in result.active[:3]]

    def test_axes_of_ones_own(self, result: Result) -> None:
        import matplotlib.pyplot as plt

        ax = plt.figure().subplots()
        assert result.plot_raster(trial=1, neurons=[A, B], ax=ax) is ax
        with pytest.raises(IndexError, match="trials 0 to 3"):
            result.plot_raster(trial=4)


class TestOtherTools:
    def test_pynapple(self, result: Result, network: Network) -> None:
        require("pynapple")
        silent = next(neuron for neuron in network.ids.tolist() if neuron not in set(result.active.tolist()))
        for trial in range(4):
            group = result.to_pynapple(trial, [A, B, silent])
            assert sorted(group.keys()) == sorted([A, B, silent])
            assert group.time_support.values.tolist() == [[0.0, 0.3]]
            spikes = result.spikes
            for neuron in (A, B, silent):
                chosen = spikes.loc[(spikes["flywire_id"] == neuron) & (spikes["trial"] == trial), "t"]
                # pynapple rounds times to nanoseconds.
                np.testing.assert_allclose(group[neuron].t, chosen, rtol=0, atol=1e-9)
                assert group.metadata["rate"][neuron] == pytest.approx(len(chosen) / 0.3)
        assert set(result.to_pynapple().keys()) == set(result.active.tolist())

    def test_neo(self, result: Result) -> None:
        require("neo")
        block = result.to_neo()
        assert len(block.segments) == 4
        total = 0
        for trial, segment in enumerate(block.segments):
            assert [train.annotations["flywire_id"] for train in segment.spiketrains] == sorted(result.active.tolist())
            for train in segment.spiketrains:
                spikes = result.spikes
                chosen = spikes.loc[(spikes["flywire_id"] == train.annotations["flywire_id"]) & (spikes["trial"] == trial), "t"]
                assert train.magnitude.tolist() == chosen.tolist()
                assert (float(train.t_start), float(train.t_stop)) == (0.0, 0.3)
                total += len(train)
        assert total == len(result.spikes)

    def test_spikeinterface(self, result: Result) -> None:
        require("spikeinterface")
        sorting = result.to_spikeinterface()
        assert sorting.get_num_segments() == 4
        assert sorting.sampling_frequency == pytest.approx(10_000)
        assert sorting.unit_ids.dtype == np.int64
        assert sorted(sorting.unit_ids.tolist()) == sorted(result.active.tolist())
        spikes = result.spikes
        for trial in range(4):
            for neuron in result.active.tolist():
                chosen = spikes.loc[(spikes["flywire_id"] == neuron) & (spikes["trial"] == trial), "t"]
                frames = sorting.get_unit_spike_train(neuron, segment_index=trial)
                assert frames.tolist() == np.rint(chosen / 1e-4).astype(int).tolist()


class TestConnectome:
    def test_neurons_and_connections_of_the_files(self, network: Network, small: dict[str, Path]) -> None:
        connectome = flybrain_sim.Connectome(small)
        assert connectome.neurons.index.tolist() == network.ids.tolist()
        assert connectome.neurons.index.dtype == np.int64
        edges = pd.read_parquet(network.connectivity)
        found = connectome.connections
        assert found["pre"].tolist() == edges["Presynaptic_ID"].tolist()
        assert found["post"].tolist() == edges["Postsynaptic_ID"].tolist()
        assert found["weight"].tolist() == edges["Excitatory x Connectivity"].tolist()
        assert found["pre"].dtype == np.int64

    def test_sparse_matrix(self, network: Network, small: dict[str, Path]) -> None:
        require("scipy")
        matrix = flybrain_sim.Connectome(small).to_csr()
        edges = pd.read_parquet(network.connectivity)
        dense = np.zeros((100, 100), dtype=int)
        dense[edges["Presynaptic_Index"], edges["Postsynaptic_Index"]] = edges["Excitatory x Connectivity"]
        assert (matrix.toarray() == dense).all()

    def test_ids_by_id_and_name(self, network: Network, small: dict[str, Path]) -> None:
        connectome = flybrain_sim.Connectome(small)
        assert connectome.ids([B, str(A)]).tolist() == [B, A]
        assert connectome.ids([B, 720575940600000001], missing="skip").tolist() == [B]
        with pytest.raises(UnknownNeuronError, match="720575940600000001"):
            connectome.ids([B, 720575940600000001])
        assert connectome.select([B])["index"].tolist() == [1]
        assert len(flybrain_sim.Connectome("synthetic").ids("sugar")) == 21

    def test_neurons_by_type_and_side(self, network: Network, annotated: Path) -> None:
        connectome = flybrain_sim.Connectome(annotated)
        assert connectome.ids("LC4 & side:right").tolist() == [network.ids[0], network.ids[2]]
        table = connectome.select("type:LC4")
        assert table["type"].tolist() == ["LC4"] * 4
        assert table["side"].tolist() == ["right", "left", "right", "left"]
        assert connectome.neurons["type"].isna().sum() == 96


@pytest.fixture(scope="module")
def annotated(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The network with types and sides: the first four neurons are LC4, the first ten have a side."""
    folder = tmp_path_factory.mktemp("annotated")
    (folder / "completeness.csv").write_bytes(network.completeness.read_bytes())
    (folder / "connectivity.parquet").write_bytes(network.connectivity.read_bytes())
    lines = [f"{network.ids[row]},{'LC4' if row < 4 else ''},{'left' if row % 2 else 'right'}" for row in range(10)]
    (folder / "neurons.csv").write_text("root_id,cell_type,side\n" + "\n".join(lines) + "\n")
    return folder


class TestSelections:
    """Wherever neurons are named, a selection names them as their ids do."""

    def test_in_runs(self, network: Network, annotated: Path) -> None:
        options: dict[str, Any] = {"rate": 90, "rate2": 40, "n_run": 2, "t_run": 0.2, "connectome": annotated}
        right, left = network.ids[[0, 2]], network.ids[[1, 3]]
        selected = flybrain_sim.run(excite="LC4 & side:right", excite2=["LC4 & side:left"], silence="side:left & !LC4", **options)
        named = flybrain_sim.run(excite=right, excite2=left, silence=network.ids[[5, 7, 9]], **options)
        assert selected.spikes[["t", "trial", "flywire_id"]].equals(named.spikes[["t", "trial", "flywire_id"]])
        table = flybrain_sim.sweep(over={"excite": ["LC4 & side:right", right]}, n_run=1, t_run=0.2, rate=90, connectome=annotated)
        assert table["excite"].unique().tolist() == ["LC4 & side:right", ",".join(map(str, right))]
        one, other = (rows.drop(columns="excite").reset_index(drop=True) for _, rows in table.groupby("excite"))
        pd.testing.assert_frame_equal(one, other)

    def test_of_results(self, network: Network, annotated: Path) -> None:
        result = flybrain_sim.run(excite="LC4", n_run=2, t_run=0.2, connectome=annotated)
        right = network.ids[[0, 2]]
        pd.testing.assert_frame_equal(result.rates("LC4 & side:right"), result.rates(right))
        pd.testing.assert_frame_equal(result.rates([str(right[1]), "LC4 & side:left"]), result.rates(network.ids[[2, 1, 3]]))
        assert list(result.trains(1, "LC4 & side:right")) == right.tolist()
        with pytest.raises(UsageError, match="LC44"):
            result.rates("type:LC44")

    def test_of_a_live_brain(self, network: Network, annotated: Path) -> None:
        fired = []
        for driven, silenced, back in (
            ("LC4 & side:right", "type:LC4 & side:left", ["LC4 & side:left"]),
            (network.ids[[0, 2]], network.ids[[1, 3]], network.ids[[1, 3]]),
        ):
            with flybrain_sim.Brain(annotated) as brain:
                brain.drive(driven, 150)
                brain.silence(silenced)
                fired.append(brain.advance(0.1))
                brain.unsilence(back)
                fired.append(brain.advance(0.1))
                assert brain.rates("LC4 & side:right").index.tolist() == network.ids[[0, 2]].tolist()
                assert brain.potential("LC4").index.tolist() == network.ids[:4].tolist()
        for selected, named in zip(fired[:2], fired[2:], strict=True):
            assert len(named.time) > 0
            assert selected.neuron.tolist() == named.neuron.tolist()
            assert selected.time.tolist() == named.time.tolist()

    def test_after_so_many_connectomes_that_this_one_was_closed(self, network: Network, annotated: Path, tmp_path: Path) -> None:
        result = flybrain_sim.run(excite="LC4", n_run=1, t_run=0.1, connectome=annotated)
        with flybrain_sim.Brain(annotated) as brain:
            for k in range(9):
                other = tmp_path / f"other{k}"
                other.mkdir()
                for name in ("completeness.csv", "connectivity.parquet"):
                    (other / name).write_bytes((annotated / name).read_bytes())
                flybrain_sim.Connectome(other)
            brain.advance(0.1)
            assert len(brain.rates("LC4")) == 4
            assert len(result.rates("LC4")) == 4
