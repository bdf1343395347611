"""Units for parameters and times, where Brian2 is not installed: `150 * Hz`, `20 * ms`, `0.275 * mV`.

A quantity is a `float` in SI units (s, Hz, V) that knows its unit, so `float(20 * ms)` is 0.02. It can be calculated with and compared,
alone or with quantities of Brian2, and Brian2 takes it as one of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

__all__ = ["Hz", "Quantity", "mV", "ms", "second", "volt"]

# Exponents of second and volt.
Dimensions = tuple[int, int]

_NAMES: dict[Dimensions, tuple[str, float]] = {
    (1, 0): ("ms", 1e-3),
    (-1, 0): ("Hz", 1.0),
    (0, 1): ("mV", 1e-3),
}


def _dimensions_of(value: object) -> Dimensions | None:
    """Exponents of second and volt of one of ours, of Brian2's or of a number; None for anything else."""
    if isinstance(value, Quantity):
        return value.dimensions
    if hasattr(value, "dim") and hasattr(value, "get_best_unit"):
        return _brian2_dimensions(value.dim)
    if isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool):
        return (0, 0)
    return None


def _brian2_dimensions(dim: Any) -> Dimensions | None:
    """Exponents of second and volt of a dimension of Brian2, which has those of length, mass, time, current and more."""
    length, mass, time, current, *others = (round(exponent) for exponent in dim._dims)
    if any(others) or length != 2 * mass or current != -mass:
        return None
    return time + 3 * mass, mass


class Quantity(float):
    """A number with a unit made of seconds and volts; as a `float`, in SI units."""

    dimensions: Dimensions

    def __new__(cls, value: float, dimensions: Dimensions) -> Quantity:
        made = super().__new__(cls, value)
        made.dimensions = dimensions
        return made

    def __getnewargs__(self) -> tuple[float, Dimensions]:  # type: ignore[override]
        return float(self), self.dimensions

    @property
    def dim(self) -> Any:
        """Brian2's dimensions of this quantity, by which Brian2 takes it as one of its own."""
        import brian2

        seconds, volts = self.dimensions
        return brian2.second.dim**seconds * brian2.volt.dim**volts

    def __array_ufunc__(self, function: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        """Operations of NumPy's arrays and numbers with a quantity, which NumPy would do without the unit."""
        if function in (np.isinf, np.isnan, np.isfinite):
            return function(float(self))
        if function not in _OPERATIONS or method != "__call__" or options:
            raise TypeError(f"{function.__name__} of {self!r}: divide it by its unit first")
        forwards, backwards = _OPERATIONS[function]
        first, second = inputs
        return forwards(first, second) if isinstance(first, Quantity) else backwards(second, first)

    def _scaled(self, other: Any, value: Callable[[float, float], float], sign: int, own_sign: int = 1) -> Any:
        if isinstance(other, np.ndarray) and not hasattr(other, "dim"):
            scaled = [self._scaled(element, value, sign, own_sign) for element in other.ravel().tolist()]
            quantities = np.empty(len(scaled), dtype=object)
            quantities[:] = scaled
            return quantities.reshape(other.shape)
        dimensions = _dimensions_of(other)
        if dimensions is None:
            return NotImplemented
        seconds, volts = (own_sign * mine + sign * theirs for mine, theirs in zip(self.dimensions, dimensions, strict=True))
        number = value(float(self), float(other))
        return Quantity(number, (seconds, volts)) if seconds or volts else number

    def __mul__(self, other: Any) -> Any:
        return self._scaled(other, lambda a, b: a * b, 1)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        return self._scaled(other, lambda a, b: a / b, -1)

    def __rtruediv__(self, other: Any) -> Any:
        return self._scaled(other, lambda a, b: b / a, 1, -1)

    def __pow__(self, exponent: Any, modulo: None = None) -> Any:
        if exponent != int(exponent):
            raise ValueError(f"a quantity can be raised to whole numbers, not to {exponent}")
        seconds, volts = (each * int(exponent) for each in self.dimensions)
        return Quantity(float(self) ** int(exponent), (seconds, volts)) if seconds or volts else 1.0

    def _same(self, other: Any, doing: str) -> float:
        if _dimensions_of(other) != self.dimensions:
            raise TypeError(f"cannot {doing} {self!r} and {other!r}: their units differ")
        return float(other)

    def __add__(self, other: Any) -> Any:
        return Quantity(float(self) + self._same(other, "add"), self.dimensions)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return Quantity(float(self) - self._same(other, "subtract"), self.dimensions)

    def __rsub__(self, other: Any) -> Any:
        return Quantity(self._same(other, "subtract") - float(self), self.dimensions)

    def __neg__(self) -> Quantity:
        return Quantity(-float(self), self.dimensions)

    def __pos__(self) -> Quantity:
        return self

    def __abs__(self) -> Quantity:
        return Quantity(abs(float(self)), self.dimensions)

    def __eq__(self, other: object) -> bool:
        return _dimensions_of(other) == self.dimensions and float(self) == float(other)  # type: ignore[arg-type]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: Any) -> bool:
        return float(self) < self._same(other, "compare")

    def __le__(self, other: Any) -> bool:
        return float(self) <= self._same(other, "compare")

    def __gt__(self, other: Any) -> bool:
        return float(self) > self._same(other, "compare")

    def __ge__(self, other: Any) -> bool:
        return float(self) >= self._same(other, "compare")

    def __hash__(self) -> int:
        return hash((float(self), self.dimensions))

    def __float__(self) -> float:
        return float.__add__(self, 0.0)

    def __mod__(self, other: Any) -> NoReturn:
        raise TypeError("a quantity has no remainder; divide it by its unit first")

    def __repr__(self) -> str:
        number = float(self)
        if self.dimensions in _NAMES:
            name, size = _NAMES[self.dimensions]
            if name == "ms" and abs(number) >= 1:
                name, size = "second", 1.0
            return f"{number / size:.12g} * {name}"
        seconds, volts = self.dimensions
        return f"{number:.12g} * second**{seconds} * volt**{volts}"

    __str__ = __repr__


_OPERATIONS: dict[np.ufunc, tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]] = {
    np.multiply: (Quantity.__mul__, Quantity.__rmul__),
    np.true_divide: (Quantity.__truediv__, Quantity.__rtruediv__),
    np.add: (Quantity.__add__, Quantity.__radd__),
    np.subtract: (Quantity.__sub__, Quantity.__rsub__),
    np.equal: (Quantity.__eq__, Quantity.__eq__),
    np.not_equal: (Quantity.__ne__, Quantity.__ne__),
    np.less: (Quantity.__lt__, Quantity.__gt__),
    np.less_equal: (Quantity.__le__, Quantity.__ge__),
    np.greater: (Quantity.__gt__, Quantity.__lt__),
    np.greater_equal: (Quantity.__ge__, Quantity.__le__),
}

#: 1 s
second = Quantity(1.0, (1, 0))
#: 0.001 s
ms = Quantity(1e-3, (1, 0))
#: 1 / s
Hz = Quantity(1.0, (-1, 0))
#: 1 V
volt = Quantity(1.0, (0, 1))
#: 0.001 V
mV = Quantity(1e-3, (0, 1))
