package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.campaign.Axis;
import flybrain.campaign.Step.Control;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureNamesTest {
  @TempDir private Path folder;

  private static List<String> names(String... names) {
    FigureNames all = new FigureNames();
    return Stream.of(names)
        .map(name -> all.next(new CaptionedFigure(name, "", new Picture("", "", 1, 1, List.of()))))
        .toList();
  }

  @Test
  void namesThatAreTaken_haveANumber() {
    assertThat(names("a", "b", "a", "a")).containsExactly("a", "b", "a_2", "a_3");
    assertThat(names("a", "a_2", "a")).containsExactly("a", "a_2", "a_3");
  }

  /// On many machines a file `a` replaces one of the name `A`.
  @Test
  void upperAndLowerCase_areTheSame() {
    assertThat(names("MN9", "mn9")).containsExactly("MN9", "mn9_2");
  }

  @Test
  void readOutsWithOtherSigns_haveAFileEach() throws IOException {
    DrawnSteps steps = new DrawnSteps(folder, 2);
    steps.arm("x").rates(1, 2).fires("a & b", 1).fires("a | b", 1).add();
    FigureNames all = new FigureNames();
    Axis.Rates one = new Axis.Rates(0, List.of(1.0));
    assertThat(
            steps.figures(Control.BASE, one, new Axis.Rates(1, List.of(2.0))).stream()
                .map(all::next))
        .containsExactly("step_a___b", "step_a___b_2");
  }
}
