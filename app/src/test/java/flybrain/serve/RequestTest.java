package flybrain.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import flybrain.serve.Request.Malformed;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  private static Request parse(String line) throws Malformed {
    return Request.parse(line.replace('\'', '"').getBytes(UTF_8));
  }

  @Test
  void request_hasIdMethodAndParameters() throws Malformed {
    Request request = parse(" {'params': {'brain': 7, 'name': 'é'}, 'method': 'run', 'id': 3}\r");
    assertThat(request.id()).isEqualTo(3);
    assertThat(request.method()).isEqualTo("run");
    assertThat(request.params().whole("brain")).isEqualTo(7);
    assertThat(request.params().text("name")).isEqualTo("é");
  }

  @Test
  void requestWithoutParameters_hasNone() throws Malformed {
    assertThat(parse("{'id': 1, 'method': 'hello'}").params().json()).isEmpty();
  }

  /// A client may count in 64 bits.
  @ParameterizedTest
  @ValueSource(longs = {0, -1, 9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE})
  void id_isAnyWholeNumberOf64Bits(long id) throws Malformed {
    assertThat(parse("{'id': %d, 'method': 'hello'}".formatted(id)).id()).isEqualTo(id);
  }

  private static Malformed malformed(String line, Charset charset) {
    return catchThrowableOfType(
        Malformed.class, () -> Request.parse(line.replace('\'', '"').getBytes(charset)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id': 5}                                   | 5 | the request has no method; hello lists them",
        "{'id': 5, 'method': 7}                      | 5 | the request has no method; hello lists them",
        "{'id': 5, 'method': 'run', 'params': []}    | 5 | params must be an object, values by name",
        "{'id': 5, 'method': 'run', 'params': null}  | 5 | params must be an object, values by name",
        "{'id': 5, 'method': 'run', 'param': {}}     | 5 | in the request parameter 'param' is unknown; did you mean 'params'?; allowed: id, method, params",
        "{'method': 'run'}                           |   | the request has no id; give it a whole number of 64 bits",
        "{'id': 1.5, 'method': 'run'}                |   | in the request parameter id = 1.5: must be",
        "{'id': '1', 'method': 'run'}                |   | in the request parameter id = \"1\": must be",
        "{'id': null, 'method': 'run'}               |   | in the request parameter id",
        "{'id': 9223372036854775808, 'method': 'x'}  |   | in the request parameter id = 9223372036854775808: must be",
        "[1]                                         |   | the line is not a request: must be a JSON object",
        "``                                          |   | the line is not a request: ",
        "{'id': 1, 'id': 2, 'method': 'run'}         |   | the line is not a request: ",
        "{'id': 1, 'method': 'run'                   |   | the line is not a request: ",
        "GET / HTTP/1.1                              |   | the line is not a request: "
      })
  void lineThatIsNoRequest_isRefusedWithItsIdIfItHasOne(
      String line, @Nullable Long id, String message) {
    Malformed malformed = malformed(line, UTF_8);
    assertThat(malformed).isNotNull().hasMessageStartingWith(message.replace("\\\"", "\""));
    assertThat(malformed.id()).isEqualTo(id);
    assertThat(malformed.getMessage()).hasLineCount(1);
  }

  @Test
  void otherEncoding_isRefused() {
    Malformed malformed = malformed("{'id': 1, 'method': 'é'}", ISO_8859_1);
    assertThat(malformed).hasMessage("the line is not a request: must be JSON in UTF-8");
    assertThat(malformed.id()).isNull();
  }

  @Test
  void deepNesting_isRefusedNotAnOverflowOfTheStack() {
    String deep = "[".repeat(100_000);
    assertThatThrownBy(() -> parse("{'id': 1, 'method': 'x', 'params': {'x': " + deep))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("the line is not a request: ");
  }
}
