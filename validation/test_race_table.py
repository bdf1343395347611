"""Tests race.py and race_table.py with small programs of the protocol in place of simulators. Run by scripts/check-python."""

import shlex
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import race
import race_table

# "Simulates" by giving the input events as spikes; a trial keeps the processor busy for SECONDS, a fresh one twice as long.
CONTENDER = """
import pathlib, sys, time
seconds, shift, folder = float(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
events = bytearray((folder / "events.bin").read_bytes())
events[0] += shift
print("ready", flush=True)
for line in sys.stdin:
    what, of = line.split(maxsplit=1)
    if what == "spikes":
        pathlib.Path(of.strip()).write_bytes(events)
        print("done", flush=True)
    else:
        end = time.process_time() + seconds * int(of) * (2 if what == "fresh" else 1)
        while time.process_time() < end:
            pass
        print("done", len(events) // 8 * int(of), flush=True)
"""


@pytest.fixture
def contender(tmp_path, monkeypatch):
    """Gives the command of a contender that takes some seconds for a trial, and gives other spikes if `shift` is not 0."""
    program = tmp_path / "contender.py"
    program.write_text(CONTENDER)
    monkeypatch.setattr(race, "BENCHMARKS", program)
    monkeypatch.setattr(race, "WARM_UP_SECONDS", 0.02)
    monkeypatch.setattr(race, "LEAST_SECONDS", 0.02)

    def command(seconds, shift=0):
        return shlex.join([sys.executable, str(program), str(seconds), str(shift)])

    monkeypatch.setattr(race, "event_command", lambda: command(0.001))
    return command


@pytest.fixture
def brain(tmp_path):
    """A connectome folder of 1,200 neurons with the sugar neurons of make_input, and two connections."""
    import make_input

    folder = tmp_path / "brain"
    folder.mkdir()
    ids = make_input.SUGAR + list(range(1, 1180))
    folder.joinpath("completeness.csv").write_text(",Completed\n" + "".join(f"{each},True\n" for each in ids))
    columns = ["Presynaptic_Index", "Postsynaptic_Index", "Excitatory x Connectivity"]
    pq.write_table(pa.table(dict(zip(columns, ([0, 1], [1, 2], [3, -4]), strict=True))), folder / "connectivity.parquet")
    return folder


def records(connectome, drive, spikes, times):
    """Records from the processor times in s of each round, by contender and trial."""
    return [
        dict(zip(race_table.COLUMNS, (connectome, drive, spikes, turn, contender, trial, 2 * seconds, seconds), strict=True))
        for (contender, trial), of_rounds in times.items()
        for turn, seconds in enumerate(of_rounds, 1)
    ]


ALL = records(
    "thinned",
    "sugar",
    10115,
    {
        ("brian2", "learnt"): [1.5, 1.4, 1.6],
        ("event", "learnt"): [0.001, 0.002, 0.004],
        ("old", "learnt"): [0.004, 0.004, 0.004],
        ("event", "fresh"): [0.0035, 0.0034, 0.003567],
        ("old", "fresh"): [0.007, 0.0068, 0.007134],
    },
) + records("thinned", "15,000", 2372166, {("event", "learnt"): [3.039], ("event", "fresh"): [0.0174]})

TABLE = """\
| connectome | drive | spikes, equal one for one | trial | `event` | old over `event` | Brian2 over `event` |
|---|---|---|---|---|---|---|
| thinned | sugar | 10,115 | learnt | 2.00 ms | 2.00 (1.00 to 4.00) | 700 (400 to 1,500) |
| | | | fresh | 3.50 ms | 2.00 (2.00 to 2.00) | |
| | 15,000 | 2,372,166 | learnt | 3,039 ms | | |
| | | | fresh | 17.4 ms | | |
"""


class TestTable:
    def test_has_medians_of_times_and_of_ratios_within_a_round(self):
        assert "\n".join(race_table.table(ALL)) + "\n" == TABLE

    def test_of_a_csv_is_the_same(self, tmp_path, capsys):
        race_table.write(tmp_path / "times.csv", ALL)
        race_table.main(["--from", str(tmp_path / "times.csv"), "--out", str(tmp_path / "table.md")])
        assert capsys.readouterr().out == TABLE
        assert (tmp_path / "table.md").read_text() == TABLE

    def test_of_another_csv_is_refused(self, tmp_path):
        (tmp_path / "times.csv").write_text("round,contender\n1,event\n")
        with pytest.raises(SystemExit, match=r"times\.csv: columns .*: must be "):
            race_table.main(["--from", str(tmp_path / "times.csv")])


class TestRaces:
    def test_one_command_gives_all_rows(self, contender, brain, tmp_path, capsys):
        times = tmp_path / "times.csv"
        line = ["--synthetic", brain, "--thinned", brain, "--drive", "sugar", "one", "1000", "--rounds", "2", "--without-brian2"]
        line += ["--contender", f"slow={contender(0.01)}", "--csv", times, "--out", tmp_path / "table.md"]
        (tmp_path / "thinned.csv").write_text("step,neuron_index\n5,0\n7,0\n9,1\n")
        line += ["--thinned-input", tmp_path / "thinned.csv"]
        race_table.main([str(word) for word in line])
        rows = [row.strip("| ").split(" | ") for row in (tmp_path / "table.md").read_text().splitlines()[2:]]
        assert [row[:2] for row in rows[::2]] == [
            ["real brain, connections of five or more synapses", "sugar, 200 Hz"],
            ["`synthetic`", "sugar, 200 Hz"],
            ["one neuron, 100 Hz", rows[4][1]],
            ["1,000 random, 100 Hz", rows[6][1]],
        ]
        assert rows[0][2] == "3"
        found = race_table.read(times)
        assert {(each["round"], each["contender"], each["trial"]) for each in found} == {
            (turn, name, trial) for turn in (1, 2) for name in ("event", "slow") for trial in ("learnt", "fresh")
        }
        # The contenders keep the processor busy for 1 and 10 ms a trial at least.
        assert all(each["processor_s"] >= (0.01 if each["contender"] == "slow" else 0.001) for each in found)
        assert "equal one for one: event, slow" in capsys.readouterr().out

    def test_contender_with_other_spikes_ends_the_race(self, contender, brain):
        line = ["--synthetic", brain, "--drive", "one", "--rounds", "1", "--contender", f"wrong={contender(0.001, 1)}"]
        with pytest.raises(SystemExit, match=r"wrong: \d+ spikes differ from \d+"):
            race_table.main([str(word) for word in line])

    def test_wrong_usage_is_refused(self, contender, brain, capsys):
        for line, message in (
            ([], "name a connectome"),
            (["--synthetic", brain, "--rounds", 0], "at least 1"),
            (["--synthetic", brain, "--contender", "a b=c"], "NAME=COMMAND"),
            (["--synthetic", brain, "--drive", "bitter"], "invalid choice"),
        ):
            with pytest.raises(SystemExit):
                race_table.main([str(word) for word in line])
            assert message in capsys.readouterr().err
        with pytest.raises(SystemExit, match="only sugar is on --thinned"):
            race_table.main(["--thinned", str(brain), "--drive", "one"])


def test_events_of_the_table_are_those_of_make_synthetic(tmp_path):
    """The committed events of the sugar drive on the synthetic connectome, whose sugar neurons have these indices."""
    import make_input
    from case import read_csv

    step, neuron = read_csv(Path(race_table.__file__).parent / "synthetic/sugar-200hz.input.csv.gz", 2)
    places = np.unique(neuron)
    ids = [1] * (int(places[-1]) + 1)
    for place, each in zip(places, sorted(make_input.SUGAR), strict=True):
        ids[place] = each
    (tmp_path / "completeness.csv").write_text(",Completed\n" + "".join(f"{each},True\n" for each in ids))
    make_input.draw(tmp_path, tmp_path / "input.csv", **race_table.DRIVES["sugar"].events)
    drawn_step, drawn_neuron = read_csv(tmp_path / "input.csv", 2)
    assert drawn_step.tolist() == step.tolist()
    assert drawn_neuron.tolist() == neuron.tolist()
