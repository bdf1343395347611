"""Campaigns on a small network and on the synthetic brain, with the real application; faults with one that only looks like it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import flybrain_sim
from conftest import Network
from flybrain_sim import Campaign, FlybrainError, ProcessEndedError, UsageError, _application, _process

A, B = 720575940660219265, 720575940660219300
FAKE = str(Path(__file__).with_name("fake_serve.py"))


def text(network: Network, step: str, n_run: int = 6, t_run: float = 0.2) -> str:
    """A campaign that drives two neurons and reads out the one that they excite most."""
    edges = pd.read_parquet(network.connectivity)
    excited = edges[edges["Presynaptic_ID"].isin([A, B])].groupby("Postsynaptic_ID")["Excitatory x Connectivity"].sum()
    return f"""
n_run = {n_run}
t_run = {t_run}
drive = {{ neurons = [{A}, {B}], rate = 150 }}
read_out = [{excited.drop([A, B], errors="ignore").idxmax()}]

[[step]]
name = "step"
{step}
"""


@pytest.fixture(scope="module")
def small(application: None, network: Network) -> dict[str, Path]:
    return {"completeness": network.completeness, "connectivity": network.connectivity}


@pytest.fixture(scope="module")
def screen(small: dict[str, Path], network: Network, tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    silenced = ", ".join(map(str, network.ids[:8]))
    out = tmp_path_factory.mktemp("campaigns") / "screen"
    return flybrain_sim.campaign(text(network, f"silence_each = [{silenced}]"), out, name="screen", connectome=small)


class TestTables:
    def test_experiments_in_order(self, screen: Campaign, network: Network) -> None:
        experiments = screen.experiments
        assert experiments["number"].tolist() == list(range(9))
        assert sorted(experiments["silenced"]) == ["", *sorted(map(str, network.ids[:8]))]
        assert set(experiments["n_run"]) == {6}
        assert (screen.name, screen.finished, screen.warnings) == ("screen", True, [])
        assert repr(screen).startswith("<Campaign screen: 9 experiments, finished, on ")
        assert repr(screen).endswith(f", in {screen.folder}>")

    def test_rates_are_those_of_runs(self, screen: Campaign, network: Network, small: dict[str, Path]) -> None:
        of_silenced = screen.experiments.set_index("silenced")["name"]
        for silenced in (None, int(network.ids[3])):
            found = screen.rates.query("experiment == @name", local_dict={"name": of_silenced[str(silenced or "")]})
            run = flybrain_sim.run(excite=[A, B], rate=150, silence=silenced, n_run=6, t_run=0.2, connectome=small).rates()
            assert found["flywire_id"].dtype == np.int64
            ours = found.set_index("flywire_id").sort_index()
            assert ours.index.tolist() == sorted(run.index.tolist())
            np.testing.assert_allclose(ours["rate"], run.sort_index()["firing_rate"], rtol=1e-12)  # order of additions
            np.testing.assert_allclose(ours["sd"], run.sort_index()["sd"], rtol=1e-9, atol=1e-9)

    def test_answers_are_the_applications(self, screen: Campaign, tmp_path: Path) -> None:
        command = [str(_application.command()), "campaign", "export", str(screen.folder), "--out", str(tmp_path)]
        subprocess.run(command, check=True, capture_output=True)
        pd.testing.assert_frame_equal(screen.answers, pd.read_parquet(tmp_path / "answers.parquet"))
        spikes = screen.counts.pivot(index="experiment", columns="trial", values="spikes")
        assert spikes.to_numpy().sum() > 0
        for experiment, control, found in screen.answers[["experiment", "control", "difference_hz"]].to_numpy():
            difference = (spikes.loc[experiment] - spikes.loc[control]).mean() / 0.2
            assert found == pytest.approx(difference)

    def test_page_is_written_and_written_again_if_it_is_gone(self, screen: Campaign) -> None:
        page = (screen.folder / "report.html").read_bytes()
        assert screen.report == screen.folder / "report.html"
        screen.report.unlink()
        assert screen.report.read_bytes() == page

    def test_tables_are_the_callers_own(self, screen: Campaign) -> None:
        table = screen.rates
        table["rate"] = 0.0
        assert screen.rates["rate"].sum() > 0

    def test_reading_it_again_gives_the_same(self, screen: Campaign) -> None:
        again = flybrain_sim.read_campaign(str(screen.folder))
        pd.testing.assert_frame_equal(again.rates, screen.rates)
        pd.testing.assert_frame_equal(again.answers, screen.answers)


def test_file_has_its_own_name_connectome_and_folder(application: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("of_the_file.toml").write_text(
        'experiment = "sugar"\nname = "doses"\nt_run = 0.1\nconnectome = "synthetic"\n[[step]]\nname = "dose"\nrates = [50]\n'
    )
    found = flybrain_sim.campaign("of_the_file.toml", n_run=2, threads=1)
    assert found.folder == tmp_path / "campaigns" / "doses"
    assert set(found.experiments["n_run"]) == {2}
    assert "on synthetic" in repr(found)
    assert flybrain_sim.read_campaign("doses").experiments.equals(found.experiments)


def test_text_finds_files_in_the_current_folder(
    small: dict[str, Path], network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ids.txt").write_text(f"{network.ids[7]}\n{network.ids[8]}\n")
    found = flybrain_sim.campaign(text(network, 'silence_each = "@ids.txt"', n_run=2), connectome=small)
    assert found.folder == tmp_path / "campaigns" / "campaign"
    assert set(found.experiments["silenced"]) == {"", str(network.ids[7]), str(network.ids[8])}


def test_interrupted_goes_on_when_it_is_called_again(small: dict[str, Path], network: Network, tmp_path: Path) -> None:
    asked = text(network, f"rates = {list(range(10, 250, 10))}", n_run=1000, t_run=0.25)
    pid = _process.shared().pid
    under_way: list[int] = []

    def interrupt() -> None:
        until = time.monotonic() + 100
        while time.monotonic() < until and not under_way:
            if list((tmp_path / "long" / "parts").glob("*.experiments.parquet")):
                under_way.append(len(flybrain_sim.read_campaign(tmp_path / "long").rates))
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    interrupting = threading.Thread(target=interrupt)
    interrupting.start()
    with pytest.raises(KeyboardInterrupt):
        flybrain_sim.campaign(asked, tmp_path / "long", connectome=small)
    interrupting.join()
    assert under_way[0] > 0
    part = flybrain_sim.read_campaign(tmp_path / "long")
    before = part.experiments
    assert not part.finished
    assert 0 < len(before) < 25
    assert f"{len(before)} of 25 experiments" in repr(part)
    assert 0 < len(part.answers) <= len(before)
    with pytest.raises(UsageError, match="has experiments left"):
        _ = part.report
    whole = flybrain_sim.campaign(asked, tmp_path / "long", connectome=small)
    assert _process.shared().pid == pid
    assert whole.experiments["number"].tolist() == list(range(25))
    pd.testing.assert_frame_equal(whole.experiments.head(len(before)), before)
    # The object that was made while it was under way sees the rest.
    pd.testing.assert_frame_equal(part.rates, whole.rates)


class TestMistakes:
    def test_in_the_text_are_named_by_line(self, small: dict[str, Path], network: Network, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="silence_eech.*silence_each"):
            flybrain_sim.campaign(text(network, "silence_eech = [1]"), tmp_path / "out", connectome=small)
        assert not (tmp_path / "out").exists()

    def test_another_campaign_in_the_folder(self, screen: Campaign, small: dict[str, Path], network: Network) -> None:
        with pytest.raises(UsageError, match=r"has changed since|other options"):
            flybrain_sim.campaign(text(network, "rates = [1]"), screen.folder, name="screen", connectome=small)

    @pytest.mark.parametrize(
        ("given", "error", "message"),
        [
            ("none.toml", FileNotFoundError, "none.toml: there is no such file"),
            (Path("none"), FileNotFoundError, "none: there is no such file"),
            ("paper/1D", ValueError, "flybrain campaign run paper/1D"),
            ('connectome = """v783"""\n[[step]]', ValueError, "connectome = .*give it in quotes"),
        ],
    )
    def test_what_is_no_campaign(self, given: str | Path, error: type[Exception], message: str, tmp_path: Path) -> None:
        with pytest.raises(error, match=message):
            flybrain_sim.campaign(given, tmp_path / "out")

    def test_values(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match=r"name: 'a/b' has other characters"):
            flybrain_sim.campaign("[[step]]\nname = 'x'", name="a/b")
        with pytest.raises(ValueError, match="n_run: 0 is not"):
            flybrain_sim.campaign("[[step]]\nname = 'x'", n_run=0)

    def test_folder_without_a_campaign(self, tmp_path: Path) -> None:
        for folder in (tmp_path, tmp_path / "none"):
            with pytest.raises(UsageError, match="is not a folder of a campaign"):
                flybrain_sim.read_campaign(folder)


class TestFolders:
    @pytest.fixture
    def begun(self, tmp_path: Path) -> Path:
        facts = '"flybrain.campaign" = "c"\n"flybrain.campaign.experiments" = "7"\n"flybrain.connectome" = "mine"\n'
        (tmp_path / "provenance.toml").write_text(facts)
        (tmp_path / "parts").mkdir()
        return tmp_path

    def test_nothing_has_ended(self, begun: Path) -> None:
        found = flybrain_sim.read_campaign(begun)
        assert [len(found.experiments), len(found.rates), len(found.counts)] == [0, 0, 0]
        assert found.rates["flywire_id"].dtype == np.int64
        assert found.experiments["rate"].dtype == np.float64
        assert repr(found) == f"<Campaign c: 0 of 7 experiments, on mine, in {begun}>"

    def test_part_without_its_experiments_does_not_count(self, screen: Campaign, begun: Path) -> None:
        screen.rates.to_parquet(begun / "parts" / "0000000.rates.parquet")
        found = flybrain_sim.read_campaign(begun)
        assert len(found.rates) == 0
        screen.experiments.to_parquet(begun / "parts" / "0000000.experiments.parquet")
        assert found.rates.equals(screen.rates)
        with pytest.raises(FlybrainError, match=r"0000000\.counts\.parquet: this file of the campaign is gone"):
            _ = found.counts

    def test_damaged_file_is_named(self, screen: Campaign, begun: Path) -> None:
        whole = (screen.folder / "experiments.parquet").read_bytes()
        for damaged in (whole[:200], b""):
            (begun / "experiments.parquet").write_bytes(damaged)
            with pytest.raises(FlybrainError, match=r"experiments\.parquet: this file of the campaign is damaged"):
                _ = flybrain_sim.read_campaign(begun).experiments
        screen.rates.to_parquet(begun / "experiments.parquet")
        with pytest.raises(FlybrainError, match=r"experiments\.parquet: this file of the campaign is damaged"):
            _ = flybrain_sim.read_campaign(begun).experiments


class TestFaults:
    @pytest.fixture
    def fake(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """An application that serves, but has no disk left for `campaign show`."""
        launcher = tmp_path / "flybrain"
        show = "echo 'flybrain: report.html: no space left' >&2; exit 1"
        launcher.write_text(f'#!/bin/sh\n[ "$1" = serve ] || {{ {show}; }}\nexec {sys.executable} {FAKE}\n')
        launcher.chmod(0o755)
        monkeypatch.setenv("FLYBRAIN", str(tmp_path))
        _process.shut_down()
        yield
        _process.shut_down()

    def test_process_that_dies_on_the_way(self, fake: None, tmp_path: Path) -> None:
        with pytest.raises(ProcessEndedError, match="out of luck"):
            flybrain_sim.campaign("die = 1\n[[step]]", tmp_path / "out")

    def test_request_and_page_that_cannot_be_written(self, fake: None, screen: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
        page = screen.report
        away = page.rename(page.with_name("away.html"))
        try:
            monkeypatch.chdir(screen.folder.parent)
            with pytest.raises(FlybrainError, match=r"report\.html: no space left"):
                flybrain_sim.campaign("x = 1\n[[step]]", "screen", n_run=3, threads=2)
            with pytest.raises(FlybrainError, match="no space left"):
                _ = flybrain_sim.read_campaign("screen").answers
        finally:
            away.rename(page)
