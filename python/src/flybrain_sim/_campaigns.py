"""`campaign` and `read_campaign`: many experiments from one file, which survive every interruption, and their answers."""

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from flybrain_sim import _application
from flybrain_sim._brains import Connectome, open_brain
from flybrain_sim._errors import FlybrainError, UsageError
from flybrain_sim._parameters import count
from flybrain_sim._progress import Bar

_FOLDERS = Path("campaigns")
_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
# The tables that are read, so a campaign without any finished experiment has tables of the same types.
_TABLES = {
    "experiments": pa.schema(
        {
            "number": _WHOLE,
            **dict.fromkeys(("name", "step", "role", "control", "reference"), _TEXT),
            **dict.fromkeys(("rate", "rate2"), _NUMBER),
            **dict.fromkeys(("driven", "silenced", "parameters"), _TEXT),
            **dict.fromkeys(("seed", "n_run"), _WHOLE),
            "t_run": _NUMBER,
            "silence_mode": _TEXT,
            **dict.fromkeys(("spikes_per_trial", "active_per_trial"), _NUMBER),
            **dict.fromkeys(("status", "wiring"), _TEXT),
        }
    ),
    "rates": pa.schema(
        {"experiment": _TEXT, "flywire_id": _WHOLE, "neuron_index": _WHOLE, "rate": _NUMBER, "sd": _NUMBER, "trials": _WHOLE}
    ),
    "counts": pa.schema({"experiment": _TEXT, "read_out": _TEXT, "neurons": _WHOLE, "trial": _WHOLE, "spikes": _WHOLE}),
}


class Campaign:
    """The folder of a campaign, finished or under way; what is read is what is there at that moment.

    `name` is that of the campaign, `folder` its folder (absolute), `warnings` are lines about its run, such as ids that were left out;
    there are none for a campaign that was only read.
    """

    def __init__(self, folder: Path, warnings: Sequence[str] = ()) -> None:
        self.folder = folder
        self.warnings = list(warnings)
        self._facts = _facts(folder)
        self.name = self._facts["flybrain.campaign"]
        self._whole: dict[str, pd.DataFrame] = {}

    @property
    def finished(self) -> bool:
        """Whether all experiments have ended."""
        return (self.folder / "experiments.parquet").is_file()

    @property
    def experiments(self) -> pd.DataFrame:
        """A row for each experiment that has ended, by `number`: its `name`, `step`, `role` ("arm", "control" or "base"), the names of its
        `control` and `reference`, `rate` and `rate2` (Hz; NaN where nothing is driven), `driven`, `silenced` and `parameters` as text,
        `seed`, `n_run`, `t_run` (s), `silence_mode`, `spikes_per_trial`, `active_per_trial` (neurons), `status`, `wiring`."""
        return self._table("experiments")

    @property
    def rates(self) -> pd.DataFrame:
        """A row for each neuron that fired in an experiment that has ended: `experiment`, `flywire_id` and `neuron_index` (int64), `rate`
        (Hz, mean over trials), `sd` (Hz, sample standard deviation over trials; NaN of one trial), `trials`."""
        return self._table("rates")

    @property
    def counts(self) -> pd.DataFrame:
        """The spikes of each read-out in each trial: `experiment`, `read_out`, `neurons` (how many it has), `trial`, `spikes`."""
        return self._table("counts")

    @property
    def answers(self) -> pd.DataFrame:
        """A row for each experiment of a step and each read-out, compared with its control trial by trial: rates, difference with its 95 %
        confidence interval (`low_hz`, `high_hz`) and `margin_hz` in Hz, `p`, `q`, `answer`, `trials_needed`, and what the experiment
        changed. The application computes them, as `flybrain campaign show` does; a campaign without read-outs has no rows.

        Of a campaign under way they are those of the experiments so far. Raises FlybrainError where the application cannot compute them.
        """
        return self._kept("answers", self._asked_answers)

    @property
    def report(self) -> Path:
        """The path of `report.html`, a page with answers and pictures that needs nothing else; it is written if it is not there.

        Raises UsageError for a campaign under way, FlybrainError where the application cannot write it.
        """
        page = self.folder / "report.html"
        if not page.is_file():
            if not self.finished:
                raise UsageError(f"{self.folder}: the campaign has experiments left, so it has no report.html yet; run it to its end first")
            self._show("--html", str(page))
        return page

    def _table(self, name: str) -> pd.DataFrame:
        return self._kept(name, lambda: self._read(name))

    def _kept(self, name: str, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """A table, read once when the campaign is finished; a copy, since tables are changed in notebooks."""
        while name not in self._whole:
            finished = self.finished
            try:
                table = read()
            except FileNotFoundError as error:
                if finished or not self.finished:
                    raise FlybrainError(f"{error.filename or error}: this file of the campaign is gone") from error
                continue
            # At its end the parts become one file and are deleted, perhaps while they are read.
            if finished and self.finished:
                self._whole[name] = table
            elif not self.finished:
                return table
        return self._whole[name].copy()

    def _read(self, name: str) -> pd.DataFrame:
        columns = _TABLES[name]
        parts = [columns.empty_table()]
        for path in self._files(name):
            try:
                parts.append(pq.read_table(path, columns=columns.names).cast(columns))
            except ValueError as error:
                raise FlybrainError(f"{path}: this file of the campaign is damaged: {error}") from error
        table: pd.DataFrame = pa.concat_tables(parts).to_pandas()
        return table

    def _files(self, name: str) -> list[Path]:
        """One file of a finished campaign, otherwise the parts; one counts only with its experiments, which are written last."""
        if self.finished:
            return [self.folder / f"{name}.parquet"]
        ended = sorted((self.folder / "parts").glob("[0-9]*.experiments.parquet"))
        return [part.with_name(part.name.replace(".experiments.", f".{name}.")) for part in ended]

    def _asked_answers(self) -> pd.DataFrame:
        table: pd.DataFrame = pq.read_table(io.BytesIO(self._show("--parquet"))).to_pandas()
        return table

    def _show(self, *options: str) -> bytes:
        """What `flybrain campaign show` prints."""
        command = [str(_application.command()), "campaign", "show", str(self.folder), *options]
        done = subprocess.run(command, capture_output=True, env=_application.environment())
        if done.returncode:
            raise FlybrainError(done.stderr.decode(errors="replace").strip() or f"flybrain campaign show ended with {done.returncode}")
        return done.stdout

    def __repr__(self) -> str:
        ended = len(self.experiments)
        planned = int(self._facts.get("flybrain.campaign.experiments", "0"))
        number = "1 experiment" if planned == 1 else f"{planned} experiments"
        state = f"{ended} experiments, finished" if self.finished else f"{ended} of {number}"
        return f"<Campaign {self.name}: {state}, on {self._facts['flybrain.connectome']}, in {self.folder}>"


def campaign(
    file_or_text: str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    *,
    name: str = "campaign",
    connectome: Connectome = None,
    n_run: int | None = None,
    threads: int | None = None,
    progress: bool = True,
) -> Campaign:
    """Runs a campaign, or what is left of it, and returns its results.

        screen = flybrain_sim.campaign("screen.toml")
        screen.answers

    `file_or_text` is a campaign file (a path that ends in `.toml`) or the text of one, which `name` names; a name in the file itself comes
    first. Files that a text names are looked for in the current folder. `out` is the folder of the results (`campaigns/NAME`).
    `connectome` replaces the campaign's. `n_run` replaces the number of trials, `threads` is the number of trials computed at once (all
    cores); neither they nor interruptions change a result but `n_run`.

    Ctrl-C cancels it and keeps the experiments that have ended; the same call again goes on with the others. Meanwhile
    `read_campaign(out)`, in another notebook or thread, reads what is there.

    Raises UsageError (a ValueError) for a campaign that cannot be run, and for a folder that has another one.
    """
    given, request = _campaign(file_or_text, name)
    text = given if "text" in request else Path(given).read_text("utf-8")
    stem = re.sub(r"[^A-Za-z0-9_.-]", "_", Path(given).stem if "file" in request else name)
    folder = Path(out) if out is not None else _FOLDERS / (_at_top(text, "name") or stem)
    request["out"] = os.path.abspath(folder)
    if n_run is not None:
        request["n_run"] = count(n_run, "n_run")
    if threads is not None:
        request["threads"] = count(threads, "threads")
    brain = open_brain(connectome if connectome is not None else _at_top(text, "connectome"))
    with Bar(progress) as bar:
        facts = brain.request("campaign", request, bar.update).result
    found = Campaign(Path(facts["out"]), facts["warnings"])
    _ = found.report
    return found


def read_campaign(folder: str | os.PathLike[str]) -> Campaign:
    """The results of a campaign that was run here or by `flybrain campaign run`, or that is under way.

    `folder` is its folder, or its name where it is in `campaigns/`. Raises UsageError for a folder without a campaign.
    """
    given = Path(folder)
    if not given.is_dir() and (_FOLDERS / given).is_dir():
        given = _FOLDERS / given
    return Campaign(Path(os.path.abspath(given)))


def _campaign(file_or_text: str | os.PathLike[str], name: str) -> tuple[str, dict[str, Any]]:
    """The file or text, and the request that names it."""
    given = os.fspath(file_or_text)
    if isinstance(file_or_text, os.PathLike) or ("\n" not in given and given.endswith(".toml")):
        if not os.path.isfile(given):
            raise FileNotFoundError(f"campaign: {given}: there is no such file")
        return given, {"file": os.path.abspath(given)}
    if "=" not in given:
        raise ValueError(
            f"campaign: {given!r} is neither a campaign file (.toml) nor the text of one; built-in campaigns run in a shell:"
            " flybrain campaign run paper/1D"
        )
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", name):
        raise ValueError(f"name: {name!r} has other characters than A-Z a-z 0-9 _ . -")
    # The folder before the name is where files that the text names are looked for.
    return given, {"text": given, "name": os.path.abspath(name)}


def _at_top(text: str, key: str) -> str | None:
    """The text of a key before the first section. TOML has no reader in Python 3.10."""
    top = re.split(r"(?m)^\s*\[", text, maxsplit=1)[0]
    line = re.search(rf"(?m)^\s*[\"']?{key}[\"']?\s*=\s*(.*)$", top)
    if line is None:
        return None
    value = re.match(r"(?:\"([^\"\\]*)\"|'([^']*)')(?![\"'])", line[1])
    if value is None:
        raise ValueError(f"campaign: {key} = {line[1].strip()}: cannot be read here; give it in quotes, without backslashes")
    return value[1] or value[2]


def _facts(folder: Path) -> dict[str, str]:
    """What the campaign in a folder is made from, by key."""
    file = folder / "provenance.toml"
    if not file.is_file():
        raise UsageError(f"{folder}: is not a folder of a campaign (it has no provenance.toml); name the folder, or run the campaign first")
    return dict(re.findall(r'(?m)^"([^"]*)" = "((?:[^"\\]|\\.)*)"$', file.read_text("utf-8")))
