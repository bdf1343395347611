/// Parquet files as columns of primitive arrays: written in row groups, read in batches.
@NullMarked
package flybrain.parquet;

import org.jspecify.annotations.NullMarked;
