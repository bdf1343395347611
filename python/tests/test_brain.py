"""A live brain on a small network; what it did is compared with runs of what it recorded."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import flybrain_sim
from conftest import Network
from flybrain_sim import Brain, IdError, ProcessEndedError, UnknownNeuronError, UsageError, _process
from flybrain_sim.units import Hz, ms

A, B = 720575940660219265, 720575940660219300


@pytest.fixture(scope="module")
def small(application: None, network: Network) -> dict[str, Path]:
    found = {"completeness": network.completeness, "connectivity": network.connectivity}
    if "live" not in _process.shared().request("hello").result["methods"]:
        if os.environ.get("FLYBRAIN_SIM_TESTS") == "all":
            raise AssertionError("the application has no live brains")
        pytest.skip("the application has no live brains")
    return found


@pytest.fixture
def brain(small: dict[str, Path]) -> Iterator[Brain]:
    with Brain(small, seed=3) as made:
        yield made


def test_stretches_are_one_run(brain: Brain, small: dict[str, Path]) -> None:
    brain.drive([A, B], 150)
    stretches = [brain.advance(0.015) for _ in range(20)]
    assert brain.time == pytest.approx(0.3, abs=1e-12)
    times = np.concatenate([spikes.time for spikes in stretches])
    neurons = np.concatenate([spikes.neuron for spikes in stretches])
    assert neurons.dtype == np.int64
    assert (np.diff(times) >= 0).all()
    for step, spikes in enumerate(stretches):
        # Times are step * dt as floats; a bin is [t, t + dt).
        assert ((spikes.time > step * 0.015 - 1e-9) & (spikes.time < (step + 1) * 0.015 - 1e-9)).all()
    again = flybrain_sim.run(brain.experiment(), connectome=small)
    assert again.spikes["flywire_id"].tolist() == neurons.tolist()
    assert again.spikes["t"].tolist() == times.tolist()


def test_changes_are_part_of_the_experiment(brain: Brain, small: dict[str, Path]) -> None:
    brain.drive(A, 150)
    first = brain.advance(0.1)
    brain.silence(A)
    brain.drive([B], 80 * Hz)
    second = brain.advance(100 * ms)
    brain.unsilence([A])
    third = brain.advance("0.1 s")
    again = flybrain_sim.run(brain.experiment("mine"), connectome=small)
    assert again.name == "mine"
    assert again.spikes["flywire_id"].tolist() == [*first.neuron.tolist(), *second.neuron.tolist(), *third.neuron.tolist()]


def test_rates_of_the_window(brain: Brain, network: Network) -> None:
    brain.drive([A], 200)
    brain.advance(0.5)
    spikes = brain.advance(0.25)
    fired = int((spikes.neuron == A).sum())
    rates = brain.rates([B, A], window=0.25)
    assert rates.index.tolist() == [B, A]
    assert rates.index.dtype == np.int64
    assert rates.iloc[1] == pytest.approx(fired / 0.25)
    everything = brain.rates(window=0.25)
    assert everything.is_monotonic_decreasing
    assert set(everything.index[everything > 0]) == set(spikes.neuron)


def test_potentials_follow_the_neurons(brain: Brain) -> None:
    rest = brain.potential([B, A])
    assert rest.index.tolist() == [B, A]
    assert rest["v"].tolist() == [-52, -52]
    assert rest["g"].tolist() == [0, 0]
    brain.drive([A, B], 200)
    brain.advance(0.05)
    assert (brain.potential([A, B])["v"] <= -45 + 68.75).all()


def test_branches_from_a_state(brain: Brain) -> None:
    brain.drive([A, B], 150)
    brain.advance(0.2)
    state = brain.save()
    assert state.time == pytest.approx(0.2, abs=1e-12)
    first = brain.advance(0.1)
    brain.restore(state)
    assert brain.time == pytest.approx(0.2, abs=1e-12)
    second = brain.advance(0.1)
    assert second.neuron.tolist() == first.neuron.tolist()
    assert second.time.tolist() == first.time.tolist()
    brain.restore(state)
    brain.silence([A, B])
    assert brain.advance(0.1).neuron.tolist() != first.neuron.tolist()


def test_state_goes_into_another_brain_of_the_same_seed(brain: Brain, small: dict[str, Path]) -> None:
    brain.drive([A, B], 150)
    brain.advance(0.1)
    state = brain.save()
    with Brain(small, seed=3) as other:
        other.restore(state)
        assert other.advance(0.1).time.tolist() == brain.advance(0.1).time.tolist()
    with Brain(small, seed=4) as different, pytest.raises(UsageError, match="seed"):
        different.restore(state)


def test_states_and_brains_that_nobody_refers_to_are_given_back(small: dict[str, Path]) -> None:
    """There can be 256 states and 16 live brains."""
    with Brain(small) as brain:
        for _ in range(300):
            brain.save()
        gc.collect()
    for _ in range(20):
        Brain(small)
        gc.collect()


def test_brains_do_not_disturb_each_other(small: dict[str, Path]) -> None:
    def spikes(brain: Brain) -> list[object]:
        return [*brain.advance(0.05).neuron.tolist()]

    with Brain(small) as one, Brain(small) as two, Brain(small, seed=2) as three:
        for brain in (one, two, three):
            brain.drive([A, B], 150)
        together = [(spikes(one), spikes(two), spikes(three)) for _ in range(5)]
    assert all(first == second for first, second, _ in together)
    assert any(first != third for first, _, third in together)


def test_starts_from_an_experiment_with_parameters(small: dict[str, Path]) -> None:
    with Brain(small, experiment={"drive": {"neurons": [A], "rate": 150.0}}, parameters={"w_syn": 1e-4, "f_poi": 687_500}) as brain:
        assert set(brain.advance(0.2).neuron) == {A}


def test_mistakes_are_named_and_the_brain_goes_on(brain: Brain) -> None:
    with pytest.raises(UnknownNeuronError, match="720575940600000001"):
        brain.drive([720575940600000001], 100)
    with pytest.raises(IdError, match=r"neurons\[0\]: .* is a float"):
        brain.silence([float(A)])
    with pytest.raises(UsageError, match="rate"):
        brain.drive([A], -1)
    with pytest.raises(ValueError, match="rate.*another unit"):
        brain.drive([A], 5 * ms)
    with pytest.raises(UsageError, match="duration|dt"):
        brain.advance(0.00015)
    brain.drive([A], 100)
    assert len(brain.advance(0.2).neuron)


def test_closed_brain_says_so(small: dict[str, Path]) -> None:
    with Brain(small) as brain:
        pass
    brain.close()
    with pytest.raises(ValueError, match="closed"):
        brain.advance(0.1)
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(brain)


def test_interrupt_stops_on_the_way_and_keeps_the_brain(brain: Brain, small: dict[str, Path]) -> None:
    brain.drive([A, B], 150)
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        brain.advance(20_000)
    assert 0 < brain.time < 20_000
    before = brain.time
    spikes = brain.advance(0.1)
    assert brain.time == pytest.approx(before + 0.1)
    assert (spikes.time >= before - 1e-9).all()


def test_forked_child_is_refused_and_can_make_its_own(brain: Brain, small: dict[str, Path]) -> None:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            try:
                brain.advance(0.01)
            except ProcessEndedError:
                with Brain(small, seed=3) as own:
                    own.drive([A], 150)
                    code = 0 if len(own.advance(0.3).neuron) else 2
        finally:
            _process.shut_down()
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    brain.drive([A], 150)
    assert len(brain.advance(0.3).neuron)


def test_process_that_ended_is_reported_and_a_new_brain_gets_another(small: dict[str, Path]) -> None:
    brain = Brain(small)
    state = brain.save()
    os.kill(_process.shared().pid, signal.SIGKILL)
    with pytest.raises(ProcessEndedError, match="ended"):
        brain.advance(20_000)
    with Brain(small) as another:
        another.drive([A], 150)
        assert len(another.advance(0.3).neuron)
        with pytest.raises(ValueError, match="another process"):
            another.restore(state)
    brain.close()
