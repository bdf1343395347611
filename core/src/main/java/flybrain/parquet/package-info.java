/// Parquet files as columns of primitive arrays: written in row groups, read in batches.
///
/// [flybrain.parquet.ParquetReader] opens a file and reads chosen [flybrain.parquet.Column]s into a
/// [flybrain.parquet.ColumnBatch] that is used again for the next rows;
/// [flybrain.parquet.ParquetWriter] takes such batches. Where several threads make rows that must
/// come in order, each encodes a [flybrain.parquet.RowGroup] and a
/// [flybrain.parquet.RowGroupWriter] puts them in their places. Only flat columns of whole numbers,
/// doubles and text are written, none of them optional; what is read may be of more types. Format:
/// "Parquet File Format" and its "Encodings" of the Apache project parquet-format.
@NullMarked
package flybrain.parquet;

import org.jspecify.annotations.NullMarked;
