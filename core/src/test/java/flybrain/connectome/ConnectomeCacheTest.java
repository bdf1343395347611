package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectomeCacheTest {
  private static final String FINGERPRINT =
      Connectome.of("toy", Fixtures.neurons(), Fixtures.connections()).fingerprint();

  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void putBrain() throws IOException {
    Fixtures.put(folder.resolve("toy"), "completeness.csv", "connectivity.parquet");
  }

  @Test
  void secondOpen_mapsTheSameConnectome() throws IOException {
    Connectome first = open();
    assertThat(notices).singleElement().asString().contains("connectivity.parquet (once; kept in");
    Connectome second = open();
    assertThat(notices).as("nothing was read again").hasSize(1);
    assertThat(second.connections().targets().isMapped()).isTrue();
    assertThat(second.connections().targets().isReadOnly()).isTrue();
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint()).isEqualTo(FINGERPRINT);
    assertThat(Connectome.of("toy", second.neurons(), second.connections()).fingerprint())
        .isEqualTo(FINGERPRINT);
    assertThat(second.name()).isEqualTo("toy");
  }

  @Test
  void changedSource_isReadAgain() throws IOException {
    open();
    Path source = folder.resolve("toy/connectivity.parquet");
    FileTime time = Files.getLastModifiedTime(source);
    Files.copy(Fixtures.parquet("empty"), source, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(source, time);
    assertThat(open().connections().size()).isZero();
  }

  @Test
  void movedAndTouchedSource_isNotReadAgain() throws IOException {
    open();
    Files.move(folder.resolve("toy"), folder.resolve("moved"));
    Files.setLastModifiedTime(
        folder.resolve("moved/connectivity.parquet"), FileTime.fromMillis(1_000));
    assertThat(store("cache").open("moved", notices::add).name()).isEqualTo("moved");
    assertThat(notices).hasSize(1);
  }

  @Property(tries = 60)
  void damagedCache_isRebuilt(RandomGenerator random) throws IOException {
    if (!Files.exists(folder.resolve("toy"))) {
      putBrain();
    }
    open();
    Path cached = cached();
    byte[] whole = Files.readAllBytes(cached);
    byte[] damaged = whole.clone();
    if (random.nextBoolean()) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    } else {
      damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
    }
    Files.write(cached, damaged);
    notices.clear();
    assertThat(open().fingerprint()).isEqualTo(FINGERPRINT);
    assertThat(notices).hasSize(2);
    assertThat(notices.getFirst()).contains("is damaged").contains("is rebuilt");
    assertThat(cached).hasBinaryContent(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x\ny\nz\n", "1\n2"})
  void damagedIndex_isRebuilt(String text) throws IOException {
    open();
    Path index = only(".source");
    String whole = Files.readString(index);
    Files.writeString(index, text);
    assertThat(open().fingerprint()).isEqualTo(FINGERPRINT);
    assertThat(index).hasContent(whole);
    assertThat(notices).as("the connectome itself was still there").hasSize(1);
  }

  @Test
  void unwritableCache_isReportedOnceAndDoneWithout() throws IOException {
    Files.writeString(folder.resolve("file"), "no folder");
    ConnectomeStore store = store("file/cache");
    assertThat(store.open("toy", notices::add).fingerprint()).isEqualTo(FINGERPRINT);
    assertThat(store.open("toy", notices::add).fingerprint()).isEqualTo(FINGERPRINT);
    assertThat(notices.stream().filter(notice -> notice.contains("FLYBRAIN_CACHE"))).hasSize(1);
  }

  @Test
  void unusableSource_leavesNothingInTheCache() throws IOException {
    Files.copy(
        Fixtures.parquet("null"),
        folder.resolve("toy/connectivity.parquet"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> open()).isInstanceOf(InputException.class);
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void synthetic_isMadeOnce() throws IOException {
    Connectome made = store("cache").open("synthetic", notices::add);
    Connectome mapped = store("cache").open(store("cache").find(null), notices::add);
    assertThat(notices).singleElement().asString().contains("generating the synthetic brain");
    assertThat(mapped.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(mapped.connections().targets().isMapped()).isTrue();
    assertThat(mapped.name()).isEqualTo("synthetic");
  }

  /// Processes that open one connectome and delete it from the cache under each other.
  @Test
  void processesAtOnce_allGetIt() throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Contender.class.getName(),
                  folder.toString())
              .inheritIO()
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(open().fingerprint()).isEqualTo(FINGERPRINT);
  }

  /// The main class of one process of [#processesAtOnce_allGetIt].
  static final class Contender {
    private Contender() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      for (int round = 0; round < 40; round++) {
        Connectome toy =
            new ConnectomeStore(folder, folder.resolve("cache"), folder).open("toy", notice -> {});
        if (!Connectome.of("toy", toy.neurons(), toy.connections())
            .fingerprint()
            .equals(FINGERPRINT)) {
          throw new IllegalStateException("round " + round + ": another connectome");
        }
        if (round % 3 == 0) {
          try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".part")).toList()) {
              Files.deleteIfExists(file);
            }
          }
        }
      }
    }
  }

  private Connectome open() throws IOException {
    return store("cache").open("toy", notices::add);
  }

  private ConnectomeStore store(String cache) {
    return new ConnectomeStore(folder, folder.resolve(cache), folder.resolve("fetched"));
  }

  private Path cached() throws IOException {
    return only(".connectome");
  }

  private Path only(String extension) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      List<Path> found = files.filter(file -> file.toString().endsWith(extension)).toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }
}
