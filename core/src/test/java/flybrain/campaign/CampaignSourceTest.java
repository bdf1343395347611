package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A campaign that was described in another way than a file is the campaign of its text.
class CampaignSourceTest {
  private static final Recipe BASE = Presets.get("sugar").withTrials(7).withSeed(3);

  @Test
  void text_isReadBackAsTheCampaignThatWasMeant() {
    Campaign campaign =
        new CampaignSource(BASE)
            .criteria(new Criteria(0.7, 0.1, 5e4))
            .step("dose", Map.of("rates", CampaignSource.numbers(List.of(50.0, 0.1, 1e4))))
            .step("without", Map.of("silence_each", CampaignSource.mostActive(5, "dose", true)))
            .campaign();
    assertThat(campaign.criteria()).isEqualTo(new Criteria(0.7, 0.1, 5e4));
    assertThat(campaign.name()).isEqualTo("sugar");
    assertThat(campaign.base().trials()).isEqualTo(7);
    assertThat(campaign.base().seed()).isEqualTo(3);
    assertThat(campaign.base().drives()).isEqualTo(BASE.drives());
    assertThat(campaign.connectome()).isNull();
    assertThat(campaign.steps()).extracting(Step::name).containsExactly("dose", "without");
    assertThat(campaign.steps().getFirst().axes())
        .containsExactly(new Axis.Rates(0, List.of(50.0, 0.1, 1e4)));
    Axis.SilenceEach silence = (Axis.SilenceEach) campaign.steps().getLast().axes().getFirst();
    NeuronChoice.MostActive most = (NeuronChoice.MostActive) silence.neurons();
    assertThat(most.count()).isEqualTo(5);
    assertThat(most.step()).isEqualTo("dose");
    assertThat(most.driven()).isTrue();
    assertThat(most.at()).isNull();
    Campaign again = CampaignFile.parse(CampaignSource.origin(), campaign.text());
    assertThat(again).isEqualTo(campaign);
  }

  @Test
  void neurons_areWrittenAsTheyWereNamed() {
    List<NeuronReference> neurons =
        NeuronReference.parseList("720575940660219265,sugar,LC4 & side:right");
    Campaign campaign =
        new CampaignSource(BASE)
            .step("alone", Map.of("drive_each", CampaignSource.neurons(neurons)))
            .campaign();
    Axis.DriveEach drive = (Axis.DriveEach) campaign.steps().getFirst().axes().getFirst();
    assertThat(((NeuronChoice.Named) drive.neurons()).references()).isEqualTo(neurons);
  }

  /// The same description gives the same text, of which the campaign's folder keeps a checksum.
  @Test
  void text_isAlwaysTheSame() {
    assertThat(new CampaignSource(BASE).step("a", Map.of("rates", "5")).text())
        .isEqualTo(new CampaignSource(BASE).step("a", Map.of("rates", "5")).text())
        .endsWith("\n[[step]]\nname = \"a\"\nrates = 5\n");
  }

  @Test
  void messages_nameTheCommandLine() {
    CampaignSource none = new CampaignSource(BASE);
    assertThatThrownBy(none::campaign)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("command line: has no key step");
    CampaignSource odd = new CampaignSource(BASE).step("a \"b\"", Map.of("rates", "5"));
    assertThatThrownBy(odd::campaign)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("command line:")
        .hasMessageContaining("name = 'a \"b\"': must be 1 to 200 of the characters");
  }
}
