package flybrain.view;

import flybrain.InputException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The connection to one page. Its next message is only read when the one before was obeyed and an
/// error was written: a page that sends without end, or does not read, waits for itself.
public final class LiveConnection implements Session.Listener {
  private final flybrain.view.Session brain;
  private final Orders orders;
  private final Consumer<Throwable> mistakes;
  private final int neurons;
  private @Nullable Session connection;
  private @Nullable Viewer viewer;

  /// @param neurons number of neurons
  LiveConnection(
      flybrain.view.Session brain, Orders orders, int neurons, Consumer<Throwable> mistakes) {
    this.brain = brain;
    this.orders = orders;
    this.neurons = neurons;
    this.mistakes = mistakes;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    connection = session;
    Viewer joining = new Viewer(new SessionWire(session), neurons);
    viewer = joining;
    brain.order(() -> brain.join(joining));
    session.demand();
  }

  @Override
  public void onWebSocketText(String message) {
    try {
      var _ =
          orders
              .obey(Objects.requireNonNull(viewer), message)
              .whenComplete((_, failure) -> {
                if (failure == null) {
                  demand();
                } else {
                  refuse(failure);
                }
              });
    } catch (RuntimeException e) {
      refuse(e);
    }
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    callback.succeed();
    refuse(new InputException("messages are text: JSON such as {\"do\": \"play\"}"));
  }

  private void refuse(Throwable failure) {
    Throwable why = failure instanceof CompletionException e ? e.getCause() : failure;
    String line = "this failed by a mistake in flybrain; its terminal says more";
    if (why instanceof InputException) {
      line = String.valueOf(why.getMessage());
    } else if (why != null) {
      mistakes.accept(why);
    }
    Objects.requireNonNull(viewer)
        .wire()
        .send(JsonMapper.shared().writeValueAsString(Map.of("error", line)), this::demand);
  }

  private void demand() {
    Session open = Objects.requireNonNull(connection);
    if (open.isOpen()) {
      open.demand();
    }
  }

  @Override
  public void onWebSocketClose(int code, String reason, Callback callback) {
    leave();
    callback.succeed();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    leave();
  }

  private void leave() {
    Viewer leaving = viewer;
    if (leaving != null) {
      brain.order(() -> brain.leave(leaving));
    }
  }

  private record SessionWire(Session session) implements Wire {
    @Override
    public void send(String text, Runnable done) {
      session.sendText(text, Callback.from(done, _ -> done.run()));
    }

    @Override
    public void send(ByteBuffer bytes, Runnable done) {
      session.sendBinary(bytes, Callback.from(done, _ -> done.run()));
    }
  }
}
