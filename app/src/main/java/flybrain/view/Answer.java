package flybrain.view;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// An answer to a request by HTTP.
///
/// @param type of the content
/// @param content not copied
/// @param fileName under which a browser saves it; null where it shows it
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
record Answer(int status, String type, byte[] content, @Nullable String fileName) {
  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int NOT_ALLOWED = 405;
  static final int CONFLICT = 409;
  static final int FAILED = 500;

  private static final JsonMapper JSON = JsonMapper.shared();

  static Answer json(Map<String, ?> value) {
    return new Answer(OK, "application/json", JSON.writeValueAsBytes(value), null);
  }

  static Answer bytes(byte[] content) {
    return new Answer(OK, "application/octet-stream", content, null);
  }

  /// @param why one line
  static Answer error(int status, String why) {
    byte[] content = JSON.writeValueAsBytes(Map.of("error", why));
    return new Answer(status, "application/json", content, null);
  }

  /// A sentence for people.
  static Answer sentence(int status, String text) {
    byte[] content = (text + "\n").getBytes(StandardCharsets.UTF_8);
    return new Answer(status, "text/plain; charset=utf-8", content, null);
  }
}
