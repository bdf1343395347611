#!/usr/bin/env bash
# pynapple: `rates` of a group of neurons go by position, `rate` by the neuron's key, and neurons cannot be chosen in another order.
#
# Expected: `group.rates[key]` is the rate of the neuron `group[key]`, and `group[[5, 1]]` holds these two neurons, as in pandas.
# Seen with pynapple 0.11.4: `rate` is a Series by key, `rates` a plain array in ascending order of the keys, so that in a group with
# the keys 1 and 5 `rates[1]` is the rate of neuron 5; and a list of keys that does not ascend is a ValueError about metadata, although
# the group has none of its own.
# Why it matters: neurons are chosen by number, and small numbers are positions, too. Use `group["rate"]`, and sort the keys first.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install pynapple==0.11.4 numpy==2.4.6

cat >"$work/finding.py" <<'PYTHON'
import numpy
import pynapple

trial = pynapple.IntervalSet(0, 10)


def neuron(spikes):
    return pynapple.Ts(numpy.linspace(0.1, 9.9, spikes), time_support=trial)


group = pynapple.TsGroup({5: neuron(20), 1: neuron(100)}, time_support=trial)
print("pynapple", pynapple.__version__)
print("keys", list(group.keys()), "| spikes of neuron 1:", len(group[1]), "in 10 s")
print("group.rate[1] ", group.rate[1], "Hz |", type(group.rate).__name__)
print("group.rates[1]", group.rates[1], "Hz |", type(group.rates).__name__)
try:
    order = list(group[[5, 1]].keys())
except ValueError as error:
    order = f"ValueError: {error}"
print("group[[1, 5]]", list(group[[1, 5]].keys()), "| group[[5, 1]]", order)

assert len(group[1]) == 100 and group.rate[1] == 10
assert type(group.rates) is numpy.ndarray and group.rates[1] == 2, "rates go by key now"
assert order == "ValueError: Metadata index does not match.", "neurons can be chosen in any order now"
PYTHON
"$work/venv/bin/python" -W ignore "$work/finding.py"
