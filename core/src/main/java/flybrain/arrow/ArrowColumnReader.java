package flybrain.arrow;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.WholeNumbers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Copies the values of one column into batches, in the type asked for: whole numbers only where
/// none can have been rounded, text as it is or from numbers. NaN counts as missing in an optional
/// column.
final class ArrowColumnReader {
  private final ArrowReader file;
  private final ArrowColumn column;
  private final Column wanted;
  private final WholeNumbers numbers;
  private @Nullable ArrowDictionary dictionary;
  private @Nullable ArrowValues values;

  /// @throws InputException if the column cannot be had in that type
  ArrowColumnReader(ArrowReader file, ArrowColumn column, Column wanted) {
    this.file = file;
    this.column = column;
    this.wanted = wanted;
    this.numbers = new WholeNumbers(file.path(), column.name());
    if (!column.type().is(wanted.type())) {
      throw new InputException(
          "%s: column '%s' is of type %s; must be %s"
              .formatted(
                  file.path(),
                  column.name(),
                  column.type().words(),
                  switch (wanted.type()) {
                    case INT64 -> "whole numbers, also as floating-point numbers or text";
                    case DOUBLE -> "numbers";
                    case STRING -> "text or numbers";
                  }));
    }
  }

  /// Reads what a batch of the file has of this column.
  ///
  /// @throws IOException if it is damaged
  void open(StoredBatch batch) throws IOException {
    values = null;
    values = ArrowValues.read(batch, column);
    ArrowColumn.Indexed indexed = column.dictionary();
    if (indexed != null && dictionary == null) {
      dictionary = file.dictionary(column, indexed.id());
    }
  }

  /// Copies `count` values from a row of the opened batch on.
  ///
  /// @param index of this column in `to`
  /// @param firstRow row of the first one in the file, counted from 0
  /// @throws IOException if they are damaged
  void copy(ColumnBatch to, int index, int from, int count, long firstRow) throws IOException {
    ArrowValues opened = values;
    if (opened == null) {
      throw new IllegalStateException("no batch is open");
    }
    for (int k = 0; k < count; k++) {
      ArrowValues in = opened;
      int row = from + k;
      if (dictionary != null && !in.missing(row)) {
        ArrowDictionary.Place place = dictionary.place(in.whole(row));
        in = place.part();
        row = place.row();
      }
      boolean isMissing = in.missing(row) || isMissingNumber(in, row);
      if (wanted.optional()) {
        to.missing(index)[k] = isMissing;
      } else if (isMissing) {
        throw numbers.missing(firstRow + k);
      }
      switch (wanted.type()) {
        case INT64 -> to.longs(index)[k] = isMissing ? 0 : whole(in, row, firstRow + k);
        case DOUBLE -> to.doubles(index)[k] = isMissing ? Double.NaN : real(in, row);
        case STRING -> to.strings(index)[k] = isMissing ? "" : text(in, row);
      }
    }
  }

  /// pandas keeps whole numbers of which some are missing as floating-point numbers with NaN.
  private boolean isMissingNumber(ArrowValues in, int row) {
    return wanted.optional()
        && column.type() instanceof ArrowType.Real
        && Double.isNaN(in.real(row));
  }

  private long whole(ArrowValues in, int row, long rowOfFile) throws IOException {
    return switch (column.type()) {
      case ArrowType.Whole type ->
          type.signed() ? in.whole(row) : numbers.ofUnsigned(in.whole(row), rowOfFile);
      case ArrowType.Real type ->
          numbers.of(in.real(row), type.exactBelow(), type.words(), rowOfFile);
      default -> numbers.of(in.text(row), rowOfFile);
    };
  }

  private double real(ArrowValues in, int row) {
    return switch (column.type()) {
      case ArrowType.Whole type ->
          type.signed() || in.whole(row) >= 0
              ? in.whole(row)
              : Double.parseDouble(Long.toUnsignedString(in.whole(row)));
      default -> in.real(row);
    };
  }

  private String text(ArrowValues in, int row) throws IOException {
    return switch (column.type()) {
      case ArrowType.Whole type ->
          type.signed() ? Long.toString(in.whole(row)) : Long.toUnsignedString(in.whole(row));
      case ArrowType.Real _ -> Decimal.text(in.real(row));
      case ArrowType.Truth _ -> Boolean.toString(in.truth(row));
      case ArrowType.Text _, ArrowType.TextView _ -> in.text(row);
    };
  }
}
