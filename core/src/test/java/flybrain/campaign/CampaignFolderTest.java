package flybrain.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.files.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The folder of a campaign: what a killed process may have left in it, and what does not belong.
class CampaignFolderTest {
  private static final String CAMPAIGN =
      """
      n_run = 2
      t_run = 0.05
      read_out = [31]
      drive = { neurons = [11], rate = 100 }

      [[step]]
      name = "dose"
      rates = [50, 0]
      """;

  @TempDir private Path folder;
  private Path campaign;

  @BeforeEach
  void name() {
    campaign = folder.resolve("campaign");
  }

  private static CampaignResults run(Path out) throws IOException {
    return CampaignRunTest.run(CAMPAIGN, out, 1);
  }

  /// A process that was killed while it wrote one of its first files leaves a part of it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".campaign.toml.0123456789ab-999999999.part",
        ".provenance.toml.0123456789ab-999999999-3.part"
      })
  void killedAtItsFirstFile_itBegins(String part) throws IOException {
    Files.createDirectories(campaign.resolve("parts"));
    Files.writeString(campaign.resolve(part), "half");
    Files.writeString(campaign.resolve(FolderLock.FILE), "");
    assertThat(run(campaign).finished()).isTrue();
  }

  @Test
  void copyOfTheCampaignAlone_isTakenOver() throws IOException {
    Files.createDirectories(campaign);
    Files.writeString(campaign.resolve("campaign.toml"), "half of a te");
    run(campaign);
    run(folder.resolve("other"));
    Files.delete(campaign.resolve(".lock"));
    Files.delete(folder.resolve("other").resolve(".lock"));
    CampaignRunTest.assertSame(folder.resolve("other"), campaign);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notes.txt",
        ".hidden",
        ".campaign.toml.part",
        "part",
        "experiments.parquet",
        ".spikes.parquet.0123456789ab-999999999.part"
      })
  void folderWithAFileOfTheUser_isNotTouched(String file) throws IOException {
    Files.createDirectories(campaign);
    Files.writeString(campaign.resolve(file), "mine");
    assertThatThrownBy(() -> run(campaign))
        .isInstanceOf(InputException.class)
        .hasMessage(
            campaign + ": is a folder of other files, not of a campaign; name another with --out");
    assertThat(campaign.resolve(file)).hasContent("mine");
  }

  @Test
  void fileInPlaceOfAFolder_isRefused() throws IOException {
    Files.writeString(campaign, "mine");
    assertThatThrownBy(() -> run(campaign))
        .isInstanceOf(InputException.class)
        .hasMessage(campaign + ": is a file; name a folder for the campaign with --out");
    assertThat(campaign).hasContent("mine");
  }

  @Test
  void lostTable_isNamed() throws IOException {
    run(campaign);
    Path rates = campaign.resolve("rates.parquet");
    Files.delete(rates);
    assertThatThrownBy(() -> CampaignResults.read(campaign))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(rates + ": is missing, though the campaign was finished");
  }

  @Test
  void damagedFacts_areNamed() throws IOException {
    run(campaign);
    Path facts = campaign.resolve("provenance.toml");
    Files.write(facts, new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> CampaignResults.read(campaign))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(facts + ": is damaged");
    assertThatThrownBy(() -> run(campaign)).hasMessageStartingWith(facts + ": is damaged");
  }

  /// Rate 0 fires nothing: it has rows of experiments and counts, and none of rates.
  @Test
  void silentExperiment_isAResult() throws IOException {
    CampaignResults results = run(campaign);
    Recorded silent = results.ofStep("dose").getLast();
    assertThat(silent.rate()).isZero();
    assertThat(silent.spikes()).isZero();
    assertThat(silent.active()).isZero();
    assertThat(silent.rateOf("31")).isZero();
    assertThat(silent.status()).isEqualTo("done");
    assertThat(MostActiveNeurons.of(campaign, silent.name(), 5, Set.of())).isEmpty();
    results.requireFinished();
  }

  /// The copy of the campaign file says what the results are of.
  @Test
  void copyOfTheCampaignThatIsLostOrChanged_isNamed() throws IOException {
    CampaignResults results = run(campaign);
    assertThat(results.campaign().steps()).hasSize(1);
    Path copy = campaign.resolve("campaign.toml");
    for (byte[] changed : new byte[][] {{}, {(byte) 0xff}, "n_run = 3".getBytes(UTF_8)}) {
      Files.write(copy, changed);
      assertThatThrownBy(results::campaign)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(copy + ": was changed since the campaign was started");
    }
    Files.delete(copy);
    assertThatThrownBy(results::campaign)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(copy + ": is missing; put the campaign file back");
  }

  /// An atlas has provenance too, of which no campaign can be continued.
  @Test
  void folderOfAnAtlas_isNotOneOfACampaign() throws IOException {
    Files.createDirectories(campaign);
    FactsFile.write(campaign.resolve("provenance.toml"), Map.of("flybrain.atlas.size", "3"));
    assertThatThrownBy(() -> CampaignResults.read(campaign))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(campaign + ": is not a folder of a campaign");
    assertThatThrownBy(() -> run(campaign))
        .hasMessageStartingWith(campaign + ": is a folder of other files, not of a campaign");
    assertThat(campaign.resolve("campaign.toml")).doesNotExist();
  }

  /// A file manager or a folder that is kept in step with another computer may make them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000 (copy).experiments.parquet",
        "notes.experiments.parquet",
        "7.experiments.parquet"
      })
  void copyOfAPart_doesNotCount(String name) throws IOException {
    Path whole = folder.resolve("whole");
    run(whole);
    Path parts = Files.createDirectories(campaign.resolve("parts"));
    for (String file : List.of("campaign.toml", "provenance.toml")) {
      Files.copy(whole.resolve(file), campaign.resolve(file));
    }
    for (String table : List.of("experiments", "rates", "counts")) {
      Files.copy(whole.resolve(table + ".parquet"), parts.resolve("0000000." + table + ".parquet"));
    }
    Files.copy(whole.resolve("experiments.parquet"), parts.resolve(name));
    assertThat(CampaignResults.read(campaign).experiments())
        .extracting(Recorded::name)
        .containsExactly("dose_control", "dose_50Hz", "dose_0Hz");
  }
}
