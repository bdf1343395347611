package flybrain.rows;

import java.io.IOException;
import java.util.Set;

/// The rows of a table, one after the other. Columns are numbered as they were asked for, from 0.
/// Before the first [#next] and after the last there is no row to ask.
public interface TableRows {
  /// How pandas, R and others write that there is no value.
  Set<String> NO_VALUE = Set.of("", "NA", "N/A", "nan", "NaN", "None", "null", "NULL", "<NA>");

  /// Goes to the next row; false if there is none.
  ///
  /// @throws flybrain.InputException if the table is damaged, or a value is not of the type asked
  ///   for
  boolean next() throws IOException;

  /// The value as text without blanks around it, "" if there is none; a number as its digits.
  String text(int column);

  /// The value of a column asked for as whole numbers; 0 if there is none. Not of a CSV, whose
  /// columns are text.
  long whole(int column);

  /// The value of a column of numbers, or the number in a text; NaN if there is none, and for text
  /// that is not a number.
  double real(int column);

  /// How much of the file was read so far, 0 to 1.
  double fraction();

  /// Where the value is, to begin a message with: file, row or line, column.
  String place(int column);
}
