"""No process and no half file is left, whoever ends whom, with the real application."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import flybrain_sim
from conftest import Network, gone
from flybrain_sim.model import default_params, run_exp

pytestmark = pytest.mark.usefixtures("application")

# Work of hours: a run in trials of a moment, into a file or not, a campaign, one stretch of time. Then the same in short.
_OWNER = """
import sys
import flybrain_sim
from flybrain_sim import _process
from flybrain_sim.model import run_exp, default_params
work, folder, path_comp, path_con, neuron = sys.argv[1:]
connectome = {"completeness": path_comp, "connectivity": path_con}
params = {**default_params, "t_run": 0.1, "n_run": 2}

def campaign(name, trials):
    text = f"n_run = {trials}\\nt_run = 0.1\\ndrive = {{ neurons = [{neuron}] }}\\n[[step]]\\nname = 'step'\\nrates = [50, 100]"
    flybrain_sim.campaign(text, folder + "/" + name, name=name, connectome=connectome)

def do(name, trials):
    if work == "run_exp":
        run_exp(name, [neuron], folder, path_comp, path_con, params={**params, "n_run": trials})
    elif work == "run":
        out = folder + "/" + name + ".parquet"
        flybrain_sim.run(excite=int(neuron), out=out, n_run=trials, t_run=0.1, connectome=connectome)
    elif work == "campaign":
        campaign(name, trials)
    else:
        brain.drive(int(neuron), 200)
        print("at", brain.time, flush=True)
        brain.advance(0.1 * trials)

brain = flybrain_sim.Brain(connectome)
if work.startswith("run"):
    do("first", 2)
process = _process.shared()
print("pid", process.pid, flush=True)
try:
    do("long", 1_000_000)
except KeyboardInterrupt:
    do("after", 2)
    print("same" if _process.shared() is process else "another", flush=True)
except flybrain_sim.ProcessEndedError as error:
    print(error, flush=True)
    brain = flybrain_sim.Brain(connectome)
    # A process that writes a file deletes the parts of one that was killed.
    do("after" if work == "campaign" else "long", 2)
    print("same" if _process.shared() is process else "another", flush=True)
"""

WORK = ["run_exp", "run", "campaign", "advance"]


@contextmanager
def owner(network: Network, folder: Path, work: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A Python in the middle of long work, and the number of its process of flybrain."""
    arguments = [sys.executable, "-c", _OWNER, work, str(folder), *map(str, network.files), str(network.ids[0])]
    python = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert python.stdout is not None
        lines = iter(python.stdout.readline, "")
        pid = next(int(line.split()[1]) for line in lines if line.startswith("pid"))
        if work in ("run_exp", "advance"):
            assert any("Seed" in line or "at" in line for line in lines)
        until = time.monotonic() + 100
        while work in ("run", "campaign") and not [*folder.glob(".long.*"), *folder.glob("long/campaign.toml")]:
            assert time.monotonic() < until
            time.sleep(0.01)
        yield python, pid
    finally:
        python.kill()
        python.communicate()


def whole(folder: Path, *names: str, killed: bool = False) -> bool:
    """Whether a folder has the outputs of these names that there are, and nothing that is cut off or, unless its writer was killed, left
    over."""
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix == ".parquet":
            pq.read_table(file)
        elif file.is_file():
            assert file.suffix in (".toml", ".html") or file.name == ".lock" or (killed and file.suffix == ".part"), file
    return {path.name.removesuffix(".parquet") for path in folder.iterdir()} == set(names)


@pytest.mark.parametrize("work", WORK)
def test_killed_python_takes_its_process_along(network: Network, tmp_path: Path, work: str) -> None:
    with owner(network, tmp_path, work) as (python, pid):
        python.kill()
        assert gone(pid, 60)
    assert whole(tmp_path, *{"advance": [], "campaign": ["long"]}.get(work, ["first"]))


@pytest.mark.parametrize("work", WORK)
def test_killed_process_is_an_error_and_the_next_call_starts_another(network: Network, tmp_path: Path, work: str) -> None:
    with owner(network, tmp_path, work) as (python, pid):
        os.kill(pid, signal.SIGKILL)
        said, errors = python.communicate(timeout=120)
        assert "the process of flybrain ended" in said, errors
        assert said.endswith("another\n"), errors
    assert whole(tmp_path, *{"advance": [], "campaign": ["long", "after"]}.get(work, ["first", "long"]), killed=work == "campaign")


def test_interrupt_keeps_the_process(network: Network, tmp_path: Path) -> None:
    with owner(network, tmp_path, "run_exp") as (python, pid):
        python.send_signal(signal.SIGINT)
        said, errors = python.communicate(timeout=120)
        assert said.endswith("same\n"), errors
        assert gone(pid, 60)
    assert whole(tmp_path, "first", "after")


# Presses Ctrl-C again and again at random moments of each kind of work, some of them after its end, and looks at what is left.
_HURRIED = """
import os, random, signal, sys, threading, time
import flybrain_sim
from flybrain_sim import _process
from flybrain_sim.model import run_exp, default_params
folder, path_comp, path_con, neuron = sys.argv[1:]
connectome = {"completeness": path_comp, "connectivity": path_con}
driven = {"excite": int(neuron), "t_run": 0.2, "connectome": connectome}
text = f"n_run = 400\\nt_run = 0.2\\ndrive = {{ neurons = [{neuron}] }}\\n[[step]]\\nname = 'step'\\nrates = [20, 50, 80, 120]"
brain = flybrain_sim.Brain(connectome)
brain.drive(int(neuron), 200)
params = {**default_params, "t_run": 0.2, "n_run": 300}
work = {
    "run": lambda: flybrain_sim.run(n_run=300, **driven),
    "out": lambda: flybrain_sim.run(n_run=300, out=folder + "/out.parquet", **driven),
    "run_exp": lambda: run_exp("exp", [int(neuron)], folder, path_comp, path_con, params=params, force_overwrite=True),
    "campaign": lambda: flybrain_sim.campaign(text, folder + "/campaign", connectome=connectome),
    "advance": lambda: brain.advance(20),
}

def interrupted(call, delay):
    pressing = threading.Timer(delay, os.kill, (os.getpid(), signal.SIGINT))
    try:
        pressing.start()
        try:
            call()
        finally:
            pressing.cancel()
            pressing.join()
    except KeyboardInterrupt:
        return True
    return False

process = _process.shared()
expected = flybrain_sim.run(n_run=2, **driven).spikes
for name, call in work.items():
    start = time.monotonic()
    if name != "campaign":
        call()
    seconds = time.monotonic() - start
    pressed = sum(interrupted(call, random.uniform(0, 1.1 * seconds + 0.05)) for _ in range(8))
    assert _process.shared() is process, name
    assert flybrain_sim.run(n_run=2, **driven).spikes.equals(expected), name
    assert not [left for left in os.listdir(folder) if left.endswith(".part")], name
    print(name, pressed, flush=True)
work["campaign"]()
brain.advance(0.5)
time_now = brain.time
last = brain.advance(0.2)
again = flybrain_sim.run(brain.experiment(), connectome=connectome).spikes
again = again[again["t"] >= time_now - 1e-9]
assert again["flywire_id"].tolist() == last.neuron.tolist()
assert len(last.time) > 0
assert not process._waiting
print("usable", flush=True)
"""


def test_interrupts_at_random_moments_leave_no_half_file_and_a_usable_process(network: Network, tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", _HURRIED, str(tmp_path), *map(str, network.files), str(network.ids[0])]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=500)
    assert done.stdout.endswith("usable\n"), done.stdout + done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    # Some come too late: all of them together do not.
    assert sum(int(line[1]) for line in lines if line[0] in ("run", "out", "run_exp", "campaign", "advance") and len(line) == 2) > 0
    assert whole(tmp_path, "out", "exp", "campaign")
    assert flybrain_sim.read_campaign(tmp_path / "campaign").finished
    flybrain_sim.campaign(
        (tmp_path / "campaign" / "campaign.toml").read_text(),
        tmp_path / "alone",
        connectome={"completeness": network.completeness, "connectivity": network.connectivity},
    )
    for table in ("experiments", "rates", "counts"):
        ours, undisturbed = (tmp_path / name / f"{table}.parquet" for name in ("campaign", "alone"))
        assert ours.read_bytes() == undisturbed.read_bytes()


def test_forked_workers_have_processes_of_their_own(network: Network, tmp_path: Path) -> None:
    params = {**default_params, "t_run": 0.1, "n_run": 2}
    run_exp("here", network.ids[:2], tmp_path, *network.files, params)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pool.starmap(run_exp, [(f"worker_{k}", network.ids[:2], tmp_path, *network.files, params) for k in range(4)])
    run_exp("here", network.ids[:2], tmp_path / "again", *network.files, params)
    assert sorted(os.listdir(tmp_path)) == ["again", "here.parquet", *(f"worker_{k}.parquet" for k in range(4))]
    assert pd.read_parquet(tmp_path / "here.parquet").equals(pd.read_parquet(tmp_path / "again" / "here.parquet"))
