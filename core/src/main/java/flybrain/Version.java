package flybrain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The version of flybrain.
public final class Version {
  private Version() {}

  /// The version of the build, such as `0.1.0`, or `development` for classes that Maven did not
  /// build; spike files record it as `flybrain.version`.
  public static String number() {
    try (@Nullable InputStream in = Version.class.getResourceAsStream("version.txt")) {
      return in == null
          ? "development"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
