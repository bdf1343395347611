package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.TinyBrain;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A server with a brain of three neurons in a chain, 11 -> 22 -> 33, the first driven at 200 Hz.
final class ServedChain implements AutoCloseable {
  private final ConcurrentLinkedQueue<Throwable> mistakes = new ConcurrentLinkedQueue<>();
  private final List<Visitor> visitors = new ArrayList<>();
  private final ViewServer server;

  ServedChain(Path folder) throws Exception {
    this(folder, ViewServer.LOOPBACK);
  }

  /// @param host address to listen at
  ServedChain(Path folder, String host) throws Exception {
    ConnectomeStore store = ConnectomeStore.standard();
    Path brain = TinyBrain.in(folder);
    Files.writeString(
        brain.resolve("neurons.csv"),
        "root_id,type,side,super_class\n11,sensor,left,sensory\n22,relay,left,central\n33,relay,right,central\n");
    ConnectomeSource source = store.find(brain.toString());
    Recipe start =
        Recipe.DEFAULT
            .withName("chain")
            .withDriven(List.of(new NeuronReference.Id(TinyBrain.FIRST)))
            .withRate(200);
    ViewedBrain viewed =
        new ViewedBrain(store.open(source, _ -> {}), source, List.of("a notice"), start);
    server = ViewServer.start(viewed, host, 0, Pace.MOST, mistakes::add);
  }

  String link() {
    return server.link();
  }

  /// A browser that has opened the link.
  Visitor visitor() throws Exception {
    Visitor visitor = Visitor.entered(link());
    visitors.add(visitor);
    return visitor;
  }

  /// What the server answers to lines of a request.
  String answerOf(String... lines) throws IOException {
    URI link = URI.create(link());
    try (Socket socket = new Socket(link.getHost(), link.getPort())) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() {
    visitors.forEach(Visitor::close);
    server.close();
    assertThat(mistakes).isEmpty();
  }
}
