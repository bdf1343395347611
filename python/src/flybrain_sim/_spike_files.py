"""Spike files as the published code writes them, with the metadata of flybrain's."""

from __future__ import annotations

import functools
import glob
import os
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

_SCHEMA = pa.schema([("t", pa.float64()), ("trial", pa.int64()), ("flywire_id", pa.int64()), ("exp_name", pa.string())])


def read_spikes(path: str | os.PathLike[str]) -> dict[str, npt.NDArray[Any]]:
    """The spikes of a file that flybrain wrote: `neuron` (id, int64), `trial` (int64), `time` (s, float64), by trial."""
    table = pq.read_table(path, columns=["flywire_id", "trial", "t"])
    columns = {name: table[column].to_numpy() for name, column in (("neuron", "flywire_id"), ("trial", "trial"), ("time", "t"))}
    if np.all(columns["trial"][1:] >= columns["trial"][:-1]):
        return columns
    order = np.argsort(columns["trial"], kind="stable")
    return {name: column[order] for name, column in columns.items()}


def write_spikes(path: str | os.PathLike[str], table: pd.DataFrame, metadata: Mapping[str, str]) -> None:
    """Writes a table of spikes, Brotli, with the metadata of pandas and `metadata`. Makes folders; the file appears when it is complete."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = pa.Table.from_pandas(table, schema=_SCHEMA, preserve_index=False)
    columns = columns.replace_schema_metadata({**columns.schema.metadata, **metadata})
    _delete_abandoned(path)
    part = path.with_name(f".{path.name}.{_table()}-{os.getpid()}-{threading.get_ident()}.part")
    try:
        pq.write_table(columns, part, compression="brotli")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _delete_abandoned(path: Path) -> None:
    """Deletes what processes of this machine left of this file when they were killed; the application names its parts in the same way."""
    if os.name == "nt":
        return  # there signal 0 is not a question
    for part in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        process = re.fullmatch(rf"\.{_table()}-(\d{{1,9}})(-\d{{1,18}})?\.part", part.name.removeprefix(f".{path.name}"))
        if process is not None and not _runs(int(process[1])):
            part.unlink(missing_ok=True)


@functools.cache
def _table() -> str:
    return _process_table(Path("/proc"))


def _process_table(proc: Path) -> str:
    """12 hexadecimal digits for the table that process numbers are of: other machines and containers that share a folder use the same.

    They are 48 random bits of the boot of the machine, changed by the number of the namespace of processes, as in the application; random
    where a system does not say both.
    """
    try:
        boot = re.fullmatch(r"([0-9a-f]{8})-([0-9a-f]{4})-[0-9a-f-]+\s*", (proc / "sys/kernel/random/boot_id").read_text("ascii"))
        namespace = re.fullmatch(r"pid:\[(\d{1,18})\]", os.readlink(proc / "self/ns/pid"))
        if boot is not None and namespace is not None:
            return f"{int(boot[1] + boot[2], 16) ^ int(namespace[1]):012x}"[-12:]
    except (OSError, ValueError):
        pass  # not Linux, or a sandbox that hides it
    return os.urandom(6).hex()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
