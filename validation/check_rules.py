"""Checks the golden cases: the plain model gives their spikes, and no mistake it can make goes unnoticed.

The plain model (plain_model.py) is the written rules in NumPy, without Brian2. Of every case it must give exactly the
spikes; with each mistake of mistakes.py it must give others on the cases that say they expose it, and each mistake must be
exposed by some case. Printed is the table of cases and mistakes.
"""

import argparse

import numpy as np

from case import GOLDENS, Case
from mistakes import MISTAKES
from plain_model import simulate

# Potentials of some 50 mV carry a rounding of about 1e-14 mV a step. A case is only fair when no potential comes so near
# to the threshold that another order of operations could decide.
FAIR_MARGIN = 1e-9


def check(case, golden):
    """The mistakes that the case exposes, and what is wrong with the case."""
    faults = []
    spikes, margin = simulate(case)
    if not np.array_equal(spikes, golden):
        faults.append(f"{case.name}: the plain model gives {len(spikes)} spikes, Brian2 {len(golden)}, not the same")
    if margin < FAIR_MARGIN:
        faults.append(f"{case.name}: a potential within {margin:.1e} mV of the threshold, so rounding may decide")
    if not case.exposes:
        return set(), margin, faults
    exposed = {name for name, rules in MISTAKES.items() if not np.array_equal(simulate(case, rules)[0], golden)}
    missed = set(case.exposes) - exposed
    if missed:
        faults.append(f"{case.name}: does not expose {', '.join(sorted(missed))}")
    return exposed, margin, faults


def mark(exposed, built_for):
    """One field of the table."""
    if built_for:
        return "X" if exposed else "!"
    return "x" if exposed else "."


def main():
    argparse.ArgumentParser(prog="check_rules", description=__doc__).parse_args()
    for number, name in enumerate(MISTAKES, 1):
        print(f"{number:2d} {name}")
    print("\nx: exposed, X: exposed and built for it, !: built for it but not exposed; margin: least distance from the threshold in mV")
    print(f"{'case':28}{'spikes':>7} {'margin':>8}  " + " ".join(f"{k:2d}" for k in range(1, len(MISTAKES) + 1)))
    faults, ever, folders = [], set(), sorted(GOLDENS.glob("*/case.json"))
    if not folders:
        raise SystemExit(f"{GOLDENS}: no golden cases; run make_goldens")
    for about in folders:
        case, golden = Case.read(about.parent)
        exposed, margin, found = check(case, golden)
        marks = [mark(name in exposed, name in case.exposes) for name in MISTAKES]
        row = " ".join(f"{mark:>2}" for mark in marks) if case.exposes else ""
        print(f"{case.name:28}{len(golden):7d} {margin:8.1e}  {row}".rstrip(), flush=True)
        faults += found
        ever |= exposed & set(case.exposes)
    faults += [f"no case is built to expose {name}" for name in MISTAKES if name not in ever]
    if faults:
        raise SystemExit("\n" + "\n".join(faults))
    print(f"\n{len(folders)} cases, all as Brian2; each of {len(MISTAKES)} mistakes is exposed")


if __name__ == "__main__":
    main()
