package flybrain.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why Spark gave up a job.
final class Failure {
  /// Spark's report of the last attempt: the task, the executor and the exception, before its
  /// trace.
  private static final Pattern LAST_ATTEMPT =
      Pattern.compile("Lost task \\S+ in stage \\S+ \\(TID \\d+\\) \\([^)]*\\): (?<reason>[^\n]*)");

  private static final String OUR_OWN = "java.io.IOException: ";

  private Failure() {}

  /// The reason in one line.
  static String reason(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage());
    Matcher last = LAST_ATTEMPT.matcher(message);
    if (last.find()) {
      String reason = last.group("reason");
      return reason.startsWith(OUR_OWN) ? reason.substring(OUR_OWN.length()) : reason;
    }
    return message.lines().findFirst().orElse(cause.toString());
  }
}
