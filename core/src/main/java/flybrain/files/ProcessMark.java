package flybrain.files;

import flybrain.SplitMix64;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The mark of a process in the names of files and folders that it is writing: `TABLE-PID`.
///
/// PID is its number. TABLE, 12 hexadecimal digits, is the table of processes that the number is
/// of: other machines and containers that share a folder give the same numbers to other processes.
/// The Python package marks its files in the same way, so each leaves the files of the other alone.
public final class ProcessMark {
  /// The regular expression of all marks; no mark has a dot.
  public static final String PATTERN = "[0-9a-f]{12}-\\d{1,18}";

  private static final Pattern BOOT =
      Pattern.compile("(?<first>[0-9a-f]{8})-(?<second>[0-9a-f]{4})-[0-9a-f-]+\\s*");
  private static final Pattern NAMESPACE = Pattern.compile("pid:\\[(?<number>\\d{1,18})]");
  private static final int DIGITS = 12;

  private static final String OWNER = "unix:uid";
  private static final Path PROC = Path.of("/proc");

  /// Read when a file is first written.
  private static final class Own {
    private static final String TABLE = table(PROC);
  }

  private ProcessMark() {}

  /// The mark of this process, such as `3f0a5b0d7d21-4711`.
  public static String own() {
    return Own.TABLE + "-" + ProcessHandle.current().pid();
  }

  /// A process in words: `process 4711`, and whether it may be one of another machine.
  ///
  /// @param mark of it; any other text for a process that is not known
  static String words(String mark) {
    if (!mark.matches(PATTERN)) {
      return "another process";
    }
    int dash = mark.indexOf('-');
    return "process %s%s"
        .formatted(
            mark.substring(dash + 1),
            mark.substring(0, dash).equals(Own.TABLE)
                ? ""
                : " (perhaps of another machine or container)");
  }

  /// Whether a process that has ended left a file or folder. Only a process of the same table and
  /// the same user counts: of no other is it certain that it has ended.
  ///
  /// @param mark in its name
  public static boolean isAbandoned(Path file, String mark) throws IOException {
    int dash = mark.indexOf('-');
    return mark.substring(0, dash).equals(Own.TABLE)
        && ProcessHandle.of(Long.parseLong(mark.substring(dash + 1))).isEmpty()
        && isOfThisUser(file);
  }

  /// Systems may hide the processes of other users, which then seem to have ended.
  private static boolean isOfThisUser(Path file) throws IOException {
    try {
      return Files.getAttribute(file, OWNER, LinkOption.NOFOLLOW_LINKS)
          .equals(Files.getAttribute(PROC.resolve("self"), OWNER));
    } catch (NoSuchFileException e) {
      // Another process has deleted it.
      return false;
    }
  }

  /// The table of this process: 48 random bits of the boot of the machine, changed by the number of
  /// the namespace of processes; random where a system does not say both.
  ///
  /// @param proc the folder in which Linux describes processes
  static String table(Path proc) {
    try {
      Matcher boot = BOOT.matcher(Files.readString(proc.resolve("sys/kernel/random/boot_id")));
      Matcher namespace =
          NAMESPACE.matcher(Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString());
      if (boot.matches() && namespace.matches()) {
        return text(
            Long.parseLong(boot.group("first") + boot.group("second"), 16)
                ^ Long.parseLong(namespace.group("number")));
      }
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux, or a sandbox that hides it.
    }
    return text(
        new SplitMix64(System.nanoTime() ^ (ProcessHandle.current().pid() << 32)).nextLong());
  }

  private static String text(long bits) {
    return HexFormat.of().toHexDigits(bits, DIGITS);
  }
}
