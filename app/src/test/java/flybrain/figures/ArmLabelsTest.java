package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.campaign.Axis;
import flybrain.campaign.NeuronChoice;
import flybrain.campaign.Recorded;
import flybrain.campaign.Step;
import flybrain.connectome.AnnotatedNeurons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmLabelsTest {
  private static final NeuronChoice ANY = new NeuronChoice.Named(List.of(), "");
  private static final ArmLabels LABELS = new ArmLabels(AnnotatedNeurons.NONE);
  private static final Axis.Rates RATES = new Axis.Rates(0, List.of(50.0, 62.5));

  @TempDir private Path folder;

  private DrawnSteps.Arm arm() {
    return new DrawnSteps(folder, 2).arm("a");
  }

  private static String of(Recorded arm, Axis... axes) {
    return LABELS.of(new Step("s", List.of(axes), "{step}", Step.Control.BASE, ""), arm);
  }

  @Test
  void everythingThatVaries_isNamed_inTheOrderOfTheStep() {
    Recorded arm =
        arm().rates(62.5, 20).silenced("22").driven("mine").parameters("tau_m=5,w_syn=0.1").add();
    Axis silence = new Axis.SilenceEach(ANY, false);
    assertThat(of(arm, RATES)).isEqualTo("62.5 Hz");
    assertThat(of(arm, new Axis.Rates(1, List.of(20.0, 30.0)))).isEqualTo("20 Hz");
    assertThat(of(arm, RATES, silence)).isEqualTo("62.5 Hz, 22");
    assertThat(of(arm, silence, RATES)).isEqualTo("22, 62.5 Hz");
    assertThat(of(arm, new Axis.DriveSets(List.of()))).isEqualTo("mine");
    assertThat(of(arm, new Axis.Parameter("w_syn", List.of(0.1, 0.2)))).isEqualTo("w_syn 0.1");
    assertThat(of(arm, new Axis.Parameter("tau_m", List.of(5.0, 6.0)))).isEqualTo("tau_m 5");
  }

  @Test
  void whatDoesNotVary_isNamedOnlyAlone() {
    Recorded arm = arm().rate(62.5).silenced("22").add();
    Axis.Rates one = new Axis.Rates(0, List.of(62.5));
    assertThat(of(arm, one, new Axis.SilenceEach(ANY, false))).isEqualTo("22");
    assertThat(of(arm, one)).isEqualTo("62.5 Hz");
  }

  @Test
  void brainsAndMultiples_haveTheNameOfWhatChanges() {
    Recorded arm = arm().parameters("connectome=v630,inhibition_times=0.7,w_syn_times=2").add();
    assertThat(of(arm, new Axis.Connectomes(List.of("v630", "v783")))).isEqualTo("connectome v630");
    assertThat(of(arm, new Axis.Inhibition(List.of(0.7, 1.0)))).isEqualTo("inhibition × 0.7");
    assertThat(of(arm, new Axis.Weights(List.of(1.0, 2.0)))).isEqualTo("w_syn × 2");
  }

  @Test
  void pairs_areBothNeurons() {
    Recorded arm = arm().silenced("22+33").add();
    assertThat(of(arm, new Axis.SilenceEach(ANY, true))).isEqualTo("22 + 33");
    assertThat(ArmLabels.pair(arm)).containsExactly("22", "33");
  }

  /// A name that only begins like the parameter is another one.
  @Test
  void numberOfAParameter_isThatOfItsName() {
    Recorded arm = arm().parameters("w_syn_times=2,w_syn=0.3").add();
    assertThat(ArmLabels.number(new Axis.Parameter("w_syn", List.of()), arm)).isEqualTo(0.3);
    assertThat(ArmLabels.number(new Axis.Parameter("v_th", List.of()), arm)).isNaN();
    assertThat(ArmLabels.number(new Axis.DriveEach(ANY), arm)).isNaN();
  }

  /// Also where nothing else is left.
  @ParameterizedTest
  @CsvSource({"A,step_A", "type:LC4 & side:left,step_type_LC4___side_left", "ä/ö,step____"})
  void fileNames_haveNoOtherSigns(String readOut, String name) throws IOException {
    assertThat(new DrawnSteps(folder, 2).drawn(RATES).fileName(readOut)).isEqualTo(name);
  }

  @Test
  void numbersOfSets_areNotTakenForIds() {
    assertThat(LABELS.neuron("720575940660219265")).isEqualTo("720575940660219265");
    assertThat(LABELS.neuron("1234567890123456789012")).isEqualTo("1234567890123456789012");
    assertThat(LABELS.neuron("sugar")).isEqualTo("sugar");
  }
}
