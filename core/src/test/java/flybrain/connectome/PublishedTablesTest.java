package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of the forms in which connectomes are published; pandas computed the connections that they
/// must give.
class PublishedTablesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "codex,connections_princeton.csv.gz,neurons.csv.gz,,,1",
    "codex,connections_princeton.csv.gz,neurons.csv.gz,,neurons.csv.gz,1",
    "codex-no-threshold,connections_no_threshold.csv.gz,,,,5",
    "codex-no-header,connections_no_threshold.csv.gz,,,,1",
    "cave,proofread_connections_783.feather,,,,1",
    "malecns,connectome-weights-male-cns-v1.0-minconf-0.5-traced-only.feather,body-annotations-male-cns-v1.0.feather,superclass,body-neurotransmitters-male-cns-v1.0.feather,1",
    "banc,banc_888_edgelist_simple_v2.feather,banc_888_meta.feather,proofread=true,banc_888_meta.feather,1",
    "hemibrain,traced-total-connections.csv,traced-neurons.csv,,hemibrain-neurotransmitters.feather,1",
    "manc,manc_121_simple_edgelist.feather,manc_121_meta.feather,,manc_121_meta.feather,1"
  })
  void publishedFiles_giveTheConnectionsThatPandasComputes(
      String name,
      String edges,
      @Nullable String neurons,
      @Nullable String condition,
      @Nullable String transmitters,
      int least)
      throws IOException {
    Path from = resource(name);
    List<NeuronFilter> filters =
        condition == null ? List.of() : List.of(NeuronFilter.parse(condition));
    EdgeList.Rules rules =
        new EdgeList.Rules(
            neurons == null ? null : NeuronFilter.select(from.resolve(neurons), null, filters),
            true,
            least,
            SignRule.SHIU_2024.withUnknown(ImportReport.UnknownTransmitter.SKIP),
            transmitters == null ? null : TransmitterTable.read(from.resolve(transmitters), null),
            false);
    Connectome brain = EdgeList.read(from.resolve(edges), name, rules).brain();
    assertThat(rows(brain)).isEqualTo(Files.readAllLines(from.resolve("expected.csv")));
  }

  @Test
  void malecns_saysWhatWasLeftOut() throws IOException {
    Path from = resource("malecns");
    Path annotations = from.resolve("body-annotations-male-cns-v1.0.feather");
    EdgeList.Rules rules =
        new EdgeList.Rules(
            NeuronFilter.select(annotations, null, List.of(NeuronFilter.parse("superclass"))),
            true,
            3,
            SignRule.SHIU_2024
                .with(List.of("histamine=-", "DA=0"))
                .withUnknown(ImportReport.UnknownTransmitter.SKIP),
            TransmitterTable.read(
                from.resolve("body-neurotransmitters-male-cns-v1.0.feather"), null),
            false);
    ImportReport report =
        EdgeList.read(
                from.resolve("connectome-weights-male-cns-v1.0-minconf-0.5-traced-only.feather"),
                "male",
                rules)
            .report();
    assertThat(report.sign()).contains("'consensus_nt' of ").endsWith(".feather");
    assertThat(report.signRule())
        .isEqualTo("ACH +, GABA -, GLUT -, DA left out, SER +, OCT +, HISTAMINE -");
    assertThat(report.ignoredColumns()).containsExactly("type_pre", "type_post");
    assertThat(report.rows().others()).isPositive();
    assertThat(report.rows().signless()).isPositive();
    assertThat(report.rows().unknownTransmitters())
        .containsOnlyKeys("unclear", TransmitterTable.NOT_THERE);
    assertThat(report.pairs().dropped()).isPositive();
    assertThat(report.pairs().droppedSynapses())
        .isBetween(report.pairs().dropped(), 2 * report.pairs().dropped());
  }

  /// The same files with one thing wrong.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "codex|connections_princeton.csv.gz|is damaged (|cut",
        "cave|proofread_connections_783.feather|is truncated after|cut",
        "banc|banc_888_edgelist_simple_v2.feather|is truncated after|cut",
        "malecns|connectome-weights-male-cns-v1.0-minconf-0.5-traced-only.feather|has no signs of connections|",
        "manc|manc_121_simple_edgelist.feather|give a table of transmitters with --transmitters|",
        "hemibrain|traced-total-connections.csv|has no signs of connections|",
        "manc|manc_121_meta.feather|has no column with the ids of the presynaptic neurons|",
        "codex|neurons.csv.gz|has no column with the ids of the presynaptic neurons|"
      })
  void brokenTwin_isRefusedInOneLine(
      String name, String file, String message, @Nullable String fault) throws IOException {
    byte[] whole = Files.readAllBytes(resource(name).resolve(file));
    byte[] bytes = fault == null ? whole : Arrays.copyOf(whole, whole.length / 2);
    Path broken = Files.write(folder.resolve(file), bytes);
    assertThatThrownBy(() -> EdgeList.read(broken, name, EdgeList.Rules.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(broken + ": ")
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }

  @Test
  void tarArchive_isNotReadAsATable() throws IOException {
    byte[] archive = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, archive, 257, 5);
    Path file = folder.resolve("exported.tar.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(archive);
    }
    assertThatThrownBy(() -> EdgeList.read(file, "h", EdgeList.Rules.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("exported.tar.gz: is an archive of files; unpack it");
  }

  private static List<String> rows(Connectome brain) {
    List<long[]> rows = new ArrayList<>();
    Connections connections = brain.connections();
    for (int pre = 0; pre < connections.neurons(); pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        rows.add(
            new long[] {
              brain.neurons().id(pre),
              brain.neurons().id(connections.target(c)),
              connections.weight(c)
            });
      }
    }
    rows.sort(Arrays::compare);
    List<String> lines = new ArrayList<>(List.of("pre,post,weight"));
    rows.forEach(row -> lines.add(row[0] + "," + row[1] + "," + row[2]));
    return lines;
  }

  private static Path resource(String name) {
    return Path.of("src/test/resources/flybrain/published", name);
  }
}
