/// Tables that users bring, row by row, whatever their format: CSV, TSV, Parquet or Arrow.
@NullMarked
package flybrain.rows;

import org.jspecify.annotations.NullMarked;
