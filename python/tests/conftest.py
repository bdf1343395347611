"""A small network in the files of the published model, and the application, for the tests that need them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from flybrain_sim import FlybrainError, _process

# A shell without job control starts what runs in its background with Ctrl-C ignored, and so all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Network:
    """Ids by row, and the paths of both files."""

    ids: npt.NDArray[np.int64]
    completeness: Path
    connectivity: Path

    @property
    def files(self) -> tuple[Path, Path]:
        return self.completeness, self.connectivity


@pytest.fixture(scope="session")
def application() -> Iterator[None]:
    """The application; without it the test is skipped, or fails where FLYBRAIN_SIM_TESTS=all."""
    try:
        _process.shared()
    except FlybrainError as error:
        if os.environ.get("FLYBRAIN_SIM_TESTS") == "all":
            raise
        pytest.skip(f"no application that can serve: {error}")
    yield
    _process.shut_down()


def gone(pid: int, seconds: float = 20) -> bool:
    """Whether a process ends; one that ended, but that nobody has waited for, has."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def require(module: str) -> None:
    """Skips a test whose package is not installed; where FLYBRAIN_SIM_TESTS=all it fails instead."""
    if os.environ.get("FLYBRAIN_SIM_TESTS") != "all":
        pytest.importorskip(module, reason=f"{module} is not installed here; CI tests with it")


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """100 neurons, 1,500 random connections of which every fourth inhibits; two ids are one number as floats."""
    random = np.random.default_rng(7)
    ids = 720575940600000000 + random.choice(60_000_000, 100, replace=False)
    ids[:2] = 720575940660219265, 720575940660219300
    pairs = np.sort(random.choice(100 * 100, 1500, replace=False))
    pre, post = pairs // 100, pairs % 100
    sign = np.where(pre % 4 == 3, -1, 1)
    count = random.integers(1, 60, 1500)
    folder = tmp_path_factory.mktemp("network")
    pd.DataFrame({"": ids, "Completed": True}).to_csv(folder / "neurons of mine.csv", index=False)
    pd.DataFrame(
        {
            "Presynaptic_ID": ids[pre],
            "Postsynaptic_ID": ids[post],
            "Presynaptic_Index": pre,
            "Postsynaptic_Index": post,
            "Connectivity": count,
            "Excitatory": sign,
            "Excitatory x Connectivity": sign * count,
        }
    ).to_parquet(folder / "edges of mine.parquet")
    return Network(ids, folder / "neurons of mine.csv", folder / "edges of mine.parquet")
