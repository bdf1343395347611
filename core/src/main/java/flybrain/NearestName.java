package flybrain;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The allowed name that a mistyped one most likely stood for.
///
/// Nearness is the optimal string alignment distance: the number of letters inserted, left out,
/// replaced or swapped with their neighbour (Damerau 1964, doi 10.1145/363958.363994). Upper and
/// lower case are the same.
public final class NearestName {
  /// Nobody types more; damaged files have more.
  private static final int LONGEST = 200;

  private NearestName() {}

  /// The nearest of the allowed names, or empty if none is near enough to be meant.
  ///
  /// Near enough is a third of the typed letters, rounded up, or a name that begins with what was
  /// typed (three letters or more). Of equally near names the first one is taken.
  public static Optional<String> of(String typed, Collection<String> allowed) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = typed.toLowerCase(Locale.ROOT);
    return allowed.stream()
        .filter(name -> isNear(wanted, name.toLowerCase(Locale.ROOT)))
        .min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
  }

  /// The end of an error message, `; did you mean 'NAME'?`, or empty if no name is near enough.
  public static String hint(String typed, Collection<String> allowed) {
    return of(typed, allowed).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  private static boolean isNear(String typed, String name) {
    int most = (typed.length() + 2) / 3;
    return (typed.length() >= 3 && name.startsWith(typed))
        // The distance is at least the difference in length; computing it takes time proportional
        // to the product of both.
        || (Math.abs(typed.length() - name.length()) <= most && distance(typed, name) <= most);
  }

  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + cost, 1 + Math.min(last[j], row[j - 1]));
        if (swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + cost);
        }
      }
    }
    return row[b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
