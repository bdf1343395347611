package flybrain.view;

import flybrain.InputException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/// Answers what is asked by HTTP.
final class Routes extends Handler.Abstract {
  /// Answers one kind of request.
  private interface Route {
    Answer answer(Query query) throws Exception;
  }

  private final Map<String, Route> routes = new LinkedHashMap<>();
  private final Consumer<Throwable> mistakes;

  Routes(ViewedBrain viewed, Session session, Neurons neurons, Consumer<Throwable> mistakes) {
    this.mistakes = mistakes;
    Positions positions = new Positions(viewed.connectome());
    About about = new About(viewed, session, positions);
    routes.put("/api/about", query -> about.answer(query.allow()));
    routes.put(
        "/api/positions",
        query -> {
          query.allow();
          return Answer.bytes(positions.bytes());
        });
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    return Responses.write(answer(request), response, callback);
  }

  private Answer answer(Request request) {
    String path = Request.getPathInContext(request);
    try {
      Route route = routes.get(path);
      return route == null ? file(path) : route.answer(new Query(fields(request)));
    } catch (InputException e) {
      return Answer.error(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (NotThere e) {
      return Answer.error(Answer.CONFLICT, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      mistakes.accept(e);
      return Answer.error(
          Answer.FAILED, "this failed by a mistake in flybrain; its terminal says more");
    }
  }

  private static Fields fields(Request request) {
    try {
      return Request.extractQueryParameters(request);
    } catch (IllegalArgumentException | HttpException.RuntimeException e) {
      throw new InputException("the query is not text in UTF-8", e);
    }
  }

  private static Answer file(String path) throws IOException {
    return PageFiles.at(path)
        .orElseGet(() -> Answer.error(Answer.NOT_FOUND, "there is nothing at this address"));
  }
}
