/// Tables that users bring, row by row, whatever their format: CSV, TSV, Parquet or Arrow.
///
/// [flybrain.rows.TableFile#open] opens a table by its first bytes, whatever its name; it says the
/// columns and their types, and gives the rows of chosen columns as [flybrain.rows.TableRows], one
/// after the other, with the place of each value for messages.
@NullMarked
package flybrain.rows;

import org.jspecify.annotations.NullMarked;
