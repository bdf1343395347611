from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from conftest import require
from flybrain_sim._parameters import count, number, settings
from flybrain_sim.units import Hz, ms, mV, second

DEFAULTS: dict[str, Any] = {
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


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (2.2 * ms, "ms", 2.2),
        (0.275 * mV, "mV", 0.275),
        (1 * second, "ms", 1000),
        (100 * ms, "s", 0.1),
        (100, "Hz", 100),
        (np.float32(0.5), "s", 0.5),
        (np.array(3), "Hz", 3),
        ("100 Hz", "Hz", 100),
        ("100Hz", "Hz", 100),
        ("0.1 kHz", "Hz", 100),
        ("100", "Hz", 100),
        ("-52 mV", "mV", -52),
        ("-52e-3 V", "mV", -52),
        ("1 second", "s", 1),
        ("1.8 * ms", "ms", 1.8),
        (".5 s", "ms", 500),
        (250, "", 250),
        (-52 * mV / mV, "mV", -52),
    ],
)
def test_one_number_in_every_form(value: Any, unit: str, expected: float) -> None:
    assert number(value, unit, "x") == expected


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (100 * ms, "Hz"),
        ("100 ms", "Hz"),
        ("100 furlongs", "Hz"),
        ("fast", "Hz"),
        ("", "Hz"),
        (None, "Hz"),
        (True, "Hz"),
        ([100], "Hz"),
        (np.array([1, 2]), "Hz"),
        (float("nan"), "Hz"),
        (float("inf") * Hz, "Hz"),
        (250 * mV, ""),
    ],
)
def test_anything_else_names_the_parameter_and_what_is_allowed(value: Any, unit: str) -> None:
    with pytest.raises((TypeError, ValueError), match="r_poi: .*(allowed are|not a finite number)"):
        number(value, unit, "r_poi")


def test_brian2_quantities() -> None:
    require("brian2")
    import brian2

    assert number(2.2 * brian2.ms, "ms", "x") == 2.2
    assert number(150 * brian2.Hz, "Hz", "x") == 150
    assert number(-52 * brian2.mV, "mV", "x") == -52
    assert number(1 * brian2.second, "s", "x") == 1
    for wrong in (1 * brian2.amp, 1 * brian2.meter, 1 * brian2.ms, [1, 2] * brian2.Hz):
        with pytest.raises((TypeError, ValueError), match="allowed are"):
            number(wrong, "Hz", "x")


def test_settings_in_the_units_of_experiment_files() -> None:
    found = settings({"r_poi": "100 Hz", "n_run": np.int64(3)}, DEFAULTS)
    assert found == {
        "t_run": 1,
        "n_run": 3,
        "v_0": -52,
        "v_rst": -52,
        "v_th": -45,
        "t_mbr": 20,
        "tau": 5,
        "t_rfc": 2.2,
        "t_dly": 1.8,
        "w_syn": 0.275,
        "r_poi": 100,
        "r_poi2": 0,
        "f_poi": 250,
    }


def test_key_without_effect_is_named() -> None:
    with pytest.warns(UserWarning, match="'r_poi_2' is not a parameter.*did you mean 'r_poi2'"):
        settings({"r_poi_2": 5}, DEFAULTS)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "eqs",
            "dv/dt = (v_0 - v + g)/t_mbr : volt (unless refractory)\n\n dg/dt=-g/tau:volt(unless refractory)  # decays\nrfc : second",
        ),
        ("eq_th", "v>v_th"),
        ("eq_rst", "v = v_rst; g = 0*mV"),
        ("eq_rst", "v = v_rst; w = 0; g = 0 * mV"),
    ],
)
def test_unchanged_equations_are_accepted_however_written(name: str, text: str) -> None:
    assert settings({name: text}, DEFAULTS) == settings({}, DEFAULTS)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("eqs", "dv/dt = (v_0 - v + g) / t_mbr : volt"),
        ("eqs", ""),
        ("eq_th", "v >= v_th"),
        ("eq_th", None),
        ("eq_rst", "v = v_rst"),
        ("eq_rst", "v = v_rst; g = 0 * mV; a = 1"),
    ],
)
def test_changed_equations_are_refused(name: str, text: Any) -> None:
    with pytest.raises(ValueError, match=f"{name}.*cannot be changed"):
        settings({name: text}, DEFAULTS)


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "3", None, float("nan")])
def test_number_of_trials_is_a_whole_number(value: Any) -> None:
    with pytest.raises(ValueError, match="n_run: .* whole number"):
        count(value, "n_run")
