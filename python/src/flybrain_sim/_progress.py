"""A progress bar of tqdm, where tqdm is installed, for work that takes more than a second."""

from __future__ import annotations

import importlib
import sys
import time
import warnings
from types import TracebackType
from typing import Any


def _tqdm() -> Any:
    """The class of the bars: widgets in a notebook, text in a terminal.

    Where nothing has imported asyncio there is no notebook, and tqdm.auto, which imports it, is not asked. Bars are made
    while users wait and press Ctrl-C, and Python cannot import asyncio any more once its first import was interrupted.
    """
    # In a notebook without ipywidgets tqdm warns and draws with text.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("tqdm.auto" if "asyncio" in sys.modules else "tqdm.std").tqdm


class Bar:
    """Shows how much of the work is done; `update` is called with each message of progress."""

    def __init__(self, shown: bool = True) -> None:
        self._start = time.monotonic()
        self._shown = shown
        self._bar: Any = None

    def update(self, done: float, total: float, what: str) -> None:
        """Shows that `done` of `total` is done."""
        if self._bar is None:
            if not self._shown or time.monotonic() - self._start < 1:
                return
            try:
                tqdm = _tqdm()
            except ImportError:
                self._shown = False
                return
            self._bar = tqdm(total=total, unit=f" {what}", disable=None, leave=False)
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.close()
