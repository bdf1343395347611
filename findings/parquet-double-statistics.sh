#!/usr/bin/env bash
# parquet-java 1.18 and pyarrow: minimum and maximum of doubles are in the file, and pyarrow does not see them.
#
# Expected: a filter on a time column skips row groups, whichever recent parquet-java wrote the file.
# Seen with parquet-hadoop 1.18.1 and pyarrow 26.0.1: the new writer declares the IEEE 754 total order for doubles, and pyarrow then
# drops their statistics, so a filter reads all row groups; with 1.17.1 it reads one. DuckDB 2.0.1 and fastparquet 2026.9.0 still show
# the statistics; whole numbers are not concerned.
# Why it matters: spike files are written by 1.18.1. Filter them by a whole-number column (trial, neuron) where pyarrow is to skip.
# Needs a JDK (11 or newer) and Maven.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install pyarrow==26.0.1 duckdb==2.0.1 fastparquet==2026.9.0

cat >"$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.parquet</groupId><artifactId>parquet-hadoop</artifactId><version>${parquet}</version></dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-api</artifactId><version>3.4.1</version></dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-runtime</artifactId><version>3.4.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
POM

cat >"$work/Write.java" <<'JAVA'
import java.nio.file.Path;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;

public class Write {
  public static void main(String[] args) throws Exception {
    var schema = MessageTypeParser.parseMessageType("message spikes { required double t; required int64 trial; }");
    var rows = new SimpleGroupFactory(schema);
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(Path.of(args[0])))
            .withType(schema)
            .withRowGroupRowCountLimit(1000)
            .build()) {
      for (int k = 0; k < 4000; k++) {
        writer.write(rows.newGroup().append("t", k * 0.5).append("trial", k / 1000L));
      }
    }
  }
}
JAVA

cat >"$work/finding.py" <<'PYTHON'
import sys

import duckdb
import fastparquet
import pyarrow.dataset as dataset
import pyarrow.parquet as parquet

for version in ("1.17.1", "1.18.1"):
    path = f"{sys.argv[1]}/{version}.parquet"
    times, trials = (parquet.read_metadata(path).row_group(1).column(column).statistics for column in (0, 1))
    (fragment,) = dataset.dataset(path).get_fragments()
    late, last = dataset.field("t") >= 1900, dataset.field("trial") >= 3
    query = f"select stats_min_value, stats_max_value from parquet_metadata('{path}') where row_group_id = 1 and path_in_schema = 't'"
    print(f"parquet-java {version}, row group 1 of 4")
    print("  pyarrow:     t", times.min, times.max, "| trial", trials.min, trials.max)
    print("  pyarrow reads", len(fragment.split_by_row_group(late)), "for t,", len(fragment.split_by_row_group(last)), "for trial")
    print("  DuckDB:      t", *duckdb.sql(query).fetchall()[0])
    statistics = fastparquet.ParquetFile(path).statistics
    print("  fastparquet: t", float(statistics["min"]["t"][1]), float(statistics["max"]["t"][1]))
PYTHON

for version in 1.17.1 1.18.1; do
  mvn -q -f "$work/pom.xml" dependency:copy-dependencies -Dparquet="$version" -DoutputDirectory="$work/$version" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
  }
  java -cp "$work/$version/*" "$work/Write.java" "$work/$version.parquet" 2>/dev/null
done

cat >"$work/seen" <<'SEEN'
parquet-java 1.17.1, row group 1 of 4
  pyarrow:     t 500.0 999.5 | trial 1 1
  pyarrow reads 1 for t, 1 for trial
  DuckDB:      t 500.0 999.5
  fastparquet: t 500.0 999.5
parquet-java 1.18.1, row group 1 of 4
  pyarrow:     t None None | trial 1 1
  pyarrow reads 4 for t, 1 for trial
  DuckDB:      t 500.0 999.5
  fastparquet: t 500.0 999.5
SEEN
"$work/venv/bin/python" "$work/finding.py" "$work" | tee "$work/now"
diff "$work/seen" "$work/now" && echo "as seen before"
