"""Kills a campaign at random moments, resumes it, and compares its files with those of a campaign that ran undisturbed.

    validation/kill_campaign FOLDER [--kills 50] [--seed 1] [--atlas] [-- COMMAND...]

COMMAND starts flybrain, `./flybrain` by default. The campaign is a screen on the synthetic brain whose second step takes its neurons from the
first; with --atlas an atlas of 6,000 neurons instead. Each process is killed with SIGKILL after a time drawn between 0 and that of a whole
run; when a campaign is complete before its kill, it is started again in another folder, so every kill hits a process at work. In the end
all folders are completed and compared byte for byte.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

SCREEN = """\
experiment = "sugar"
n_run = 20
read_out = ["MN9_left"]

[[step]]
name = "dose"
rates = [50, 100, 200]
spikes = true

[[step]]
name = "silence"
rates = [100]
silence_each = { most_active = 30, of = "dose", at = 200 }
"""


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="for the campaigns; must be empty or new")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atlas", action="store_true", help="an atlas in place of a campaign")
    parser.add_argument("command", nargs="*", default=["./flybrain"])
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if any(options.folder.iterdir()):
        sys.exit(f"{options.folder}: is not empty")
    screen = options.folder / "screen.toml"
    screen.write_text(SCREEN)
    neurons = options.folder / "neurons.txt"
    neurons.write_text("\n".join(str(900000000000000000 + k) for k in range(1000, 7000)) + "\n")

    def start(out):
        what = ["atlas", "run", "--neurons", f"@{neurons}"] if options.atlas else ["campaign", "run", str(screen)]
        log = (options.folder / "log.txt").open("a")
        return subprocess.Popen(
            [*options.command, *what, "--connectome", "synthetic", "--out", str(out)], stdout=log, stderr=log,
            start_new_session=True)

    whole = options.folder / "whole"
    begin = time.monotonic()
    if start(whole).wait() != 0:
        sys.exit(f"the undisturbed run failed; see {options.folder}/log.txt")
    longest = time.monotonic() - begin
    print(f"undisturbed: {longest:.1f} s, {len(files(whole))} files", flush=True)

    moments = random.Random(options.seed)
    kills, number, folders = 0, 0, []
    while kills < options.kills:
        out = options.folder / f"killed{number}"
        if out not in folders:
            folders.append(out)
        process = start(out)
        try:
            code = process.wait(timeout=moments.uniform(0, longest))
        except subprocess.TimeoutExpired:
            # The whole group: ./flybrain is a shell that starts Java.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
            parts = len(list((out / "parts").glob("[0-9]*"))) if (out / "parts").is_dir() else 0
            print(f"kill {kills}: {out.name}, {parts} files of parts there", flush=True)
            continue
        if code != 0:
            sys.exit(f"{out}: a resumed run failed; see {options.folder}/log.txt")
        number += 1

    wrong = 0
    for out in folders:
        if start(out).wait() != 0:
            sys.exit(f"{out}: the last run failed; see {options.folder}/log.txt")
        expected, found = files(whole), files(out)
        differing = [name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)]
        for name in differing:
            print(f"{out.name}/{name} differs")
        wrong += len(differing)
    print(f"{kills} kills in {len(folders)} folders: {wrong or 'no'} files differ from the undisturbed run's")
    sys.exit(1 if wrong else 0)


main()
