"""Tests contenders/native.c on the recorded spikes of Brian2. Run by scripts/check-python."""

import subprocess
from pathlib import Path

import pytest

from case import GOLDENS, Case
from contender import Contender, write_case

SOURCE = Path(__file__).with_name("contenders") / "native.c"

# It knows neither silencing nor equal time constants.
CASES = [
    folder
    for folder in sorted(GOLDENS.iterdir())
    if folder.is_dir() and not (case := Case.read(folder)[0]).silenced and case.parameter("tau_m") != case.parameter("tau_g")
]


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """The compiled program."""
    program = tmp_path_factory.mktemp("native") / "native"
    subprocess.run(["cc", "-std=c17", "-O2", "-Wall", "-Wextra", "-o", str(program), str(SOURCE), "-lm"], check=True)
    return program


def test_many_cases_are_simulated():
    assert len(CASES) > 30


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_spikes_are_those_of_brian2(program, tmp_path, folder):
    case, expected = Case.read(folder)
    write_case(tmp_path, case)
    native = Contender("native", str(program), tmp_path)
    try:
        # Ends the test if the trials have another number of spikes.
        native.trials("fresh", 2, len(expected))
        spikes = native.spikes()
        native.trials("learnt", 2, len(expected))
    finally:
        native.close()
    assert spikes == sorted(map(tuple, expected.tolist()))
