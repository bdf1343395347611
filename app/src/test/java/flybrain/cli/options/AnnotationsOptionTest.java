package flybrain.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeExport;
import flybrain.connectome.ConnectomeStore;
import flybrain.connectome.Neurons;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSets;
import flybrain.parquet.Compression;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Two folders of connectomes with tables of their neurons; a run was made on the first.
class AnnotationsOptionTest {
  @Command
  private static final class Shown {
    @Mixin private final AnnotationsOption option = new AnnotationsOption();
  }

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();
  private Path first;
  private Path second;
  private String fingerprint = "";

  @BeforeEach
  void write() throws IOException {
    // Its fingerprint is its own: what other tests opened is remembered by it.
    long own = System.nanoTime();
    first = connectome("first", own, "GRN");
    second = connectome("second", own + 1, "MN");
    Connectome brain = open(first);
    fingerprint = brain.fingerprint();
    // Kept for those who know the fingerprint alone.
    assertThat(brain.annotations().columns()).isNotEmpty();
  }

  private static Connectome open(Path there) throws IOException {
    ConnectomeStore store = ConnectomeStore.standard();
    return store.open(store.find(there.toString()), line -> {});
  }

  private Path connectome(String name, long id, String type) throws IOException {
    Path there = folder.resolve(name);
    Connectome brain =
        Connectome.of(
            name, new Neurons(new long[] {11, id}), new ConnectionsBuilder(2).add(0, 1, 7).build());
    ConnectomeExport.write(brain, there, Compression.SNAPPY);
    Files.writeString(there.resolve("neurons.csv"), "root_id,type\n11,%s\n".formatted(type));
    return there;
  }

  private static AnnotationsOption parse(Object... options) {
    String[] words = new String[options.length];
    for (int k = 0; k < words.length; k++) {
      words[k] = options[k].toString();
    }
    return CommandLine.populateCommand(new Shown(), words).option;
  }

  private PrintWriter err() {
    return new PrintWriter(err, true);
  }

  private static Map<String, String> metadata(String connectome, String fingerprint) {
    return Map.of("flybrain.connectome", connectome, "flybrain.connectome.sha256", fingerprint);
  }

  private static List<String> values(AnnotatedNeurons neurons) {
    return neurons.annotations().columns().stream()
        .flatMap(column -> column.values().stream())
        .toList();
  }

  @Test
  void connectomeOfTheOption_isTaken_whateverTheFilesSay() throws IOException {
    AnnotationsOption option = parse("--connectome", second);
    assertThat(option.typed()).isEqualTo(second.toString());
    AnnotatedNeurons known = option.of(List.of(metadata("first", fingerprint)), err());
    assertThat(values(known)).containsExactly("MN");
    assertThat(known.neurons().size()).isEqualTo(2);
  }

  @Test
  void withoutTheOption_theConnectomeOfTheFirstFileThatHasOneIsKnown() throws IOException {
    AnnotationsOption option = parse();
    assertThat(option.typed()).isNull();
    List<Map<String, String>> files =
        List.of(Map.of(), metadata("first", fingerprint), metadata("x", "0"));
    assertThat(values(option.of(files, err()))).containsExactly("GRN");
  }

  @Test
  void runsOfOtherPrograms_haveNoneThatIsKnown() throws IOException {
    for (List<Map<String, String>> files :
        List.of(
            List.<Map<String, String>>of(),
            List.of(Map.<String, String>of()),
            List.of(metadata("first", "0".repeat(64))))) {
      assertThat(parse().of(files, err()).neurons().size()).isZero();
    }
  }

  private List<Long> selected(AnnotationsOption option, Map<String, String> metadata, String text) {
    return option
        .neurons(NeuronSets.builtIn(), List.of(metadata), err())
        .ids(NeuronReference.parseList(text));
  }

  @Test
  void selection_isOfTheConnectomeOfTheRun() {
    assertThat(selected(parse(), metadata("first", fingerprint), "type:GRN")).containsExactly(11L);
    assertThat(selected(parse("--connectome", second), metadata("first", fingerprint), "type:MN"))
        .containsExactly(11L);
  }

  /// Nothing is kept of its tables before they are read.
  @Test
  void connectomeThatWasOnlyRun_isFoundByItsName() throws IOException {
    String unread = open(second).fingerprint();
    assertThat(values(parse().of(List.of(metadata("second", unread)), err()))).isEmpty();
    assertThat(selected(parse(), metadata(second.toString(), unread), "type:MN"))
        .containsExactly(11L);
  }

  /// A folder of the name that the run was made on may have another brain by now.
  @Test
  void connectomeOfTheNameButNotOfTheRun_isNotTaken() {
    Map<String, String> older = metadata(first.toString(), "0".repeat(64));
    assertThatThrownBy(() -> selected(parse(), older, "type:GRN"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("type:GRN");
    assertThatThrownBy(() -> selected(parse(), metadata("gone", "0".repeat(64)), "type:GRN"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("type:GRN");
  }

  @Test
  void connectomeOfTheOptionThatIsNotThere_isNamed() {
    AnnotationsOption option = parse("--connectome", folder.resolve("gone"));
    assertThatThrownBy(() -> selected(option, metadata("first", fingerprint), "type:GRN"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("gone': no such name or folder");
    assertThatThrownBy(() -> option.of(List.of(), err()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("gone': no such name or folder");
  }
}
