package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files themselves are read in `PublishedTablesTest`; here are their names.
class PublishedConnectomeTest {
  @TempDir private Path folder;

  private static PublishedConnectome named(String key) {
    return PublishedConnectome.named(key).orElseThrow();
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Files.writeString(folder.resolve(name), "");
    }
  }

  private static String name(@Nullable Path file) {
    return file == null ? "" : Objects.requireNonNull(file.getFileName()).toString();
  }

  @Test
  void keys_areThoseOfTheCommandLine() {
    assertThat(PublishedConnectome.ALL)
        .extracting(PublishedConnectome::key)
        .containsExactly("codex", "malecns", "banc", "hemibrain", "manc");
    assertThat(PublishedConnectome.named("flywire")).isEmpty();
    assertThat(PublishedConnectome.named("Codex")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "codex, connections_no_threshold.csv.gz, connections_princeton.csv.gz",
    "codex, connections_princeton_no_threshold.csv, connections_buhmann.csv.gz",
    "codex, proofread_connections_783.feather, connections_no_threshold.csv",
    "codex, buhmann_no_threshold.csv, connections.csv",
    "malecns, connectome-weights-male-cns-v1.0.feather, connectome-weights-male-cns-v0.9-traced-only.feather",
    "banc, banc_888_edgelist_simple_v2.feather, banc_888_edgelist_simple_v3.feather",
    "manc, manc_121_edgelist.feather, manc_121_simple_edgelist.feather"
  })
  void preferredConnections_areChosenOfSeveral(String key, String other, String preferred)
      throws IOException {
    files(other, preferred);
    PublishedConnectome.Chosen chosen = named(key).in(folder);
    assertThat(name(chosen.connections())).isEqualTo(preferred);
    assertThat(chosen.alternatives()).containsExactly(folder.resolve(other));
  }

  @Test
  void tablesOfNeuronsAndTransmitters_goWithThem() throws IOException {
    files(
        "connectome-weights-male-cns-v1.0.feather",
        "body-annotations-male-cns-v0.9.feather",
        "body-annotations-male-cns-v1.0.feather",
        "body-neurotransmitters-male-cns-v1.0.feather");
    PublishedConnectome.Chosen chosen = named("malecns").in(folder);
    assertThat(name(chosen.neurons())).isEqualTo("body-annotations-male-cns-v1.0.feather");
    assertThat(name(chosen.transmitters()))
        .isEqualTo("body-neurotransmitters-male-cns-v1.0.feather");
    assertThat(chosen.alternatives()).isEmpty();
  }

  @Test
  void connectionsAlone_areEnough() throws IOException {
    files("traced-total-connections.csv", "unrelated.txt");
    PublishedConnectome.Chosen chosen = named("hemibrain").in(folder);
    assertThat(name(chosen.connections())).isEqualTo("traced-total-connections.csv");
    assertThat(chosen.neurons()).isNull();
    assertThat(chosen.transmitters()).isNull();
  }

  /// Transmitters of BANC are in the table of neurons.
  @Test
  void oneTable_mayBeBoth() throws IOException {
    files("banc_888_edgelist_simple_v2.feather", "banc_888_meta.feather");
    PublishedConnectome.Chosen chosen = named("banc").in(folder);
    assertThat(chosen.neurons()).isEqualTo(chosen.transmitters()).isNotNull();
  }

  @Test
  void folderWithoutConnections_saysWhatIsExpected() throws IOException {
    files("neurons.csv.gz");
    assertThatThrownBy(() -> named("manc").in(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(
            folder
                + ": contains no connections of manc; expected one of manc_*simple*.feather,"
                + " manc_*edgelist*.feather");
    files("exported-traced-adjacencies-v1.2.tar.gz");
    assertThatThrownBy(() -> named("hemibrain").in(folder))
        .hasMessage(
            folder
                + ": contains no connections of hemibrain; expected one of"
                + " traced-total-connections*.csv*; unpack the archive in it");
  }

  /// A browser writes beside the name, or under a longer one.
  @ParameterizedTest
  @ValueSource(strings = {"crdownload", "part", "download", "opdownload", "partial", "tmp"})
  void unfinishedDownload_isNotRead(String ending) throws IOException {
    files("connections.csv.gz." + ending, "neurons.csv.gz." + ending);
    assertThatThrownBy(() -> named("codex").in(folder))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("; wait for the download in it");
    files("connections.csv.gz", "neurons.csv");
    PublishedConnectome.Chosen chosen = named("codex").in(folder);
    assertThat(name(chosen.connections())).isEqualTo("connections.csv.gz");
    assertThat(chosen.alternatives()).isEmpty();
    assertThat(name(chosen.neurons())).isEqualTo("neurons.csv");
  }

  @Test
  void wrongFolder_isNamed() throws IOException {
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> named("codex").in(absent))
        .isInstanceOf(InputException.class)
        .hasMessage(absent + ": no such folder; name the folder with the files of codex");
    Path file = Files.createFile(folder.resolve("connections.csv"));
    assertThatThrownBy(() -> named("codex").in(file))
        .hasMessage(file + ": is a file; name the folder with the files of codex");
  }

  @ParameterizedTest
  @CsvSource({
    "codex, connections_princeton.csv.gz, 0.12375",
    "codex, connections.csv.gz, 0.275",
    "codex, proofread_connections_783.feather, 0.275",
    "malecns, connectome-weights-male-cns-v1.0.feather, 0.152",
    "banc, banc_888_edgelist_simple_v2.feather, 0.275",
    "hemibrain, traced-total-connections.csv, 0.275"
  })
  void weight_isThatOfTheSynapsesInTheFile(String key, String file, double millivolts) {
    SynapseWeight weight = named(key).weight(folder.resolve(file));
    assertThat(weight.millivolts()).isEqualTo(millivolts);
    assertThat(weight.source()).isNotBlank();
  }

  @Test
  void folderOfPrinceton_doesNotChangeTheWeightOfOthers() {
    Path file = folder.resolve("princeton").resolve("connections.csv");
    assertThat(named("codex").weight(file).millivolts()).isEqualTo(0.275);
  }

  @Test
  void everyOne_saysWhereItIsHadAndItsLicence() {
    for (PublishedConnectome each : PublishedConnectome.ALL) {
      assertThat(each.where()).as(each.key()).contains("downloads");
      assertThat(each.licence()).as(each.key()).contains("CC BY");
      assertThat(List.of(each.connections(), each.neurons()))
          .as(each.key())
          .doesNotContain(List.of());
    }
  }
}
