package flybrain.view;

import flybrain.InputException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/// Serves the living brain to browsers.
public final class ViewServer implements AutoCloseable {
  /// The address that only this machine reaches.
  public static final String LOOPBACK = "127.0.0.1";

  /// Length of a message of a page at most, in bytes.
  private static final int LONGEST_MESSAGE = 1 << 16;

  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Server server;
  private final Session session;
  private final String link;
  private final OwnNames names;

  private ViewServer(Server server, Session session, String link, OwnNames names) {
    this.server = server;
    this.session = session;
    this.link = link;
    this.names = names;
  }

  /// Starts to serve.
  ///
  /// @param host address to listen at
  /// @param port to listen at, 0 for one that is free
  /// @param speed of the brain at first, in its seconds per second; infinite for as fast as it goes
  /// @param mistakes takes exceptions that must not happen
  /// @throws InputException if the address cannot be had, or the experiment not be run
  public static ViewServer start(
      ViewedBrain viewed, String host, int port, double speed, Consumer<Throwable> mistakes)
      throws IOException {
    OwnNames names = OwnNames.of(host);
    Session session = new Session(viewed.connectome(), viewed.start(), speed, mistakes);
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("flybrain-view");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = connector(server, host, port);
    try {
      // The port is known once it is open, and belongs to what is let in.
      connector.open();
    } catch (IOException e) {
      throw new InputException(
          "%s port %d cannot be listened at: %s; choose another --port, or none"
              .formatted(host, port, e.getMessage()),
          e);
    }
    Access access = new Access(connector.getLocalPort(), names);
    server.setHandler(new Gate(access, upgrade(server, viewed, session, mistakes)));
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    session.begin();
    return new ViewServer(
        server,
        session,
        "http://%s:%d/?token=%s".formatted(names.link(), connector.getLocalPort(), access.token()),
        names);
  }

  private static ServerConnector connector(Server server, String host, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    return connector;
  }

  private static WebSocketUpgradeHandler upgrade(
      Server server, ViewedBrain viewed, Session session, Consumer<Throwable> mistakes) {
    Neurons neurons = new Neurons(viewed.connectome(), viewed.start());
    Orders orders = new Orders(session, neurons);
    int size = viewed.connectome().neurons().size();
    WebSocketUpgradeHandler upgrade =
        WebSocketUpgradeHandler.from(
            server,
            container -> {
              container.setMaxTextMessageSize(LONGEST_MESSAGE);
              container.setMaxBinaryMessageSize(LONGEST_MESSAGE);
              container.setIdleTimeout(IDLE);
              container.addMapping(
                  Gate.LIVE, (_, _, _) -> new LiveConnection(session, orders, size, mistakes));
            });
    upgrade.setHandler(new Routes(viewed, session, neurons, mistakes));
    return upgrade;
  }

  /// The link that lets a browser in.
  public String link() {
    return link;
  }

  /// Whether only this machine reaches it.
  public boolean isLoopback() {
    return names.isLoopback();
  }

  /// Says who gets in, unless only this machine reaches it.
  public Optional<String> warning() {
    return names.warning();
  }

  /// Waits until the server is closed.
  public void await() throws InterruptedException {
    server.join();
  }

  /// Ends the server and the brain.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      session.close();
    }
  }
}
