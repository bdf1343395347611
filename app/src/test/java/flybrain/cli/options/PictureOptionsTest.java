package flybrain.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class PictureOptionsTest {
  @Command
  private static final class Pictures {
    @Mixin private final PictureOptions options = new PictureOptions();
  }

  private static PictureOptions parse(String... options) {
    return CommandLine.populateCommand(new Pictures(), options).options;
  }

  @ParameterizedTest
  @CsvSource({
    "'', dose.png, 144",
    "--figure-format=svg, dose.svg, 144",
    "--figure-format=png --dpi=300, dose.png, 300"
  })
  void options_sayWhatThePicturesAreLike(String typed, String file, int dotsPerInch) {
    PictureOptions options = parse(typed.isEmpty() ? new String[0] : typed.split(" "));
    assertThat(options.file(Path.of("figures"), "dose")).isEqualTo(Path.of("figures", file));
    assertThat(options.dotsPerInch()).isEqualTo(dotsPerInch);
  }

  /// A name has dots where a rate has: it is no ending.
  @Test
  void nameWithADot_keepsIt() {
    assertThat(parse().file(Path.of("a"), "rate_0.5")).isEqualTo(Path.of("a", "rate_0.5.png"));
  }

  @ParameterizedTest
  @CsvSource({"--figure-format=pdf, png, svg", "--dpi=many, --dpi, many"})
  void otherValue_isRefusedWithWhatIsAllowed(String typed, String first, String second) {
    assertThatThrownBy(() -> parse(typed))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(first)
        .hasMessageContaining(second);
  }
}
