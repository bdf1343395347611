"""Writes the connectivity files of ConnectivityFileTest with pyarrow and DuckDB, independent writers.

Run in this folder: python make_fixtures.py (pyarrow 26.0.1 and DuckDB 2.0.1 made the files that are kept).
"""

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

# Not in ascending order, as a neuron index is a row number and nothing else.
IDS = [720575940600000005, 720575940600000001, 720575940600000009, 720575940600000003, 720575940600000007]
# presynaptic index, postsynaptic index, synapses, sign
ROWS = [(0, 1, 7, -1), (0, 4, 2, -1), (1, 0, 5, 1), (1, 1, 1, 1), (1, 3, 40, 1), (4, 0, 2405, 1), (4, 2, 3, 1)]
NAMES = ["Presynaptic_ID", "Postsynaptic_ID", "Presynaptic_Index", "Postsynaptic_Index",
         "Connectivity", "Excitatory", "Excitatory x Connectivity"]


def table(rows=ROWS, index_type=pa.int64()):
    pre, post, count, sign = (list(column) for column in zip(*rows))
    data = [[IDS[i] for i in pre], [IDS[i] for i in post], pre, post, count, sign,
            [c * s for c, s in zip(count, sign)]]
    types = [pa.int64(), pa.int64()] + [index_type] * 5
    return pa.table([pa.array(d, t) for d, t in zip(data, types)], names=NAMES)


def replaced(name, values, kind=pa.int64()):
    return table().set_column(NAMES.index(name), name, pa.array(values, kind))


def write(name, rows, **options):
    pq.write_table(rows, name + ".parquet", **({"compression": "snappy"} | options))


for codec in ["snappy", "zstd", "brotli", "none", "gzip", "lz4"]:
    write(codec, table(), compression=codec)
write("int32", table(index_type=pa.int32()), compression="brotli", data_page_version="2.0")
write("plain", table(), use_dictionary=False)
write("shuffled", table(ROWS[::-1]), row_group_size=2)
write("doubled", table(ROWS + [(1, 3, 2, -1), (0, 1, 1, -1), (1, 3, 2, 1), (0, 1, 1, 1)]))
# Each synapse is a row of its own here; sums of whole numbers are doubles in DuckDB's Parquet.
signed = table()
duckdb.sql("""copy (
    select Presynaptic_ID, Postsynaptic_ID, Presynaptic_Index, Postsynaptic_Index, sum(1) as Connectivity,
           Excitatory::double as Excitatory, sum(Excitatory) as "Excitatory x Connectivity"
    from (select *, unnest(range(Connectivity)) from signed) group by all
) to 'duckdb-sum.parquet' (format parquet)""")
write("no-ids", table().drop_columns(NAMES[:2]))
write("empty", table().slice(0, 0))
WEIGHT = NAMES[6]
write("null", replaced(WEIGHT, [-7, -2, 5, None, 40, 2405, 3]))
write("float", replaced(WEIGHT, [-7.0, -2.0, 5.0, 1.5, 40.0, 2405.0, 3.0], pa.float64()))
write("double-id", replaced(NAMES[0], [float(IDS[row[0]]) for row in ROWS], pa.float64()))
write("text-id", replaced(NAMES[0], [str(IDS[row[0]]) for row in ROWS], pa.string()))
write("list", replaced(WEIGHT, [[1]] * 7, pa.list_(pa.int64())))
write("no-weight", table().drop_columns([WEIGHT]))
write("index-too-large", replaced(NAMES[3], [1, 4, 0, 1, 3, 5, 2]))
write("index-negative", replaced(NAMES[2], [0, 0, -1, 1, 1, 4, 4]))
write("index-huge", replaced(NAMES[2], [0, 0, 1, 1, 2**32 + 1, 4, 4]))
write("id-of-another", replaced(NAMES[1], [IDS[i] for i in [1, 4, 0, 2, 3, 0, 2]]))
write("id-unknown", replaced(NAMES[0], [IDS[i] for i in [0, 0, 1, 1, 1, 4]] + [720575940600000000]))
write("overflow", replaced(WEIGHT, [-7, -2, 2**31, 1, 40, 2405, 3]))
write("sum-overflow", table(ROWS + [(1, 3, 2**31 - 1, 1)]))

# Tables of connections whose signs or numbers are of a type that is not read.
PAIRS = {"pre": pa.array([1, 2]), "post": pa.array([2, 1]), "count": pa.array([5, 7])}
write("edges-bool-sign", pa.table(PAIRS | {"Excitatory": pa.array([True, False]), "s": pa.array([-1, 1])}))
write("edges-decimal-count", pa.table(PAIRS | {"count": pa.array([5, -7]).cast(pa.decimal128(20, 0))}))
