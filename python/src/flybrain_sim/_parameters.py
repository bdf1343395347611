"""Parameters of the model as notebooks give them: quantities of Brian2 or of `flybrain_sim.units`, numbers, or text such as "100 Hz"."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import numpy as np

from flybrain_sim.units import Quantity, _dimensions_of

# Unit of each numeric parameter of the published code, as a plain number is taken; "" is a number without unit.
UNITS = {
    "t_run": "s",
    "v_0": "mV",
    "v_rst": "mV",
    "v_th": "mV",
    "t_mbr": "ms",
    "tau": "ms",
    "t_rfc": "ms",
    "t_dly": "ms",
    "w_syn": "mV",
    "r_poi": "Hz",
    "r_poi2": "Hz",
    "f_poi": "",
}

# The model's own parameters: their names in experiment files, and in the published code.
OF_THE_MODEL = {
    "v0": "v_0",
    "v_reset": "v_rst",
    "v_th": "v_th",
    "tau_m": "t_mbr",
    "tau_g": "tau",
    "t_ref": "t_rfc",
    "delay": "t_dly",
    "w_syn": "w_syn",
    "f_poi": "f_poi",
}

# The equations as the published code has them, without blanks; its reset also clears a variable w that no equation has.
_EQUATIONS = {
    "eqs": {"dv/dt=(v_0-v+g)/t_mbr:volt(unlessrefractory)", "dg/dt=-g/tau:volt(unlessrefractory)", "rfc:second"},
    "eq_th": {"v>v_th"},
    "eq_rst": {"v=v_rst", "g=0*mV", "w=0"},
}
_EXTRA = {"w=0"}

# Unit -> exponents of second and volt, size in SI units.
_SIZES = {
    "s": ((1, 0), 1.0),
    "ms": ((1, 0), 1e-3),
    "us": ((1, 0), 1e-6),
    "Hz": ((-1, 0), 1.0),
    "kHz": ((-1, 0), 1e3),
    "V": ((0, 1), 1.0),
    "mV": ((0, 1), 1e-3),
    "uV": ((0, 1), 1e-6),
    "": ((0, 0), 1.0),
}
_SPELLINGS = {"second": "s", "seconds": "s", "sec": "s", "msecond": "ms", "hertz": "Hz", "hz": "Hz", "volt": "V", "mvolt": "mV"}
_TEXT = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*\*?\s*([a-zA-Z]*)\s*")


def number(value: Any, unit: str, name: str) -> float:
    """`value` as a number in `unit` ("s", "ms", "mV", "Hz" or ""). A plain number is taken to be in that unit.

    Raises ValueError or TypeError, with the name and what is allowed, for another unit, a missing value or something that is not a number.
    """
    found = _number(value, unit, name)
    if not math.isfinite(found):
        raise ValueError(f"{name}: {value!r} is not a finite number")
    return found


def _number(value: Any, unit: str, name: str) -> float:
    if isinstance(value, str):
        return _of_text(value, unit, name)
    if isinstance(value, np.ndarray) and value.ndim == 0 and not hasattr(value, "dim"):
        value = value[()]
    dimensions = _dimensions_of(value)
    if dimensions is None or (np.ndim(value) and np.size(value) != 1):
        raise TypeError(f"{name}: {value!r} is not a number; allowed are {_allowed(unit)}")
    if not isinstance(value, Quantity) and not hasattr(value, "dim"):
        return float(value)
    return _in_unit(float(value), dimensions, unit, name, value)


def _in_unit(si: float, dimensions: tuple[int, int], unit: str, name: str, value: object) -> float:
    wanted, size = _SIZES[unit]
    if dimensions != wanted:
        raise ValueError(f"{name}: {value!r} has another unit; allowed are {_allowed(unit)}")
    # 2.2 * ms / ms is 2.2000000000000002; nobody gives a parameter of twelve digits.
    return float(f"{si / size:.12g}")


def _of_text(text: str, unit: str, name: str) -> float:
    parts = _TEXT.fullmatch(text)
    spelled = _SPELLINGS.get(parts[2], parts[2]) if parts else ""
    if not parts or spelled not in _SIZES:
        raise ValueError(f"{name}: {text!r} is not a number with a unit; allowed are {_allowed(unit)}")
    if not spelled:
        return float(parts[1])
    dimensions, size = _SIZES[spelled]
    return _in_unit(float(parts[1]) * size, dimensions, unit, name, text)


def _allowed(unit: str) -> str:
    if not unit:
        return "plain numbers"
    python = "second" if unit == "s" else unit
    return f"numbers in {unit}, quantities such as 1 * {python}, and text such as '1 {unit}'"


def count(value: Any, name: str) -> int:
    """`value` as a whole number of at least 1."""
    whole = isinstance(value, int | np.integer | float | np.floating) and not isinstance(value, bool) and value == value // 1
    if not whole or value < 1:
        raise ValueError(f"{name}: {value!r} is not a whole number of at least 1")
    return int(value)


def settings(params: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, float]:
    """The numbers in `params`, in the units of `UNITS`, those not named from `defaults`; `n_run` is a whole number.

    Raises ValueError for a changed equation. A key that the model does not have is named in a warning, because nothing reads it.
    """
    for name in params:
        if name not in UNITS and name not in _EQUATIONS and name != "n_run":
            close = get_close_matches(str(name), [*UNITS, "n_run"], 1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            warnings.warn(f"params: {name!r} is not a parameter of the model and has no effect{hint}", stacklevel=3)
    for name, unchanged in _EQUATIONS.items():
        if name in params and not _same_equation(str(params[name]), unchanged):
            raise ValueError(f"params[{name!r}]: the equations of the model cannot be changed; leave out {name!r} or change a parameter")
    merged = {**defaults, **params}
    values = {name: number(merged[name], unit, f"params[{name!r}]") for name, unit in UNITS.items()}
    values["n_run"] = count(merged["n_run"], "params['n_run']")
    return values


def _same_equation(text: str, unchanged: set[str]) -> bool:
    parts = {re.sub(r"\s+", "", re.sub(r"#.*", "", part)) for line in text.splitlines() for part in line.split(";")}
    return unchanged - _EXTRA <= parts - {""} <= unchanged
