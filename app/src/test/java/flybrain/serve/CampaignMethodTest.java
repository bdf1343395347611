package flybrain.serve;

import static flybrain.serve.Served.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CampaignMethodTest {
  private static final String DOSES =
      """
      t_run = 0.1
      n_run = 3
      read_out = [55]
      connectome = "synthetic"
      drive = { neurons = [44] }
      [[step]]
      name = "dose"
      rates = [50, 100]
      """;

  @TempDir private Path folder;
  private final Served served = new Served();
  private Path five;
  private Path out;
  private long brain;

  @BeforeEach
  void open() throws IOException {
    five = Served.brain(folder.resolve("five"));
    brain = served.open(five);
    out = folder.resolve("out");
  }

  /// @param more parameters beside the brain, JSON with `'` for `"`
  private Reply run(String more) throws IOException {
    return served.ask(
        Progress.NONE, "campaign", "{\"brain\": %d, %s}".formatted(brain, more.replace('\'', '"')));
  }

  private Reply runText(String text, String more) throws IOException {
    return run(
        "\"text\": %s, \"out\": \"%s\"%s"
            .formatted(JsonMapper.shared().writeValueAsString(text), out, more));
  }

  @Test
  void campaign_runsOnTheOpenBrain_whateverItNames() throws IOException {
    Reply reply = runText(DOSES, "");
    assertThat(value(reply, "name")).isEqualTo("campaign");
    assertThat(value(reply, "out")).isEqualTo(out.toString());
    assertThat(value(reply, "experiments")).isEqualTo(3);
    assertThat(value(reply, "warnings")).isEqualTo(List.of());
    assertThat(reply.columns()).isEmpty();
    for (Object table : (List<?>) value(reply, "tables")) {
      assertThat(Path.of(table.toString())).exists().hasParent(out);
    }
    CampaignResults results = CampaignResults.read(out);
    assertThat(results.finished()).isTrue();
    assertThat(results.provenance().fact("flybrain.connectome")).isEqualTo("five");
    assertThat(results.campaign().connectome())
        .as("where a shell finds it")
        .isEqualTo(five.toString());
    Recorded highest = results.experiments().getLast();
    assertThat(highest.rate()).isEqualTo(100);
    assertThat(highest.rateOf("55")).isPositive();
  }

  @Test
  void numberOfTrials_canBeReplaced_andDoesNotContinueAnother() throws IOException {
    runText(DOSES, ", 'n_run': 2, 'threads': 2147483647");
    assertThat(CampaignResults.read(out).experiments()).allMatch(each -> each.trials() == 2);
    runText(DOSES, ", 'n_run': 2");
    assertThatThrownBy(() -> runText(DOSES, ""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was started with n_run = 2, and it is 3 now");
  }

  @Test
  void file_isReadAndGivesTheCampaignItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("my doses.toml"), DOSES);
    Reply reply = run("'file': '%s', 'out': '%s'".formatted(file, out));
    assertThat(value(reply, "name")).isEqualTo("my_doses");
  }

  /// A folder before the name says where the files of a text are.
  @Test
  void name_isOfTheTextAndSaysWhereItsFilesAre() throws IOException {
    Path there = Files.createDirectories(folder.resolve("there"));
    Files.writeString(there.resolve("ids.txt"), "44\n");
    String byFile = DOSES.replace("[44]", "{ file = \"ids.txt\" }");
    Reply reply = runText(byFile, ", 'name': '%s/doses'".formatted(there));
    assertThat(value(reply, "name")).isEqualTo("doses");
    out = folder.resolve("other");
    assertThatThrownBy(() -> runText(byFile, ", 'name': 'doses'"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ids.txt: no such file of neuron ids");
  }

  @Test
  void folderOfSomethingElse_isRefused() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> runText(DOSES, ""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a folder of other files, not of a campaign");
    Path ids = Files.writeString(folder.resolve("ids.txt"), "44\n");
    String byFile = DOSES.replace("[44]", "{ file = \"%s\" }".formatted(ids));
    out = ids;
    assertThatThrownBy(() -> runText(byFile, ""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("this command reads this file (neuron ids or events)");
    assertThat(Files.readString(ids)).isEqualTo("44\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'out': 'a'                               | campaign needs one of the parameters file, text
          'out': 'a', 'file': 'a.toml', 'text': '' | campaign needs one of the parameters file, text
          'text': ''                               | parameter out is missing: must be the folder of the results
          'text': '', 'out': 'a'                   | campaign.toml: has no key step; add at least one [[step]]
          'text': '', 'out': 'a', 'name': 'a b'    | a b.toml: has no key step; add at least one [[step]]
          'text': '', 'out': 'a', 'name': 'a\\u0000' | name = 'a\0': Nul character not allowed
          'text': '', 'out': 'a\\u0000'            | out = 'a\0': Nul character not allowed
          'file': 'none.toml', 'out': 'a'          | none.toml: no such campaign file
          'text': 7, 'out': 'a'                    | parameter text = 7: must be text
          'text': '', 'out': 'a', 'seed': 7        | parameter 'seed' is unknown; allowed: brain, file, text, name, out, n_run, threads
          """)
  void wrongParameter_isNamed(String more, String message) {
    assertThatThrownBy(() -> run(more)).isInstanceOf(InputException.class).hasMessage(message);
  }

  @Test
  void numbersThatCannotBe_areRefused() {
    for (String name : List.of("n_run", "threads")) {
      assertThatThrownBy(() -> runText(DOSES, ", '%s': 0".formatted(name)))
          .isInstanceOf(InputException.class)
          .hasMessage("parameter %s = 0: must be a whole number from 1 to 2147483647", name);
    }
    assertThat(out).doesNotExist();
  }
}
