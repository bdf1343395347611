"""No process and no half file is left, whoever ends whom, with the real application."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from conftest import Network, gone
from flybrain_sim.model import default_params, run_exp

pytestmark = pytest.mark.usefixtures("application")

# A run of hours, whose trials take a moment each.
_OWNER = """
import sys, threading
import pandas as pd
from flybrain_sim import _process
from flybrain_sim.model import run_exp, default_params
path_res, path_comp, path_con, neuron = sys.argv[1:]
params = {**default_params, "t_run": 0.1, "n_run": 2}
run_exp("first", [neuron], path_res, path_comp, path_con, params=params)
process = _process.shared()
print("pid", process.pid, flush=True)
try:
    run_exp("long", [neuron], path_res, path_comp, path_con, params={**params, "t_run": 20, "n_run": 1_000_000})
except KeyboardInterrupt:
    run_exp("after", [neuron], path_res, path_comp, path_con, params=params)
    print("same" if _process.shared() is process else "another", flush=True)
"""


@contextmanager
def owner(network: Network, folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A Python in the middle of a long run, and the number of its process of flybrain."""
    arguments = [sys.executable, "-c", _OWNER, str(folder), *map(str, network.files), str(network.ids[0])]
    python = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert python.stdout is not None
        lines = iter(python.stdout.readline, "")
        pid = next(int(line.split()[1]) for line in lines if line.startswith("pid"))
        assert any("Seed" in line for line in lines)
        yield python, pid
    finally:
        python.kill()
        python.communicate()


def test_killed_python_takes_its_process_along(network: Network, tmp_path: Path) -> None:
    with owner(network, tmp_path) as (python, pid):
        python.kill()
        assert gone(pid, 60)
    assert os.listdir(tmp_path) == ["first.parquet"]


def test_killed_process_is_an_error_and_leaves_no_file(network: Network, tmp_path: Path) -> None:
    with owner(network, tmp_path) as (python, pid):
        os.kill(pid, signal.SIGKILL)
        _, errors = python.communicate(timeout=120)
        assert "ProcessEndedError: the process of flybrain ended" in errors
    assert os.listdir(tmp_path) == ["first.parquet"]


def test_interrupt_keeps_the_process(network: Network, tmp_path: Path) -> None:
    with owner(network, tmp_path) as (python, pid):
        python.send_signal(signal.SIGINT)
        said, errors = python.communicate(timeout=120)
        assert said.endswith("same\n"), errors
        assert gone(pid, 60)
    assert sorted(os.listdir(tmp_path)) == ["after.parquet", "first.parquet"]


def test_forked_workers_have_processes_of_their_own(network: Network, tmp_path: Path) -> None:
    params = {**default_params, "t_run": 0.1, "n_run": 2}
    run_exp("here", network.ids[:2], tmp_path, *network.files, params)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pool.starmap(run_exp, [(f"worker_{k}", network.ids[:2], tmp_path, *network.files, params) for k in range(4)])
    run_exp("here", network.ids[:2], tmp_path / "again", *network.files, params)
    assert sorted(os.listdir(tmp_path)) == ["again", "here.parquet", *(f"worker_{k}.parquet" for k in range(4))]
    assert pd.read_parquet(tmp_path / "here.parquet").equals(pd.read_parquet(tmp_path / "again" / "here.parquet"))
