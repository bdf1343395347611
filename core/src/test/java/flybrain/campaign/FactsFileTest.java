package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsFileTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          " ",
          "\n",
          "\r\n",
          "\t",
          "\"",
          "\"\"\"",
          "\\",
          "\\n",
          "#",
          "=",
          "[x]",
          "\u00e4",
          "\u6f22",
          "\ud83e\udeb0",
          "\u0001",
          "\u007f",
          "\ufeff",
          "'",
          "{",
          "${x}",
          "%d");

  @TempDir private Path folder;

  /// Facts have whole campaign files and the names of files of users in them.
  @Property(tries = 200)
  void anyText_isReadAgainAsItWas(RandomGenerator random) throws IOException {
    Map<String, String> facts = new TreeMap<>();
    for (int k = 0; k < 5; k++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      facts.put("flybrain.fact" + k, text.toString());
    }
    Path file = folder.resolve("provenance.toml");
    FactsFile.write(file, facts);
    assertThat(FactsFile.read(file)).isEqualTo(facts);
  }

  /// Written again they are the same bytes, in whatever order they came.
  @Test
  void facts_areInTheOrderOfTheirKeys() throws IOException {
    Path file = folder.resolve("provenance.toml");
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("flybrain.b", "2");
    facts.put("flybrain.a", "1");
    FactsFile.write(file, facts);
    assertThat(file).hasContent("\"flybrain.a\" = \"1\"\n\"flybrain.b\" = \"2\"\n");
    FactsFile.write(file, Map.of());
    assertThat(FactsFile.read(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\" = \"b", "nonsense", "\"a\" = \"b\"\n\"a\" = \"c\"\n", "\0\0"})
  void damagedFile_isNamed(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("provenance.toml"), text);
    assertThatThrownBy(() -> FactsFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": is damaged; run it again in another folder (--out)");
  }

  @Test
  void bytesThatAreNoText_areDamage() throws IOException {
    Path file = Files.write(folder.resolve("provenance.toml"), new byte[] {(byte) 0xff, 0, 1});
    assertThatThrownBy(() -> FactsFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is damaged");
  }
}
