package flybrain.cli;

import flybrain.Decimal;
import flybrain.InputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Numbers on the command line: `50,100,150`, or a sweep `20..200/20`.
final class NumberList {
  private static final BigDecimal MOST = BigDecimal.valueOf(10_000);

  private NumberList() {}

  /// The numbers in the order given.
  ///
  /// @param option that they belong to
  /// @throws InputException for what is not a number, a sweep that does not end, or a number that
  ///   appears twice
  static List<Double> parse(String option, String text) {
    List<Double> numbers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      numbers.addAll(part.contains("..") ? sweep(option, part) : List.of(number(option, part)));
    }
    if (new LinkedHashSet<>(numbers).size() < numbers.size()) {
      throw new InputException("%s %s: a number appears twice".formatted(option, text));
    }
    return numbers;
  }

  private static List<Double> sweep(String option, String text) {
    String[] parts = text.split("\\.\\.|/", -1);
    if (parts.length != 3) {
      throw new InputException(
          "%s %s: a sweep is FROM..TO/STEP, such as 20..200/20".formatted(option, text));
    }
    BigDecimal from = decimal(option, parts[0]);
    BigDecimal to = decimal(option, parts[1]);
    BigDecimal step = decimal(option, parts[2]);
    boolean ends = step.signum() > 0 && from.compareTo(to) <= 0;
    if (!ends || to.subtract(from).compareTo(step.multiply(MOST)) >= 0) {
      throw new InputException(
          "%s %s: from the lower to the higher number, with a step above 0 and at most %,d steps"
              .formatted(option, text, MOST.intValue()));
    }
    List<Double> numbers = new ArrayList<>();
    for (BigDecimal next = from; next.compareTo(to) <= 0; next = next.add(step)) {
      numbers.add(next.doubleValue());
    }
    return numbers;
  }

  private static BigDecimal decimal(String option, String text) {
    return BigDecimal.valueOf(number(option, text));
  }

  private static double number(String option, String text) {
    try {
      double number = Decimal.parse(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported with the option below.
    }
    throw new InputException(
        "%s: '%s' is not a number; give numbers with commas between them, or FROM..TO/STEP"
            .formatted(option, text.strip()));
  }
}
