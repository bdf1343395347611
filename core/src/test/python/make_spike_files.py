"""Makes small spike files of every historic schema with pandas and pyarrow, and of other programs.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python make_spike_files.py ../resources/flybrain/spikes

All files but the empty ones and the faulty ones hold the same 60 spikes, in the order of
expected.csv; `rates.csv` is what pandas makes of them. The numbers come from a fixed seed.
"""

import sys
from pathlib import Path

import duckdb
import fastparquet
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

T_RUN, N_RUN = 0.1, 4  # s, trials; trial 2 has no spike
OUT = Path(sys.argv[1])
IDS = 720575940600000000 + np.array([5, 77, 1234, 40000, 138638])


def spikes():
    rng = np.random.default_rng(783)
    rows = set()
    while len(rows) < 60:
        rows.add((int(rng.choice([0, 1, 3])), int(rng.integers(0, 1000)), int(rng.integers(0, 5))))
    trial, step, neuron = np.array(sorted(rows)).T
    return pd.DataFrame({
        "t": step * 1e-4,  # as Brian2 computes it
        "time_ms": step / 10,
        "trial": trial,
        "neuron_index": neuron,
        "flywire_id": IDS[neuron],
    })


def write(table, name, **options):
    table = table.assign(exp_name=name)
    table.to_parquet(OUT / f"{name}.parquet", compression="brotli", **options)


def good_files(d):
    write(d, "full")
    write(d[["t", "trial", "flywire_id"]], "paper")
    write(d[["t", "trial", "flywire_id"]].rename(columns={"t": "time_s"}), "time_s")
    write(d[["time_ms", "trial", "flywire_id"]], "time_ms")
    in_ms = d[["time_ms", "trial", "flywire_id"]].rename(columns={"time_ms": "t"})
    write(in_ms, "pytorch_t0.1s_n4")
    narrow = d.astype({"trial": "int32", "neuron_index": "int32"})
    write(narrow[["t", "time_ms", "trial", "neuron_index", "flywire_id"]], "int32_trial")
    write(d.astype({"flywire_id": str}), "text_id")
    write(d.astype({"flywire_id": "uint64"}), "uint64_id")
    # Columns in another order, an index that pandas stores, two row groups, a constant category.
    shuffled = d[["flywire_id", "trial", "neuron_index", "t", "time_ms"]].copy()
    shuffled["exp_name"] = pd.Categorical(["category"] * len(d))
    shuffled.index = np.arange(len(d)) * 3 + 7
    shuffled.to_parquet(OUT / "category.parquet", compression="zstd", row_group_size=25)
    table = pa.Table.from_pandas(d.assign(exp_name="large"), preserve_index=False)
    table = table.set_column(5, "exp_name", table["exp_name"].cast(pa.large_string()))
    pq.write_table(table, OUT / "large_string.parquet", compression="gzip", data_page_version="2.0")


def files_of_other_programs(d):
    """Codecs and types that pandas does not choose by itself."""
    short = d[["time_ms", "trial", "flywire_id"]]
    short.to_parquet(OUT / "pandas_lz4.parquet", compression="lz4")
    pl.from_pandas(short).write_parquet(OUT / "polars_lz4.parquet", compression="lz4")
    # The codec LZ4 of old files; the others have LZ4_RAW.
    fastparquet.write(str(OUT / "fastparquet_lz4.parquet"), short, compression="LZ4", stats=False)
    for codec in ["gzip", "brotli", "lz4"]:
        duckdb.sql(f"copy short to '{OUT}/duckdb_{codec}.parquet' (format parquet, compression {codec})")
    # Decimals are stored as int32, int64 or bytes, after their digits.
    for digits in [7, 15, 30]:
        duckdb.sql(f"""copy (select time_ms::decimal({digits}, 2) as time_ms, trial::double as trial, flywire_id
                   from short) to '{OUT}/decimal{digits}.parquet' (format parquet)""")
    table = pa.Table.from_pandas(short, preserve_index=False)
    table = table.set_column(0, "time_ms", table["time_ms"].cast(pa.decimal128(18, 1)))
    pq.write_table(table, OUT / "decimal_pyarrow.parquet")


def empty_files(d):
    none = d.assign(exp_name="empty").iloc[:0]
    none.to_parquet(OUT / "empty.parquet", compression="brotli")
    schema = pa.Table.from_pandas(none, preserve_index=False).schema
    pq.ParquetWriter(OUT / "empty_no_row_group.parquet", schema).close()
    # Empty lists have no type: the columns are of Parquet's null type.
    untyped = pd.DataFrame({name: [] for name in ["t", "trial", "flywire_id", "exp_name"]}, dtype=object)
    untyped.to_parquet(OUT / "empty_untyped.parquet", compression="brotli")


def faulty_files(d):
    gap = d.astype({"flywire_id": "Int64"})
    gap.loc[41, "flywire_id"] = pd.NA
    write(gap, "bad_null")
    write(d.assign(flywire_id=d["flywire_id"] > 0), "bad_type")
    write(d.assign(flywire_id=d["flywire_id"].astype(float).astype(str)), "bad_rounded_text")
    ids = d["flywire_id"].astype("uint64")
    ids[5] = 2**63  # what a missing id becomes in caveclient
    write(d.assign(flywire_id=ids), "bad_uint64")
    write(d.assign(flywire_id=d["flywire_id"].where(d.index != 5, 0)), "bad_no_root")
    write(d.drop(columns="flywire_id"), "bad_no_id")
    write(d.drop(columns=["t", "time_ms"]), "bad_no_time")
    times = d.copy()
    times.loc[17, "time_ms"] = -0.1
    write(times, "bad_time")
    times.loc[17, "time_ms"] = np.nan
    # A NaN that is a value, not a null.
    table = pa.table({n: pa.array(times[n].to_numpy()) for n in times.columns})
    pq.write_table(table, OUT / "bad_nan.parquet")
    trials = d.copy()
    trials.loc[3, "trial"] = -1
    write(trials, "bad_trial")
    dates = d.assign(t=pd.to_datetime(d["t"], unit="s")).drop(columns="time_ms")
    write(dates, "bad_timestamp")
    pq.write_table(pa.table({"t": [[0.1], [0.2, 0.3]], "trial": [0, 0], "flywire_id": [1, 2]}), OUT / "bad_list.parquet")


def expected(d):
    d.to_csv(OUT / "expected.csv", index=False)
    counts = d.groupby(["flywire_id", "trial"]).size().unstack(fill_value=0)
    rates = counts.reindex(columns=range(N_RUN), fill_value=0) / T_RUN
    pd.DataFrame({"rate_hz": rates.mean(axis=1), "population_sd_hz": rates.std(axis=1, ddof=0),
                  "sample_sd_hz": rates.std(axis=1, ddof=1)}).to_csv(OUT / "rates.csv")


OUT.mkdir(parents=True, exist_ok=True)
frame = spikes()
good_files(frame)
files_of_other_programs(frame)
empty_files(frame)
faulty_files(frame)
expected(frame)
