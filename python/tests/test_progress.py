"""Bars of progress."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from flybrain_sim._progress import Bar

# A bar of a process of its own: what it has drawn with, and whether asyncio was imported for it.
_PLAIN = """
import sys
import flybrain_sim
from flybrain_sim._progress import Bar
with Bar() as bar:
    bar._start -= 2
    bar.update(1, 2, "trials")
    print(type(bar._bar).__module__, "asyncio" in sys.modules)
"""


def test_process_without_asyncio_draws_without_it() -> None:
    # A Ctrl-C while a bar imported asyncio would leave a process that can never import it.
    ended = subprocess.run([sys.executable, "-c", _PLAIN], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["tqdm.std", "False"]


def test_process_with_asyncio_draws_as_tqdm_chooses() -> None:
    ended = subprocess.run([sys.executable, "-c", "import asyncio\n" + _PLAIN], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["tqdm.asyncio", "True"]


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


def test_bar_shows_how_much_is_done_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Bar() as bar:
        bar.update(1, 4, "trials")
        assert terminal.getvalue() == ""
        bar._start -= 2
        bar.update(2, 4, "trials")
        bar._bar.refresh()
        assert " 2/4 " in terminal.getvalue()
        assert " trials/s" in terminal.getvalue()
        bar.update(5, 6, "trials")
        bar._bar.refresh()
        assert " 5/6 " in terminal.getvalue()


def test_nothing_is_shown_where_tqdm_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tqdm", "tqdm.auto", "tqdm.std"):
        monkeypatch.setitem(sys.modules, module, None)
    with Bar() as bar:
        bar._start -= 2
        bar.update(1, 2, "trials")
        bar.update(2, 2, "trials")
        assert bar._bar is None


def test_bar_that_is_not_wanted_shows_nothing() -> None:
    with Bar(shown=False) as bar:
        bar._start -= 2
        bar.update(1, 2, "trials")
        assert bar._bar is None
