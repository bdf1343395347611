"""Runs the races of docs/performance.md and prints them as one Markdown table; race.py says how each is run.

Drives: the sugar neurons at 200 Hz on every connectome, against Brian2 too; on the synthetic one also one of them, 1,000 and 15,000 random
neurons, at 100 Hz. make_input draws their events with seed 1. Needs the benchmarks: mvn -q package -DskipTests

  race_table --synthetic synthetic-export --thinned thinned --rounds 10 --csv times.csv --out table.md
  race_table --synthetic synthetic-export --drive one 1000 --contender "rival=./rival --threads 1"
  race_table --from times.csv
"""

import argparse
import csv
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

import race

COLUMNS = ["connectome", "drive", "spikes", "round", "contender", "trial", "wall_s", "processor_s"]

# The names of connectomes in the table, by their option.
CONNECTOMES = {"thinned": "real brain, connections of five or more synapses", "synthetic": "`synthetic`"}


@dataclass(frozen=True)
class Drive:
    """A drive, its name in the table, and what make_input.draw gets for its events."""

    name: str
    events: dict
    on_all: bool = False


DRIVES = {
    "sugar": Drive("sugar, 200 Hz", {}, on_all=True),
    "one": Drive("one neuron, 100 Hz", {"ids": [720575940624963786], "rate": 100.0}),
    "1000": Drive("1,000 random, 100 Hz", {"random": 1000, "rate": 100.0}),
    "15000": Drive("15,000 random, 100 Hz", {"random": 15_000, "rate": 100.0}),
}


def short(number):
    """A number with three digits, or all before the point."""
    return f"{number:.2f}" if number < 10 else f"{number:.1f}" if number < 100 else f"{number:,.0f}"


def row(cells):
    """A row of a Markdown table."""
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def table(records):
    """Lines of the Markdown table of records with the keys of COLUMNS.

    Times are medians of processor time. Ratios are medians of the ratios within a round, with their range.
    """
    others = sorted({record["contender"] for record in records} - {"event"}, key=lambda name: (name == "brian2", name))
    names = ["Brian2" if name == "brian2" else name for name in others]
    head = ["connectome", "drive", "spikes, equal one for one", "trial", "`event`", *(f"{name} over `event`" for name in names)]
    yield row(head)
    yield "|" + "---|" * len(head)
    last_connectome = None
    for connectome, drive in dict.fromkeys((record["connectome"], record["drive"]) for record in records):
        of_race = [record for record in records if (record["connectome"], record["drive"]) == (connectome, drive)]
        first = [connectome if connectome != last_connectome else "", drive, f"{of_race[0]['spikes']:,}"]
        last_connectome = connectome
        for trial in ("learnt", "fresh"):
            times = {(record["contender"], record["round"]): record["processor_s"] for record in of_race if record["trial"] == trial}
            event = statistics.median(time for (name, _), time in times.items() if name == "event")
            cells = [*first, trial, f"{short(1000 * event)} ms"]
            for other in others:
                ratios = [time / times["event", turn] for (name, turn), time in times.items() if name == other]
                cells.append(f"{short(statistics.median(ratios))} ({short(min(ratios))} to {short(max(ratios))})" if ratios else "")
            yield row(cells)
            first = ["", "", ""]


def read(path):
    """The records of a CSV that --csv wrote."""
    with open(path, newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise SystemExit(f"{path}: columns {reader.fieldnames}: must be {COLUMNS}, as --csv writes them")
        return [
            record
            | {name: int(record[name]) for name in ("spikes", "round")}
            | {name: float(record[name]) for name in ("wall_s", "processor_s")}
            for record in reader
        ]


def write(path, records):
    """Writes records as CSV."""
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(records)


def run(arguments):
    """The records of all races, which are written to --csv after each race."""
    import make_input

    records = []
    for option, connectome in CONNECTOMES.items():
        folder = getattr(arguments, option)
        for key in arguments.drive if folder else []:
            drive = DRIVES[key]
            if not (drive.on_all or option == "synthetic"):
                continue
            print(f"{connectome}, {drive.name}:", flush=True)
            with tempfile.TemporaryDirectory() as name:
                events = arguments.thinned_input if option == "thinned" else None
                if events is None:
                    events = Path(name) / "input.csv"
                    make_input.draw(folder, events, **drive.events)
                spikes, rows = race.race(folder, events, arguments, drive.on_all and not arguments.without_brian2)
            records += [dict(zip(COLUMNS, (connectome, drive.name, spikes, *row), strict=True)) for row in rows]
            if arguments.csv:
                write(arguments.csv, records)
    return records


def arguments_of(line=None):
    """The parsed command line."""
    parser = argparse.ArgumentParser(prog="race_table", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--synthetic", type=Path, help="folder of the synthetic connectome, as `flybrain data export` writes it")
    parser.add_argument("--thinned", type=Path, help="folder of the real brain, thinned")
    parser.add_argument("--thinned-input", type=Path, metavar="CSV", help="its events of the sugar drive (default: drawn as the others)")
    parser.add_argument("--drive", nargs="+", choices=DRIVES, default=list(DRIVES), help="some of the drives (default: all)")
    parser.add_argument("--from", dest="times", type=Path, metavar="CSV", help="make the table of a CSV that --csv wrote, and run nothing")
    parser.add_argument("--out", type=Path, help="file for the table, which is printed too")
    race.add_arguments(parser)
    arguments = parser.parse_args(line)
    if arguments.times is None:
        if arguments.synthetic is None and arguments.thinned is None:
            parser.error("name a connectome: --synthetic FOLDER, --thinned FOLDER or both")
        race.check_arguments(parser, arguments)
    return arguments


def main(line=None):
    """Runs the races of the command line, or reads their times."""
    arguments = arguments_of(line)
    records = run(arguments) if arguments.times is None else read(arguments.times)
    if not records:
        raise SystemExit("none of these drives is raced on these connectomes: only sugar is on --thinned")
    text = "\n".join(table(records)) + "\n"
    print(text, end="")
    if arguments.out:
        arguments.out.write_text(text)


if __name__ == "__main__":
    main()
