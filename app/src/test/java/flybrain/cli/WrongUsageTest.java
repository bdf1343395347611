package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "run sugar --rate abc|Invalid value for option '--rate': 'abc' is not a number",
        "run sugar --n-run 1.5|Invalid value for option '--n-run': '1.5' is not a whole number below 2^31",
        "run sugar --seed x|Invalid value for option '--seed': 'x' is not a whole number below 2^63",
        "compare pairs --run-label a --n-run two|'two' is not a whole number",
      })
  void valuesThatAreNotNumbers_areNamed(String line, String message) {
    Cli run = Cli.run((Object[]) line.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("double").doesNotContain("int");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simulate",
        "simulate --help",
        "simulate --version",
        "--help simulate",
        "simulate sugar --n-run 3"
      })
  void unknownCommand_isNamed(String line) {
    Cli run = Cli.run((Object[]) line.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith(
            "flybrain: 'simulate' is not a command of flybrain; the commands are run, why, view, campaign, ");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "rnu,'rnu' is not a command of flybrain; did you mean 'run'?",
        "data ftech,'ftech' is not a command of flybrain data; did you mean 'fetch'?",
        "compare audti --help,'audti' is not a command of flybrain compare; did you mean 'audit'?",
        "run sugar --sede 1,Unknown option",
        "run --help --sede,Unknown option"
      })
  void mistypedNames_areReportedWithTheNearest(String line, String message) {
    Cli run = Cli.run((Object[]) line.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void helpOfWhatIsThere_isGiven() {
    assertThat(Cli.run("--help").exitCode()).isZero();
    assertThat(Cli.run("run", "--help").out()).contains("--rate");
    assertThat(Cli.run("help", "run").out()).contains("--rate");
    assertThat(Cli.run("--version").exitCode()).isZero();
  }
}
