"""Makes the Arrow files of this folder, and expected.csv: what pyarrow itself reads in them. Run it in this folder.

pyarrow 26.0.1, pandas 3.1.1. `long.*` has buffers of more than 64 KB, which LZ4 stores in blocks that refer to each other.
"""

import csv

import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather

ROWS = 13
ID = 720575940660219265
TEXTS = ["", "LC4", "a text of more than twelve bytes", "µ-glomérulus", "LPLC2", None, "0", "left", "LC4", "LC4", "x" * 300, "right", "é"]


def with_gap(values):
    """Every fifth value is missing."""
    return [None if i % 5 == 4 else value for i, value in enumerate(values)]


def whole(bits, signed):
    low = -(1 << bits - 1) if signed else 0
    high = (1 << bits - 1) - 1 if signed else (1 << bits) - 1
    return [low, high, 0, 1] + [high - i for i in range(ROWS - 4)]


def types():
    columns = {}
    columns["list"] = pa.array([[1, 2], None, []] + [[3]] * (ROWS - 3), pa.list_(pa.int32()))
    for bits in (8, 16, 32, 64):
        columns[f"int{bits}"] = pa.array(with_gap(whole(bits, True)), getattr(pa, f"int{bits}")())
        columns[f"uint{bits}"] = pa.array(with_gap(whole(bits, False)), getattr(pa, f"uint{bits}")())
    columns["id"] = pa.array([ID + i for i in range(ROWS)], pa.int64())
    columns["text_id"] = pa.array([str(ID + i) for i in range(ROWS)], pa.string())
    columns["struct"] = pa.array([{"a": 1, "b": ["x"]}] * ROWS)
    columns["half"] = pa.array([i / 4 for i in range(ROWS)], pa.float16())
    columns["float"] = pa.array(with_gap([i / 4 for i in range(ROWS)]), pa.float32())
    columns["double"] = pa.array(with_gap([i / 10 for i in range(ROWS)]), pa.float64())
    columns["whole_double"] = pa.array([float(i) for i in range(ROWS)], pa.float64())
    columns["view"] = pa.array(TEXTS, pa.string_view())
    columns["bytes_view"] = pa.array([b"some bytes that are not in place"] * ROWS, pa.binary_view())
    columns["view_behind"] = pa.array(TEXTS[::-1], pa.string_view())
    columns["bool"] = pa.array(with_gap([i % 2 == 0 for i in range(ROWS)]), pa.bool_())
    columns["union"] = pa.UnionArray.from_sparse(pa.array([0] * ROWS, pa.int8()), [pa.array(range(ROWS)), pa.array(["t"] * ROWS)])
    columns["null"] = pa.nulls(ROWS)
    columns["run"] = pa.RunEndEncodedArray.from_arrays([5, ROWS], ["a", "b"])
    columns["day"] = pa.array([0] * ROWS, pa.date32())
    columns["text"] = pa.array(TEXTS, pa.string())
    columns["large"] = pa.array(TEXTS, pa.large_string())
    columns["category"] = pa.array(TEXTS, pa.string()).dictionary_encode()
    columns["large_category"] = pa.array(TEXTS, pa.large_string()).dictionary_encode().cast(pa.dictionary(pa.uint8(), pa.large_string()))
    columns["id_category"] = pa.array([ID] * ROWS, pa.int64()).dictionary_encode()
    columns["last"] = pa.array(range(ROWS), pa.int16())
    return pa.table(columns)


def write(name, table, batch=ROWS, **options):
    options = pa.ipc.IpcWriteOptions(**options)
    with pa.ipc.new_file(name, table.schema, options=options) as writer:
        for chunk in table.to_batches(max_chunksize=batch):
            writer.write_batch(chunk)


def expected(table):
    readable = [name for name in table.column_names if name not in ("list", "struct", "bytes_view", "union", "null", "run", "day")]
    with open("expected.csv", "w", newline="") as out:
        rows = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        rows.writerow(readable)
        for i in range(ROWS):
            values = [table[name][i].as_py() for name in readable]
            rows.writerow(["<missing>" if v is None else str(v).lower() if isinstance(v, bool) else v for v in values])


def long():
    n = 30_000
    return pa.table({"id": pa.array([ID + i // 7 for i in range(n)]), "n": pa.array([i % 1000 for i in range(n)], pa.int32())})


def growing():
    """A dictionary that later batches add values to."""
    first = pa.DictionaryArray.from_arrays([0, 1, None], ["ACH", "GABA"])
    second = pa.DictionaryArray.from_arrays([2, 0, 1], ["ACH", "GABA", "GLUT"])
    schema = pa.schema({"nt": first.type})
    with pa.ipc.new_file("growing.arrow", schema, options=pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True)) as writer:
        for part in (first, second):
            writer.write_batch(pa.record_batch([part], schema=schema))


def others():
    """Columns that cannot be read, of every kind, each with gaps; behind each of them one that can."""
    none = [None] * ROWS
    kinds = {
        "decimal": pa.array(none, pa.decimal128(20, 2)),
        "date64": pa.array(none, pa.date64()),
        "time": pa.array(none, pa.time32("s")),
        "timestamp": pa.array(none, pa.timestamp("ns", "UTC")),
        "interval": pa.array(none, pa.month_day_nano_interval()),
        "duration": pa.array(none, pa.duration("us")),
        "fixed_bytes": pa.array(none, pa.binary(3)),
        "bytes": pa.array(none, pa.binary()),
        "large_bytes": pa.array(none, pa.large_binary()),
        "large_list": pa.array(none, pa.large_list(pa.string())),
        "fixed_list": pa.array(none, pa.list_(pa.float32(), 2)),
        "list_view": pa.array(none, pa.list_view(pa.int8())),
        "large_list_view": pa.array(none, pa.large_list_view(pa.string_view())),
        "map": pa.array(none, pa.map_(pa.string(), pa.list_(pa.int16()))),
        "dense_union": pa.UnionArray.from_dense(
            pa.array([0, 1] * 6 + [0], pa.int8()),
            pa.array([k // 2 for k in range(ROWS)], pa.int32()),
            [pa.array(range(7)), pa.array(["t"] * 6)],
        ),
        "structs": pa.array([{"a": {"b": "x" * 20}, "c": True}] * ROWS),
        "categories": pa.StructArray.from_arrays(
            [pa.array(["a", None] * 6 + ["b"]).dictionary_encode(), pa.array(["v" * 30] * ROWS, pa.string_view())], ["k", "v"]
        ),
        "list_of_views": pa.array([["w" * 40, "in place"]] * ROWS, pa.list_(pa.string_view())),
        "run_of_text": pa.RunEndEncodedArray.from_arrays([5, ROWS], pa.array(["r" * 20, "s"])),
        "nulls": pa.nulls(ROWS),
    }
    columns = {}
    for number, (name, column) in enumerate(kinds.items()):
        columns[name] = column
        columns["after_" + name] = pa.array([f"{number} of {row}, more than twelve bytes" for row in range(ROWS)], pa.string_view())
    return pa.table(columns)


def categories():
    """Dictionaries of numbers and text, one with a missing value among its values."""
    gaps = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None, 1], pa.int8()), pa.array(["left", None, "right"]))
    halves = pa.DictionaryArray.from_arrays(pa.array([1, 0, 1, 0, None], pa.uint16()), pa.array([0.5, 2.0], pa.float64()))
    ids = pa.DictionaryArray.from_arrays(pa.array([0, 1, 1, 0, 0], pa.int64()), pa.array([ID, ID + 1], pa.uint64()))
    return pa.table({"gaps": gaps, "halves": halves, "ids": ids})


def many():
    """More rows than are read at once, in batches of several sizes; one value that cannot be far behind."""
    n = 150_001
    return pa.table({
        "thousand": pa.array([row // 1000 for row in range(n)], pa.uint8()),
        "late": pa.array([None if row == 140_005 else 1 for row in range(n)], pa.int64()),
        "fraction": pa.array([0.5 if row == 140_005 else 2.0 for row in range(n)], pa.float32()),
        "gaps": pa.array([None if row % 7 == 3 else row % 128 for row in range(n)], pa.int16()),
    })


types = types()
write("types.arrow", types)
write("types-in-batches.arrow", types, batch=4)
write("types-zstd.arrow", types, batch=8, compression="zstd")
write("types-lz4.arrow", types, batch=8, compression="lz4")
write("version-4.arrow", types.drop_columns(["union", "view", "bytes_view", "view_behind", "run"]), metadata_version=pa.ipc.MetadataVersion.V4, use_legacy_format=True)
expected(types)
feather.write_feather(long(), "long.feather")
feather.write_feather(long(), "long-zstd.feather", compression="zstd", chunksize=11_000)
feather.write_feather(pa.table({"id": pa.array([ID], pa.int64())}), "version-1.feather", version=1)
feather.write_feather(pa.table({"id": pa.array([], pa.int64())}), "empty.feather")
pd.DataFrame({"id": [ID, ID + 1, ID + 2], "nt": pd.Categorical(["ACH", None, "GABA"]), "n": [1.0, None, 3.0], "name": ["a", None, "c"]}).to_feather("pandas.feather")
growing()
write("others.arrow", others())
write("others-in-batches.arrow", others(), batch=5, compression="lz4")
write("categories.arrow", categories())
write("many.arrow", many(), batch=140_000, compression="zstd")
