package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.NeuronSets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeuronTablesTest {
  private static final long MN9_LEFT = 720575940660219265L;
  private static final List<String> COUNTS =
      List.of("name", "kind", "neurons", "present", "missing", "reason");
  private static final NeuronSets SETS =
      NeuronSets.builtIn().with(Map.of("mine", List.of(7L, 8L, MN9_LEFT)));

  /// 7 -> 9, 7 -> MN9_left, 9 -> MN9_left (twice, which add up), MN9_left -> MN9_left.
  private static Connectome brain() {
    return new Connectome(
        "tiny",
        "none",
        new Neurons(new long[] {7, 9, MN9_LEFT}),
        new ConnectionsBuilder(3)
            .add(0, 1, 5)
            .add(0, 2, -1)
            .add(1, 2, 1)
            .add(1, 2, 2)
            .add(2, 2, 1)
            .build());
  }

  @Test
  void sets_areCountedOnTheConnectome() {
    assertThat(NeuronTables.ofSets(SETS.search("mn9"), brain()).only(COUNTS).csv())
        .isEqualTo(
            """
            name,kind,neurons,present,missing,reason
            MN9_left,read_out,1,1,,
            MN9_right,read_out,1,0,720575940618238523,not in this connectome
            """);
    assertThat(NeuronTables.ofSets(List.of(SETS.get("mine")), brain()).only(COUNTS).csv())
        .endsWith("mine,user,3,2,8,not in this connectome\n");
  }

  @Test
  void missingNeurons_areReportedWithTheReason() {
    assertThat(
            NeuronTables.text(
                NeuronTables.ofSets(
                    List.of(SETS.get("MN9_left"), SETS.get("meteor"), SETS.get("LC_4s")), brain())))
        .contains("\nmissing in  ids ")
        .contains("\nmeteor      720575940645474583, 720575940635112544  in v630 only, and")
        .contains("\nLC_4s       104, such as 720575940605598892         ids of v783\n")
        .doesNotContain("\nMN9_left    720575940660219265");
    assertThat(NeuronTables.text(NeuronTables.ofSets(List.of(SETS.get("MN9_left")), brain())))
        .doesNotContain("missing");
  }

  @Test
  void neurons_haveIndexDegreesAndSets() {
    assertThat(NeuronTables.ofNeurons(List.of(7L, 8L, MN9_LEFT, 9L), SETS, brain()).csv())
        .isEqualTo(
            """
            flywire_id,neuron_index,present,in_degree,out_degree,sets
            7,0,true,0,2,mine
            8,,false,,,mine
            720575940660219265,2,true,3,1,MN9_left;mine
            9,1,true,1,1,
            """);
  }
}
