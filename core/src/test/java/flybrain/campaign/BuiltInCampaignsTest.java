package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.NeuronSets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInCampaignsTest {
  /// As many as the paper's notebook has, by step.
  private static final Map<String, Integer> EXPERIMENTS = new LinkedHashMap<>();

  static {
    EXPERIMENTS.put("1D", 20);
    EXPERIMENTS.put("1E", 1600);
    EXPERIMENTS.put("1F", 1600);
    EXPERIMENTS.put("2", 424);
    EXPERIMENTS.put("3A", 121);
    EXPERIMENTS.put("3B", 121);
    EXPERIMENTS.put("4A", 13);
    EXPERIMENTS.put("4B", 1600);
    EXPERIMENTS.put("4C", 1400);
    EXPERIMENTS.put("4E", 154);
    EXPERIMENTS.put("5B", 11);
    EXPERIMENTS.put("5C", 2400);
    EXPERIMENTS.put("5D", 1500);
    EXPERIMENTS.put("5G_CE", 11);
    EXPERIMENTS.put("5G_F", 11);
    EXPERIMENTS.put("S5C", 11);
    EXPERIMENTS.put("S1D", 10);
  }

  /// All neurons of the paper's sets, without connections.
  private static final Connectome BRAIN = brain();

  private static Connectome brain() {
    long[] ids =
        NeuronSets.builtIn().all().stream()
            .flatMap(set -> set.idsOfAllVersions().stream())
            .mapToLong(id -> id)
            .distinct()
            .toArray();
    return Connectome.of("sets", new Neurons(ids), new ConnectionsBuilder(ids.length).build());
  }

  @Test
  void paper_hasTheExperimentsOfTheNotebook() {
    Campaign paper = BuiltInCampaigns.get("paper");
    StepPlanner planner = new StepPlanner(paper, BRAIN, _ -> BRAIN, _ -> {});
    Map<String, Integer> arms = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (Step step : paper.steps()) {
      List<PlannedExperiment> planned =
          planner.plan(step, 0, choice -> LongStream.range(1, choice.count() + 1).boxed().toList());
      planned.forEach(each -> assertThat(names.add(each.name())).as(each.name()).isTrue());
      arms.put(
          step.name(),
          (int) planned.stream().filter(each -> each.role() == PlannedExperiment.Role.ARM).count());
    }
    assertThat(arms).isEqualTo(EXPERIMENTS);
    assertThat(arms.values().stream().mapToInt(each -> each).sum()).isEqualTo(11_007);
    assertThat(names)
        .contains(
            "sugarR_100Hz",
            "25_Hz_1",
            "sugarR-silencing200_120_Hz",
            "150_Hz_bract",
            "Sugar_Bitter_0_Hz_200_Hz",
            "Sugar_Ir94e_200_Hz_0_Hz",
            "waterR_260Hz",
            "200_Hz_7_water",
            "waterR-silencing1_220_Hz",
            "Sugar_Water_200_Hz_260_Hz",
            "JON_All_220Hz",
            "Figure_5C_25_Hz_300",
            "JON-silencing9_180_Hz",
            "JON_CE_20Hz",
            "JON_F_220Hz",
            "JON_F_Three_Silenced_20Hz",
            "sugarL_200Hz");
  }

  @Test
  void experiments_driveAndSilenceWhatTheyAreCalled() {
    Campaign paper = BuiltInCampaigns.get("paper");
    assertThat(sizeOfDrive(paper, "4E", "Sugar_Water_100_Hz_40_Hz", 0)).isEqualTo(21);
    assertThat(sizeOfDrive(paper, "4E", "Sugar_Water_100_Hz_40_Hz", 1)).isEqualTo(18);
    assertThat(sizeOfDrive(paper, "3B", "Sugar_Ir94e_20_Hz_40_Hz", 1)).isEqualTo(18);
    assertThat(sizeOfDrive(paper, "3A", "Sugar_Bitter_20_Hz_40_Hz", 1)).isEqualTo(21);
    assertThat(sizeOfDrive(paper, "5B", "JON_All_20Hz", 0)).isEqualTo(146);
    assertThat(sizeOfDrive(paper, "5G_CE", "JON_CE_20Hz", 0)).isEqualTo(70);
    assertThat(sizeOfDrive(paper, "S5C", "JON_F_Three_Silenced_20Hz", 0)).isEqualTo(60);
    assertThat(planned(paper, "S5C", "JON_F_Three_Silenced_20Hz").recipe().silenced()).hasSize(1);
    assertThat(sizeOfDrive(paper, "S1D", "sugarL_20Hz", 0)).isEqualTo(10);
    assertThat(planned(paper, "4E", "Sugar_Water_100_Hz_40_Hz").recipe().rate(1)).isEqualTo(40);
  }

  private static PlannedExperiment planned(Campaign paper, String step, String name) {
    Step of =
        paper.steps().stream().filter(each -> each.name().equals(step)).findAny().orElseThrow();
    return new StepPlanner(paper, BRAIN, _ -> BRAIN, _ -> {})
        .plan(of, 0, _ -> List.of()).stream()
            .filter(each -> each.name().equals(name))
            .findAny()
            .orElseThrow();
  }

  private static int sizeOfDrive(Campaign paper, String step, String name, int place) {
    return planned(paper, step, name).recipe().on(BRAIN).experiment().drive(place).neurons().size();
  }

  @ParameterizedTest
  @CsvSource({
    "paper/1D,paper_1D,1D",
    "paper/1E,paper_1E,1D 1E",
    "paper/4C,paper_4C,4A 4C",
    "paper/5G,paper_5G,5G_CE 5G_F",
    "paper/S4A,paper_S4A,5B 5C",
    "paper/S4B,paper_S4B,5B 5D",
    "paper/2,paper_2,2"
  })
  void figure_hasItsStepAndThoseThatItTakesNeuronsFrom(String name, String stored, String steps) {
    Campaign figure = BuiltInCampaigns.get(name);
    assertThat(figure.name()).isEqualTo(stored).isEqualTo(BuiltInCampaigns.storedName(name));
    assertThat(figure.steps().stream().map(Step::name)).containsExactly(steps.split(" "));
  }

  @Test
  void everyName_isACampaign() {
    assertThat(BuiltInCampaigns.names())
        .hasSize(19)
        .allSatisfy(name -> assertThat(BuiltInCampaigns.get(name).steps()).isNotEmpty());
    assertThat(BuiltInCampaigns.find("papers")).isEmpty();
    assertThatThrownBy(() -> BuiltInCampaigns.get("paper/1G"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "campaign 'paper/1G': is neither a campaign file (.toml) nor built in");
  }
}
