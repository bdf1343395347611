/// Arrow files, which are also called Feather, as columns of primitive arrays, read in batches.
///
/// [flybrain.arrow.ArrowReader] opens a file and reads chosen [flybrain.parquet.Column]s through
/// [flybrain.arrow.ArrowBatches] into a [flybrain.parquet.ColumnBatch], as
/// [flybrain.parquet.ParquetReader] does with Parquet; [flybrain.rows.TableFile] hides which of
/// both a file is. Format: "Arrow Columnar Format" of the Apache project Arrow, its file form;
/// columns of numbers, truth values and text are read, with dictionaries and compressed by LZ4 or
/// Zstandard.
@NullMarked
package flybrain.arrow;

import org.jspecify.annotations.NullMarked;
