package flybrain.connectome;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// The five neurons and seven connections of `make_fixtures.py`.
final class Fixtures {
  static final long[] IDS = {
    720575940600000005L,
    720575940600000001L,
    720575940600000009L,
    720575940600000003L,
    720575940600000007L
  };

  private Fixtures() {}

  static Neurons neurons() {
    return new Neurons(IDS.clone());
  }

  static Connections connections() {
    return new ConnectionsBuilder(5)
        .add(0, 1, -7)
        .add(0, 4, -2)
        .add(1, 0, 5)
        .add(1, 1, 1)
        .add(1, 3, 40)
        .add(4, 0, 2405)
        .add(4, 2, 3)
        .build();
  }

  /// A connectivity file that pyarrow wrote.
  static Path parquet(String name) {
    URL resource = Fixtures.class.getResource(name + ".parquet");
    try {
      return Path.of(Objects.requireNonNull(resource, name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// Puts both files of the brain into a folder under given names.
  static void put(Path folder, String completeness, String connectivity) throws IOException {
    Files.createDirectories(folder);
    CompletenessFile.write(folder.resolve(completeness), neurons());
    Files.copy(parquet("snappy"), folder.resolve(connectivity));
  }
}
