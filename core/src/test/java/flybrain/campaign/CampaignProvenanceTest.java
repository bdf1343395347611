package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignProvenanceTest {
  private static final String TEXT =
      "n_run = 4\ndrive = { neurons = [11] }\n[[step]]\nname = \"a\"\nrates = [5, 6]\n";

  @TempDir private Path folder;

  private static Map<String, String> base() {
    return new HashMap<>(
        Map.of(
            "flybrain.version", "1.2.3",
            "flybrain.connectome", "v783",
            "flybrain.connectome.sha256", "abc",
            "flybrain.n_run", "4",
            "flybrain.seed", "1",
            "flybrain.experiment", "rate = 5",
            "flybrain.warnings", "one neuron is silent"));
  }

  private static CampaignProvenance of(Campaign campaign, Map<String, String> base) {
    return CampaignProvenance.of(campaign, base, Path.of("screens/a.toml"), "plan", 3);
  }

  private static Campaign campaign(String text) {
    return CampaignFile.parse(Path.of("screens/a.toml"), text);
  }

  @Test
  void facts_areWrittenAndReadBack() throws IOException {
    CampaignProvenance written = of(campaign(TEXT).withConnectome("my brain"), base());
    assertThat(CampaignProvenance.isIn(folder)).isFalse();
    written.writeTo(folder);
    assertThat(CampaignProvenance.isIn(folder)).isTrue();
    CampaignProvenance read = CampaignProvenance.read(folder);
    assertThat(read.facts()).isEqualTo(written.facts());
    assertThat(read.origin()).isEqualTo(Path.of("screens/a.toml").toAbsolutePath());
    assertThat(read.experiments()).isEqualTo(3);
    assertThat(read.fact("flybrain.campaign")).isEqualTo("a");
    assertThat(read.fact("flybrain.warnings")).as("changes no result").isEmpty();
    assertThat(read.facts())
        .as("where it was and what was asked for change no result")
        .doesNotContainKeys("flybrain.campaign.file", "flybrain.campaign.connectome");
  }

  @Test
  void campaign_isAsItWasStarted() throws IOException {
    Files.writeString(folder.resolve("campaign.toml"), TEXT);
    Map<String, String> base = base();
    base.put("flybrain.n_run", "9");
    of(campaign(TEXT).withTrials(9).withConnectome("my brain").withSpikes(), base).writeTo(folder);
    Campaign again = CampaignProvenance.read(folder).campaign(folder);
    assertThat(again.name()).isEqualTo("a");
    assertThat(again.base().trials()).isEqualTo(9);
    assertThat(again.connectome()).isEqualTo("my brain");
    assertThat(again.spikes()).isTrue();
    of(campaign(TEXT), base()).writeTo(folder);
    Campaign plain = CampaignProvenance.read(folder).campaign(folder);
    assertThat(plain.base().trials()).isEqualTo(4);
    assertThat(plain.connectome()).isNull();
    assertThat(plain.spikes()).isFalse();
  }

  @Test
  void sameCampaign_isContinued_fromWhereverItsFileIs() throws IOException {
    of(campaign(TEXT), base()).writeTo(folder);
    CampaignProvenance moved =
        CampaignProvenance.of(campaign(TEXT), base(), Path.of("/other/a.toml"), "plan", 3);
    assertThatCode(() -> moved.requireSame(folder)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flybrain.version | was started by flybrain 0.9, and this is 1.2.3",
        "flybrain.connectome.sha256 | was started on connectome v783, and v783 is not the same",
        "flybrain.n_run | was started with n_run = 0.9, and it is 4 now",
        "flybrain.seed | was started with seed = 0.9, and it is 1 now",
        "flybrain.experiment | the experiments have changed since: another experiment file, another set or file of ids"
      })
  void whatDiffers_isSaid(String key, String difference) throws IOException {
    Map<String, String> before = base();
    before.put(key, "0.9");
    of(campaign(TEXT), before).writeTo(folder);
    assertThatThrownBy(() -> of(campaign(TEXT), base()).requireSame(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: %s; start again in another folder (--out), or delete this one",
            folder, difference);
  }

  /// The first cause, not what follows from it.
  @Test
  void numberThatChanged_isNamedBeforeTheExperimentsThatChangedWithIt() throws IOException {
    Map<String, String> before = base();
    before.put("flybrain.experiment", "rate = 6");
    before.put("flybrain.seed", "2");
    before.put("flybrain.version", "0.9");
    of(campaign(TEXT), before).writeTo(folder);
    CampaignProvenance now = of(campaign(TEXT), base());
    assertThatThrownBy(() -> now.requireSame(folder))
        .hasMessageContaining("was started by flybrain");
    before.put("flybrain.version", "1.2.3");
    of(campaign(TEXT), before).writeTo(folder);
    assertThatThrownBy(() -> now.requireSame(folder)).hasMessageContaining("with seed = 2");
  }

  @Test
  void otherText_isSaidAsWhatTheUserChanged() throws IOException {
    of(campaign(TEXT), base()).writeTo(folder);
    String other = TEXT.replace("6", "7");
    assertThatThrownBy(() -> of(campaign(other), base()).requireSame(folder))
        .hasMessageContaining(
            "the campaign file has changed since (campaign.toml there is the old");
    CampaignProvenance typed =
        CampaignProvenance.of(campaign(other), base(), CampaignSource.origin(), "plan", 3);
    assertThatThrownBy(() -> typed.requireSame(folder))
        .hasMessageContaining("was started with other options (campaign.toml there has them)");
  }

  @Test
  void folderOfNone_isRefused() {
    assertThatThrownBy(() -> CampaignProvenance.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(
            folder + ": is not a folder of a campaign (it has no provenance.toml of a campaign)");
  }
}
