"""Wall time of `run_exp` against Brian2: python measurements/run_exp.py CONNECTOME BRIAN2 [ROUNDS].

CONNECTOME is a folder of completeness.csv and connectivity.parquet; BRIAN2 one in which `validation/time_brian2 --keep` built Brian2's
program of one second of the sugar drive. In turn: `run_exp` with 30 trials of 1 s, from the call to the written spike file, and 30 runs of
Brian2's program, of which its time steps count alone, by its own clock. The first round of `run_exp` starts flybrain.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flybrain_sim import Connectome
from flybrain_sim.model import default_params, run_exp
from flybrain_sim.units import Hz

TRIALS = 30


def ours(connectome: Path, sugar: list[int], folder: Path, turn: int) -> float:
    start = time.perf_counter()
    run_exp(
        f"round_{turn}",
        sugar,
        folder,
        connectome / "completeness.csv",
        connectome / "connectivity.parquet",
        params={**default_params, "r_poi": 200 * Hz, "n_run": TRIALS},
    )
    return time.perf_counter() - start


def brian2(program: Path) -> float:
    seconds = 0.0
    for _ in range(TRIALS):
        subprocess.run(["./main"], cwd=program, check=True, stdout=subprocess.DEVNULL)
        seconds += float((program / "results" / "last_run_info.txt").read_text().split()[0])
    return seconds


def main(connectome: str, program: str, rounds: str = "3") -> None:
    sugar = Connectome(connectome).ids("sugar").tolist()
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(1, int(rounds) + 1):
            first, second = ours(Path(connectome), sugar, Path(folder), turn), brian2(Path(program))
            ratios.append(second / first)
            print(f"round {turn}: run_exp {first:.3f} s, Brian2 {second:.2f} s, ratio {ratios[-1]:.0f}", flush=True)
    print(f"median ratio {statistics.median(ratios):.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
