"""Processor time of `get_rate` against a loop over groups of pandas, in turn: python measurements/get_rate.py SPIKES.parquet T_RUN N_RUN.

The tables are compared first; the ratio is the median over the rounds, with its range.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from flybrain_sim import utils
from published import get_rate_by_pandas

ROUNDS = 9


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main(file: str, t_run: float, n_run: int) -> None:
    spikes = utils.load_exps([file])
    for ours, theirs in zip(utils.get_rate(spikes, t_run, n_run), get_rate_by_pandas(spikes, t_run, n_run), strict=True):
        pd.testing.assert_frame_equal(ours, theirs, rtol=1e-12, check_column_type=False)
    rounds = [
        (seconds(lambda: utils.get_rate(spikes, t_run, n_run)), seconds(lambda: get_rate_by_pandas(spikes, t_run, n_run)))
        for _ in range(ROUNDS)
    ]
    ratios = [theirs / ours for ours, theirs in rounds]
    print(f"{len(spikes):,} spikes of {spikes['flywire_id'].nunique()} neurons in {n_run} trials; pandas {pd.__version__}")
    print(f"get_rate {statistics.median(ours for ours, _ in rounds) * 1e3:.1f} ms, loop {statistics.median(o for _, o in rounds):.2f} s")
    print(f"ratio {statistics.median(ratios):.0f} ({min(ratios):.0f} to {max(ratios):.0f})")


main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
