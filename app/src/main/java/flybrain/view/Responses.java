package flybrain.view;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Writes answers.
final class Responses {
  private Responses() {}

  /// Writes an answer.
  ///
  /// @return true: the request is answered
  static boolean write(Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.content().length);
    if (answer.fileName() != null) {
      response
          .getHeaders()
          .put("Content-Disposition", "attachment; filename=\"%s\"".formatted(answer.fileName()));
    }
    response.write(true, ByteBuffer.wrap(answer.content()), callback);
    return true;
  }
}
