"""Writes the Parquet files of ColumnTypesTest and LongColumnsTest with pyarrow, an independent writer.

Run in this folder: python make_fixtures.py (pyarrow 26.0.1 made the files that are kept).
"""

from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

ID = 720575940600000000


def decimals(kind, texts):
    return pa.array([None if text is None else Decimal(text) for text in texts], kind)


# One column of each type; the third row has no value.
types = pa.table(
    {
        "int8": pa.array([0, -128, None, 127], pa.int8()),
        "int16": pa.array([0, -32768, None, 32767], pa.int16()),
        "int32": pa.array([0, -2147483648, None, 2147483647], pa.int32()),
        "int64": pa.array([0, -9007199254740993, None, ID + 7], pa.int64()),
        "uint8": pa.array([0, 128, None, 255], pa.uint8()),
        "uint16": pa.array([0, 32768, None, 65535], pa.uint16()),
        "uint32": pa.array([0, 2147483648, None, 4294967295], pa.uint32()),
        "uint64": pa.array([0, 1, None, 2**63 - 1], pa.uint64()),
        "float": pa.array([0, -16777215, None, 0.5], pa.float32()),
        "rounded": pa.array([0, -16777216, None, 0], pa.float32()),
        "double": pa.array([0, -9007199254740991, None, 0.1], pa.float64()),
        "text": pa.array(["", "7", None, "ä" + str(ID)], pa.string()),
        "decimal5": decimals(pa.decimal128(5, 2), ["0.00", "-100.00", None, "1.25"]),
        "decimal12": decimals(pa.decimal128(12, 2), ["0.00", "-1234567890.00", None, "0.05"]),
        "decimal30": decimals(pa.decimal128(30, 3), ["0.000", str(ID + 7) + ".000", None, "-0.001"]),
        "true": pa.array([True, False, None, True], pa.bool_()),
        "date": pa.array([0, 1, None, 2], pa.date32()),
    }
)
pq.write_table(types, "types.parquet", store_decimal_as_integer=True)
pq.write_table(types, "types-v2.parquet", store_decimal_as_integer=True, compression="zstd",
               data_page_version="2.0", use_dictionary=False)

# A field of a struct has the name of a column, before it and behind it.
inner = pa.array([{"id": 1}, {"id": 2}, {"id": 3}], pa.struct([("id", pa.int64())]))
pq.write_table(pa.table({"before": inner, "id": pa.array([10, 20, 30]), "after": inner}), "nested.parquet")

# More rows than a batch, pages that end anywhere, a last row group of one row, every seventh value missing;
# one value that is no whole number, or missing, far behind.
ROWS = 150_001
numbers = [None if row % 7 == 3 else ID + row // 500 for row in range(ROWS)]
long = pa.table(
    {
        "id": pa.array(numbers, pa.int64()),
        "text": pa.array([None if n is None else "n" + str(n % 1000) for n in numbers], pa.string()),
        "number": pa.array([None if n is None else (n - ID) / 8 for n in numbers], pa.float64()),
        "late": pa.array([None if row == 120_005 else 0 for row in range(ROWS)], pa.int32()),
        "fraction": pa.array([0.5 if row == 120_005 else 0 for row in range(ROWS)], pa.float64()),
        "row": pa.array([row % 100 for row in range(ROWS)], pa.int32()),
    }
)
options = {"row_group_size": 50_000, "data_page_size": 5_000, "write_batch_size": 997, "compression": "zstd"}
pq.write_table(long, "long.parquet", **options)
pq.write_table(long, "long-delta.parquet", use_dictionary=False, data_page_version="2.0",
               column_encoding={"id": "DELTA_BINARY_PACKED", "text": "DELTA_BYTE_ARRAY",
                                "number": "BYTE_STREAM_SPLIT", "row": "DELTA_BINARY_PACKED"}, **options)
