package flybrain.view;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.experiment.NeuronNames;
import flybrain.experiment.NeuronSets;
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
    Connectome connectome = viewed.connectome();
    NeuronSets sets = NeuronSets.builtIn().with(viewed.start().sets());
    NeuronNames names = new NeuronNames(Map.of(), sets, connectome.annotated());
    Positions positions = new Positions(connectome);
    NeuronSearch search = new NeuronSearch(connectome, sets, neurons, names);
    Recordings recordings = new Recordings(connectome, session);
    routes.put("/api/about", new About(viewed, session, positions)::answer);
    routes.put("/api/positions", positions::answer);
    routes.put("/api/groups", new Groups(connectome)::answer);
    routes.put("/api/search", search::search);
    routes.put("/api/selection", search::selection);
    routes.put("/api/neuron", new NeuronFacts(connectome, session, names)::answer);
    routes.put("/api/why", new Reasons(connectome, session, names)::answer);
    routes.put("/api/experiment", recordings::experiment);
    routes.put("/api/spikes", recordings::spikes);
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
