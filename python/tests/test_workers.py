"""Python processes beside each other: workers of joblib and multiprocessing, and two notebooks at once, with the real application."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import flybrain_sim
from conftest import Network, gone, require
from flybrain_sim import ProcessEndedError, _process

pytestmark = pytest.mark.usefixtures("application")

Answer = tuple[int, int, list[float], str]


@pytest.fixture
def small(network: Network) -> dict[str, str]:
    return {"completeness": str(network.completeness), "connectivity": str(network.connectivity)}


def work(connectome: dict[str, str], neuron: int, rate: float) -> Answer:
    """Rates of a run in this process, the numbers of it and of its application, and what a brain of the parent says here."""
    rates = flybrain_sim.run(excite=neuron, rate=rate, n_run=2, t_run=0.1, connectome=connectome).rates()["firing_rate"].tolist()
    return os.getpid(), _process.shared().pid, rates, _of_the_parent()


# Set in the parent only; a forked child has a copy.
_brain: flybrain_sim.Brain | None = None
_parent = os.getpid()


def _of_the_parent() -> str:
    if _brain is None or os.getpid() == _parent:
        return ""
    try:
        _brain.advance(0.01)
    except ProcessEndedError as error:
        return str(error)
    return "it answered"


def check(answers: list[Answer], connectome: dict[str, str], neuron: int) -> None:
    """Each worker has an application of its own, which has ended with it, and gives what this process gives."""
    own = _process.shared().pid
    for (worker, application, rates, _), rate in zip(answers, (50, 100, 150, 200), strict=True):
        expected = flybrain_sim.run(excite=neuron, rate=rate, n_run=2, t_run=0.1, connectome=connectome).rates()["firing_rate"]
        assert rates == expected.tolist()
        assert (worker == os.getpid()) == (application == own)
    assert len({application for _, application, _, _ in answers}) == len({worker for worker, _, _, _ in answers})


@pytest.fixture
def brain(small: dict[str, str], network: Network, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A brain that is open here while the workers work; it goes on afterwards as if nothing had been."""
    alone = flybrain_sim.Brain(small)
    with flybrain_sim.Brain(small) as here:
        for each in (alone, here):
            each.drive(network.ids[0], 200)
            each.advance(0.1)
        monkeypatch.setattr(sys.modules[__name__], "_brain", here)
        yield here
        after, expected = here.advance(0.1), alone.advance(0.1)
        assert after.time.tolist() == expected.time.tolist()
        assert after.neuron.tolist() == expected.neuron.tolist()
        assert len(after.time) > 0
    alone.close()


@pytest.mark.parametrize("how", ["fork", "spawn", "forkserver"])
def test_multiprocessing(how: str, brain: flybrain_sim.Brain, small: dict[str, str], network: Network) -> None:
    neuron = int(network.ids[0])
    with multiprocessing.get_context(how).Pool(2) as pool:
        answers = pool.starmap(work, [(small, neuron, rate) for rate in (50, 100, 150, 200)])
        check(answers, small, neuron)
    for _, application, _, said in answers:
        assert gone(application)
        assert (f"belongs to the process {os.getpid()}" in said) == (how == "fork")
        assert ("open a brain of your own" in said) == (how == "fork")


@pytest.mark.parametrize("backend", ["loky", "multiprocessing", "threading"])
def test_joblib(backend: str, brain: flybrain_sim.Brain, small: dict[str, str], network: Network) -> None:
    require("joblib")
    import joblib

    neuron = int(network.ids[0])
    with joblib.parallel_config(backend=backend):
        answers = joblib.Parallel(n_jobs=2)(joblib.delayed(work)(small, neuron, rate) for rate in (50, 100, 150, 200))
    check(answers, small, neuron)
    if backend == "loky":
        from joblib.externals.loky import get_reusable_executor

        get_reusable_executor().shutdown(wait=True)
    for worker, application, _, _ in answers:
        assert worker == os.getpid() or gone(application)


def test_brain_that_is_sent_to_a_worker_is_refused(brain: flybrain_sim.Brain) -> None:
    require("joblib")
    import joblib

    reason = "a brain cannot be pickled; make another in each process"
    with pytest.raises(Exception, match="Could not pickle") as raised:
        joblib.Parallel(n_jobs=2)(joblib.delayed(flybrain_sim.Brain.advance)(brain, 0.01) for _ in range(2))
    assert reason in str(raised.value.__cause__)
    with multiprocessing.get_context("spawn").Pool(1) as pool, pytest.raises(TypeError, match=reason):
        pool.apply(flybrain_sim.Brain.advance, (brain, 0.01))


_NOTEBOOK = """
import sys
import flybrain_sim
from flybrain_sim import _process
from flybrain_sim.model import run_exp, default_params
folder, path_comp, path_con, neuron = sys.argv[1:]
params = {**default_params, "t_run": 0.1, "n_run": 3}
for k in range(5):
    run_exp(f"same {k}", [int(neuron)], folder, path_comp, path_con, params=params, force_overwrite=True)
print(_process.shared().pid)
print(flybrain_sim.run(excite=int(neuron), n_run=2, t_run=0.1, connectome={"completeness": path_comp, "connectivity": path_con}).rates())
"""


def test_two_notebooks_at_once_on_one_new_cache(network: Network, tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", _NOTEBOOK, str(tmp_path / "out"), *map(str, network.files), str(network.ids[0])]
    environment = {**os.environ, "FLYBRAIN_CACHE": str(tmp_path / "cache")}
    notebooks = [subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [notebook.communicate(timeout=200) for notebook in notebooks]
    assert [notebook.returncode for notebook in notebooks] == [0, 0], said
    numbers = [next(int(line) for line in out.splitlines() if line.isdigit()) for out, _ in said]
    assert len(set(numbers)) == 2
    tables = [out.split("firing_rate", 1)[1] for out, _ in said]
    assert tables[0] == tables[1]
    assert sorted(os.listdir(tmp_path / "out")) == [f"same {k}.parquet" for k in range(5)]
    alone = subprocess.run(arguments, env={**environment, "FLYBRAIN_CACHE": str(tmp_path / "other")}, capture_output=True, text=True)
    assert alone.stdout.split("firing_rate", 1)[1] == tables[0], alone.stderr
