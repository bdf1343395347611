package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronSetFileTest {
  private static final Charset LATIN = StandardCharsets.ISO_8859_1;

  @TempDir Path folder;

  /// Written by Python 3.11, `pickle.dumps(d, protocol)` for the protocols 0 to 5, of `l = [1, 2];
  /// d = {"horn": [720575940624963786, 5, 300, 70000, 2**31, 9], "élan": (1, 2), "t1": (7,), "t3":
  /// (7, 8, 9), "one": 42, "empty": [], "a": l, "b": l}`.
  static final List<String> PICKLES =
      List.of(
          "KGRwMApWaG9ybgpwMQoobHAyCkw3MjA1NzU5NDA2MjQ5NjM3ODZMCmFJNQphSTMwMAphSTcwMDAwCmFMMjE0NzQ4MzY0OEwKYUk5CmFzVulsYW4KcDMKKEkxCkkyCnRwNApzVnQxCnA1CihJNwp0cDYKc1Z0MwpwNwooSTcKSTgKSTkKdHA4CnNWb25lCnA5Ckk0MgpzVmVtcHR5CnAxMAoobHAxMQpzVmEKcDEyCihscDEzCkkxCmFJMgphc1ZiCnAxNApnMTMKcy4=",
          "fXEAKFgEAAAAaG9ybnEBXXECKEw3MjA1NzU5NDA2MjQ5NjM3ODZMCksFTSwBSnARAQBMMjE0NzQ4MzY0OEwKSwllWAUAAADDqWxhbnEDKEsBSwJ0cQRYAgAAAHQxcQUoSwd0cQZYAgAAAHQzcQcoSwdLCEsJdHEIWAMAAABvbmVxCUsqWAUAAABlbXB0eXEKXXELWAEAAABhcQxdcQ0oSwFLAmVYAQAAAGJxDmgNdS4=",
          "gAJ9cQAoWAQAAABob3JucQFdcQIoigjK2KQOAAAACksFTSwBSnARAQCKBQAAAIAASwllWAUAAADDqWxhbnEDSwFLAoZxBFgCAAAAdDFxBUsHhXEGWAIAAAB0M3EHSwdLCEsJh3EIWAMAAABvbmVxCUsqWAUAAABlbXB0eXEKXXELWAEAAABhcQxdcQ0oSwFLAmVYAQAAAGJxDmgNdS4=",
          "gAN9cQAoWAQAAABob3JucQFdcQIoigjK2KQOAAAACksFTSwBSnARAQCKBQAAAIAASwllWAUAAADDqWxhbnEDSwFLAoZxBFgCAAAAdDFxBUsHhXEGWAIAAAB0M3EHSwdLCEsJh3EIWAMAAABvbmVxCUsqWAUAAABlbXB0eXEKXXELWAEAAABhcQxdcQ0oSwFLAmVYAQAAAGJxDmgNdS4=",
          "gASVdQAAAAAAAAB9lCiMBGhvcm6UXZQoigjK2KQOAAAACksFTSwBSnARAQCKBQAAAIAASwlljAXDqWxhbpRLAUsChpSMAnQxlEsHhZSMAnQzlEsHSwhLCYeUjANvbmWUSyqMBWVtcHR5lF2UjAFhlF2UKEsBSwJljAFilGgNdS4=",
          "gAWVdQAAAAAAAAB9lCiMBGhvcm6UXZQoigjK2KQOAAAACksFTSwBSnARAQCKBQAAAIAASwlljAXDqWxhbpRLAUsChpSMAnQxlEsHhZSMAnQzlEsHSwhLCYeUjANvbmWUSyqMBWVtcHR5lF2UjAFhlF2UKEsBSwJljAFilGgNdS4=");

  /// Written by Python 3.11 for the protocols 0 to 5: an object whose `__reduce__` calls
  /// `os.system`.
  static final List<String> ATTACKS =
      List.of(
          "KGRwMApWaG9ybgpwMQoobHAyCmNwb3NpeApzeXN0ZW0KcDMKKFZ0b3VjaCBwd25lZApwNAp0cDUKUnA2CmFzLg==",
          "fXEAWAQAAABob3JucQFdcQJjcG9zaXgKc3lzdGVtCnEDKFgLAAAAdG91Y2ggcHduZWRxBHRxBVJxBmFzLg==",
          "gAJ9cQBYBAAAAGhvcm5xAV1xAmNwb3NpeApzeXN0ZW0KcQNYCwAAAHRvdWNoIHB3bmVkcQSFcQVScQZhcy4=",
          "gAN9cQBYBAAAAGhvcm5xAV1xAmNwb3NpeApzeXN0ZW0KcQNYCwAAAHRvdWNoIHB3bmVkcQSFcQVScQZhcy4=",
          "gASVMwAAAAAAAAB9lIwEaG9ybpRdlIwFcG9zaXiUjAZzeXN0ZW2Uk5SMC3RvdWNoIHB3bmVklIWUUpRhcy4=",
          "gAWVMwAAAAAAAAB9lIwEaG9ybpRdlIwFcG9zaXiUjAZzeXN0ZW2Uk5SMC3RvdWNoIHB3bmVklIWUUpRhcy4=");

  /// Turning many digits into a number takes the square of their number.
  @Test
  void numberOfManyDigits_isRefused() throws IOException {
    String digits = "9".repeat(1_000_000);
    for (String text : List.of("{\"a\": [" + digits + "]}", "(lp0\nL" + digits + "L\na.")) {
      Path file = Files.writeString(folder.resolve("sets"), text);
      assertThatThrownBy(() -> NeuronSetFile.read(file))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + ": ");
    }
  }

  private static Map<String, List<Long>> pickled() {
    Map<String, List<Long>> sets = new LinkedHashMap<>();
    sets.put("horn", List.of(720575940624963786L, 5L, 300L, 70_000L, 1L << 31, 9L));
    sets.put("élan", List.of(1L, 2L));
    sets.put("t1", List.of(7L));
    sets.put("t3", List.of(7L, 8L, 9L));
    sets.put("one", List.of(42L));
    sets.put("empty", List.of());
    sets.put("a", List.of(1L, 2L));
    sets.put("b", List.of(1L, 2L));
    return sets;
  }

  @ParameterizedTest
  @FieldSource("PICKLES")
  void pickleOfAnyProtocol_isRead(String base64) throws IOException {
    Map<String, List<Long>> sets = NeuronSetFile.read(write(Base64.getDecoder().decode(base64)));
    assertThat(sets).containsExactlyEntriesOf(pickled());
  }

  /// Written by Python 3.11: `pickle.dumps({"mine": ["720575940660219265"]}, 5)`.
  @Test
  void pickledText_isReadAsIds() throws IOException {
    String base64 = "gAWVIwAAAAAAAAB9lIwEbWluZZRdlIwSNzIwNTc1OTQwNjYwMjE5MjY1lGFzLg==";
    assertThat(NeuronSetFile.read(write(Base64.getDecoder().decode(base64))))
        .isEqualTo(Map.of("mine", List.of(720575940660219265L)));
  }

  @ParameterizedTest
  @FieldSource("ATTACKS")
  void pickledCode_isRefusedByName(String base64) throws IOException {
    Path file = write(Base64.getDecoder().decode(base64));
    assertThatThrownBy(() -> NeuronSetFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString() + ": byte ")
        .hasMessageContaining("asks for posix.system")
        .hasMessageContaining("pickled code is never run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "(ios%0Asystem%0A.|makes an object of os.system",
        "cbuiltins%0Aeval%0A.|asks for builtins.eval",
        "(oX|makes an object",
        "}R.|makes an object",
        "}b.|sets the state of an object",
        "Pid%0A.|asks for an object outside of it",
        "%80%02%82%01.|asks for a registered class",
        "G%00|contains a number with a fraction",
        "F1.5%0A.|contains a number with a fraction",
        "N.|contains None, True or False",
        "I01%0A.|contains None, True or False",
        "%80%02%88.|contains None, True or False",
        "S'a'%0A.|bytes or text of Python 2",
        "%8f.|contains a set",
        "z.|has the instruction 0x7a",
        "%80%09}.|pickle protocol 9: must be 0 to 5",
        "}.|contains no neuron sets",
        "K%05.|must contain a dictionary of names and lists of ids",
        "(.|must contain a dictionary",
        ".|byte 1: this pickle is damaged",
        "}K%01K%02s.|this pickle is damaged",
        "}(K%01u.|this pickle is damaged",
        "h%01.|this pickle is damaged",
        "K%01K%02s.|this pickle is damaged",
        "Ix%0A.|this pickle is damaged",
        "gx%0A.|this pickle is damaged",
        "}|this pickle ends too early",
        "}X%ff%ff%ff%ffa|this pickle ends too early",
        "%8a%09a|this pickle ends too early",
        "I12|this pickle ends too early",
        "}(X%01%00%00%00a]h%00u.|this pickle is damaged",
        "}(X%01%00%00%00a]q%00h%00au.|set 'a': a list: must be a neuron id",
        "}(X%01%00%00%00a}u.|set 'a': a dictionary: must be a neuron id",
        "}(X%01%00%00%00aJ%ff%ff%ff%ffu.|set 'a': neuron id '-1': must be a whole number from 1"
      })
  void whateverIsNotNamesAndIds_isRefused(String pickle, String message) throws IOException {
    Path file = write(URLDecoder.decode(pickle, LATIN).getBytes(LATIN));
    assertThatThrownBy(() -> NeuronSetFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Property(tries = 300)
  void damagedPickle_isReadOrRefusedButNeverCrashes(RandomGenerator random) {
    byte[] bytes = Base64.getDecoder().decode(PICKLES.get(random.nextInt(PICKLES.size())));
    for (int k = random.nextInt(4); k >= 0; k--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    byte[] damaged = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    try {
      assertThat(NeuronSetFile.read(write(damaged))).isNotEmpty();
    } catch (InputException e) {
      assertThat(e).hasMessageStartingWith(folder.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void json_isNamesAndIds() throws IOException {
    String json =
        """
        \uFEFF{"mine": [720575940660219265, 9007199254740993, 9223372036854775807],
         "one": 5, "text": ["720575940660219265", "6"], "none": []}
        """;
    assertThat(NeuronSetFile.read(write(json.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(
            Map.of(
                "mine", List.of(720575940660219265L, 9007199254740993L, Long.MAX_VALUE),
                "one", List.of(5L),
                "text", List.of(720575940660219265L, 6L),
                "none", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|must be an object of names and lists of ids",
        "{}|contains no neuron sets",
        "[1, 2]|must be an object of names and lists of ids",
        "{\"a\": [1, 2|:1: is not JSON of neuron sets",
        "{\"a\": [1]} x|:1: is not JSON",
        "{\"a\": [1],~~\"a\": [2]}|:3: is not JSON of neuron sets: Duplicate",
        "{\"a\": [1], \"A\": [2]}|set 'A' appears twice (case is ignored)",
        "{\"a\": [1, 2, 1]}|set 'a': neuron id 1 appears twice",
        "{\"a\": [7.2e17]}|set 'a': neuron id '7.2E17': must be a whole number with all its digits (a float or",
        "{\"a\": [-1]}|set 'a': neuron id '-1': must be a whole number from 1",
        "{\"a\": [9223372036854775808]}|set 'a': neuron id '9223372036854775808': must be a whole number from 1",
        "{\"a\": [\"sugar\"]}|set 'a': neuron id 'sugar': must be a whole number such as",
        "{\"a\": [0]}|set 'a': neuron id '0': must be a whole number from 1 to "
            + "9223372036854775807; this one means no neuron",
        "{\"a\": [\"1\", 1]}|set 'a': neuron id 1 appears twice",
        "version https://git-lfs.github.com/spec/v1|is a Git LFS pointer, not the file itself; get the file with: git lfs pull",
        "{\"a\": null}|set 'a': null: must be a neuron id",
        "{\"a\": {\"b\": 1}}|set 'a': {\"b\":1}: must be a neuron id",
        "{\"a\": [[1]]}|set 'a': a list: must be a neuron id",
        "{\"12\": [1]}|set name '12': must not be empty, be a number",
        "{\"@a\": [1]}|set name '@a': must not",
        "{\"a,b\": [1]}|set name 'a,b': must not",
        "{\"\": [1]}|set name '': must not be empty"
      })
  void badJson_namesSetAndValue(String json, String message) throws IOException {
    Path file = write(json.replace('~', '\n').getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> NeuronSetFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent.json: no such file", ": cannot be read"})
  void unreadableFile_isNamed(String message) {
    Path path = message.startsWith("absent") ? folder.resolve("absent.json") : folder;
    assertThatThrownBy(() -> NeuronSetFile.read(path))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("sets"), bytes);
  }
}
