from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from flybrain_sim import IdError, utils
from flybrain_sim.units import ms, second
from published import get_rate as published_get_rate
from published import get_rate_by_pandas

A, B = 720575940660219265, 720575940660219300


def spikes(rows: list[tuple[str, int, int]]) -> pd.DataFrame:
    """Experiment, neuron and trial of each spike."""
    names, neurons, trials = zip(*rows, strict=True) if rows else ((), (), ())
    return pd.DataFrame(
        {
            "t": np.arange(len(rows)) * 1e-4,
            "trial": np.array(trials, dtype=np.int64),
            "flywire_id": np.array(neurons, dtype=np.int64),
            "exp_name": pd.Series(names, dtype=object),
        }
    )


def random_spikes(seed: int, experiments: int, neurons: int, n_run: int, number: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    ids = 720575940600000000 + random.choice(60_000_000, neurons, replace=False)
    return spikes(
        [
            (f"exp_{experiment}", int(ids[neuron]), int(trial))
            for experiment, neuron, trial in zip(
                random.integers(experiments, size=number),
                (random.random(number) ** 3 * neurons).astype(int),
                random.integers(n_run, size=number),
                strict=True,
            )
        ]
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("t_run", "n_run"), [(1.0, 30), (0.3, 7), (2, 1)])
def test_equals_the_published_rule(seed: int, t_run: float, n_run: int) -> None:
    # Sparse tables (seed 0) go through sorted keys, dense ones through counters.
    table = random_spikes(seed, 11, 400_000 if seed == 0 else 50, n_run, 900)
    for ours, theirs in zip(utils.get_rate(table, t_run, n_run), published_get_rate(table, t_run, n_run), strict=True):
        # The last digits depend on the order of additions.
        pd.testing.assert_frame_equal(ours, theirs, rtol=1e-12, atol=1e-12, check_column_type=False)
        assert ours.index.dtype == np.int64


def test_the_loop_of_the_measurement_is_the_published_rule() -> None:
    table = random_spikes(3, 2, 20, 5, 400)
    for loop, theirs in zip(get_rate_by_pandas(table, 0.5, 5), published_get_rate(table, 0.5, 5), strict=True):
        pd.testing.assert_frame_equal(loop, theirs, rtol=1e-12, check_column_type=False)


def test_trials_without_spikes_count_and_silent_neurons_are_missing() -> None:
    rates, deviations = utils.get_rate(spikes([("b", A, 0), ("b", A, 0), ("a", B, 1)]), 0.5, 4)
    assert rates.index.tolist() == [A, B]
    assert rates.columns.tolist() == ["a", "b"]
    assert rates.loc[A, "b"] == 1.0
    assert deviations.loc[A, "b"] == pytest.approx(np.std([4, 0, 0, 0]))
    assert rates["a"].isna().tolist() == [True, False]
    assert deviations["b"].isna().tolist() == [False, True]


def test_equal_trials_deviate_by_exactly_nothing() -> None:
    _, deviations = utils.get_rate(spikes([("a", A, trial) for trial in range(3)] * 7), 0.3, 3)
    assert deviations.loc[A, "a"] == 0.0


def test_columns_are_in_the_order_of_strings() -> None:
    names = ["sugarR_100Hz", "sugarR_10Hz", "sugarR_200Hz", "sugarR_20Hz", "Zebra", "a"]
    rates, _ = utils.get_rate(spikes([(name, A, 0) for name in reversed(names)]), 1, 1)
    assert rates.columns.tolist() == sorted(names)
    assert rates.columns.name == "exp_name"
    assert rates.index.name == "flyid"


def test_names_come_first_in_both_tables_and_are_empty_for_other_neurons() -> None:
    for table in utils.get_rate(spikes([("a", A, 0), ("a", B, 0)]), 1, 1, {B: "MN9"}):
        assert table.columns.tolist() == ["name", "a"]
        assert table["name"].tolist() == ["", "MN9"]
        assert table.fillna(0)["name"].tolist() == ["", "MN9"]


@pytest.mark.parametrize("t_run", [0.5, 500 * ms, 0.5 * second, "500 ms", np.float64(0.5)])
def test_duration_with_and_without_unit(t_run: Any) -> None:
    rates, _ = utils.get_rate(spikes([("a", A, 0)]), t_run, 1)
    assert rates.loc[A, "a"] == 2.0


@pytest.mark.parametrize("trial", [3, 30, -1])
def test_trial_outside_the_run_is_an_index_error(trial: int) -> None:
    with pytest.raises(IndexError, match=f"trial {trial}; with n_run = 3 trials are 0 to 2"):
        utils.get_rate(spikes([("a", A, 0), ("a", A, trial)]), 1, 3)


@pytest.mark.parametrize(("t_run", "n_run"), [(0, 1), (-1, 1), (float("nan"), 1), (1, 0), (1, 2.5), (1, True), (ms * ms, 1)])
def test_durations_and_numbers_that_cannot_be(t_run: Any, n_run: Any) -> None:
    with pytest.raises(ValueError, match="t_run|n_run"):
        utils.get_rate(spikes([("a", A, 0)]), t_run, n_run)


def test_no_spikes_give_empty_tables_of_the_same_types() -> None:
    for table in utils.get_rate(spikes([]), 1, 30):
        assert table.shape == (0, 0)
        assert table.index.dtype == np.int64
        assert table.index.name == "flyid"


def test_ids_as_floats_are_refused() -> None:
    table = spikes([("a", A, 0), ("a", B, 0)]).astype({"flywire_id": np.float64})
    with pytest.raises(IdError, match=r"flywire_id\[0\]: .* is a float"):
        utils.get_rate(table, 1, 1)


def test_missing_name_is_refused() -> None:
    table = spikes([("a", A, 0), ("a", B, 0)])
    table.loc[1, "exp_name"] = None
    with pytest.raises(ValueError, match="exp_name: missing in row 1"):
        utils.get_rate(table, 1, 1)


@pytest.mark.parametrize("dtype", ["category", "string", "string[pyarrow]"])
def test_names_of_any_type(dtype: str) -> None:
    table = spikes([("b", A, 0), ("a", B, 0)]).astype({"exp_name": dtype})
    assert utils.get_rate(table, 1, 1)[0].columns.tolist() == ["a", "b"]


def test_load_exps_keeps_ids_beside_an_experiment_without_spikes(tmp_path: Path) -> None:
    full, empty = spikes([("full", A, 0), ("full", B, 1)]), spikes([])
    full.to_parquet(tmp_path / "full.parquet", compression="brotli")
    # As the published code writes a run without spikes with pandas 3.
    empty.astype({"trial": float, "flywire_id": float}).to_parquet(tmp_path / "empty.parquet")
    # As others write it: columns without any type.
    pd.DataFrame({name: pd.Series([], dtype=object) for name in empty}).to_parquet(tmp_path / "null.parquet")
    for order in (["full", "empty", "null"], ["null", "empty", "full"]):
        loaded = utils.load_exps([tmp_path / f"{name}.parquet" for name in order])
        assert loaded["flywire_id"].dtype == np.int64
        assert loaded["trial"].dtype == np.int64
        assert loaded["t"].dtype == np.float64
        assert loaded["flywire_id"].tolist() == [A, B]
        assert utils.get_rate(loaded, 1, 30)[0].index.tolist() == [A, B]


def test_load_exps_concatenates_without_a_new_index(tmp_path: Path) -> None:
    table = spikes([("a", A, 0), ("a", B, 0)])
    table.to_parquet(tmp_path / "a.parquet")
    loaded = utils.load_exps([str(tmp_path / "a.parquet"), str(tmp_path / "a.parquet")])
    assert loaded.index.tolist() == [0, 1, 0, 1]
    assert loaded.columns.tolist() == ["t", "trial", "flywire_id", "exp_name"]
    assert len(utils.load_exps(tmp_path / "a.parquet")) == 2


def test_load_exps_refuses_ids_stored_as_floats_with_the_file(tmp_path: Path) -> None:
    spikes([("a", A, 0)]).astype({"flywire_id": float}).to_parquet(tmp_path / "rounded.parquet")
    with pytest.raises(IdError, match=r"rounded\.parquet: flywire_id\[0\]: .* is a float"):
        utils.load_exps([tmp_path / "rounded.parquet"])


def test_load_exps_takes_narrow_trials(tmp_path: Path) -> None:
    spikes([("a", A, 2)]).astype({"trial": np.int16}).to_parquet(tmp_path / "genn.parquet")
    assert utils.load_exps([tmp_path / "genn.parquet"])["trial"].tolist() == [2]
