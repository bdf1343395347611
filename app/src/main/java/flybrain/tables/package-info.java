/// Tables of what commands find: as text, CSV, JSON and Parquet.
@NullMarked
package flybrain.tables;

import org.jspecify.annotations.NullMarked;
