package flybrain.serve;

import flybrain.InputException;
import flybrain.requests.Params;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A request: one line of JSON.
///
/// @param id of the request, which its replies carry
record Request(long id, String method, Params params) {
  /// A line that is not a request.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    /// Of the request, null where the line has none.
    private final transient @Nullable Long id;

    Malformed(@Nullable Long id, String message) {
      super(message);
      this.id = id;
    }

    @Nullable Long id() {
      return id;
    }
  }

  /// Reads a line.
  ///
  /// @throws Malformed if it is not a request, saying why
  static Request parse(byte[] line) throws Malformed {
    JsonNode json = json(line);
    long id = id(json.path("id"));
    if (!json.path("method").isString()) {
      throw new Malformed(id, "the request has no method; hello lists them");
    }
    JsonNode params = json.path("params");
    if (!params.isMissingNode() && !params.isObject()) {
      throw new Malformed(id, "params must be an object, values by name");
    }
    try {
      new Params(json).allow("id", "method", "params");
    } catch (InputException e) {
      throw new Malformed(id, "in the request " + e.getMessage());
    }
    JsonNode given = params.isMissingNode() ? JsonNodeFactory.instance.objectNode() : params;
    return new Request(id, json.path("method").asString(), new Params(given));
  }

  private static long id(JsonNode number) throws Malformed {
    if (number.isMissingNode()) {
      throw new Malformed(null, "the request has no id; give it a whole number of 64 bits");
    }
    try {
      return new Params(JsonNodeFactory.instance.objectNode().set("id", number)).whole("id");
    } catch (InputException e) {
      throw new Malformed(null, "in the request " + e.getMessage());
    }
  }

  private static JsonNode json(byte[] line) throws Malformed {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return Params.parse(text).json();
    } catch (CharacterCodingException _) {
      throw new Malformed(null, "the line is not a request: must be JSON in UTF-8");
    } catch (InputException e) {
      throw new Malformed(null, "the line is not a request: " + e.getMessage());
    }
  }
}
