package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.TinyBrain;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ViewServerTest {
  @TempDir private Path folder;
  private final ConcurrentLinkedQueue<Throwable> mistakes = new ConcurrentLinkedQueue<>();
  private ViewServer server;
  private Visitor visitor;

  @BeforeEach
  void start() throws Exception {
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(TinyBrain.in(folder).toString());
    Recipe start =
        Recipe.DEFAULT
            .withName("chain")
            .withDriven(List.of(new NeuronReference.Id(TinyBrain.FIRST)))
            .withRate(200);
    server =
        ViewServer.start(
            new ViewedBrain(store.open(source, _ -> {}), source, List.of("a notice"), start),
            ViewServer.LOOPBACK,
            0,
            Pace.MOST,
            mistakes::add);
    visitor = Visitor.entered(server.link());
  }

  @AfterEach
  void stop() {
    visitor.close();
    server.close();
    assertThat(mistakes).isEmpty();
  }

  @Test
  void page_isServedWithItsTypeAndRules() throws Exception {
    var page = visitor.get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'self'")
        .doesNotContain("unsafe");
    assertThat(visitor.get("/assets/nothing.js").statusCode()).isEqualTo(404);
    assertThat(visitor.get("/../ViewServer.class").statusCode()).isNotEqualTo(200);
  }

  @Test
  void about_saysWhatIsLookedAt() throws Exception {
    JsonNode about = visitor.json("/api/about");
    assertThat(about.at("/connectome/neurons").asInt()).isEqualTo(3);
    assertThat(about.at("/connectome/synthetic").asBoolean()).isFalse();
    assertThat(about.at("/connectome/notices/0").asString()).isEqualTo("a notice");
    assertThat(about.at("/experiment").asString()).isEqualTo("chain");
    assertThat(about.at("/layout/source").asString()).isEqualTo("computed");
    assertThat(about.at("/dt").asDouble()).isEqualTo(0.1);
    assertThat(visitor.get("/api/positions").body()).hasSize(3 * 3 * Float.BYTES);
  }

  @Test
  void firstPage_seesTheBrainRun() throws Exception {
    visitor.connect();
    JsonNode state = visitor.state(now -> now.at("/branches/0/spikes").asLong() > 0);
    assertThat(state.get("playing").asBoolean()).isTrue();
    assertThat(state.at("/branches/0/drives/0/count").asInt()).isEqualTo(1);
    assertThat(visitor.frame(frame -> !frame.neurons().isEmpty()).neurons()).contains(0);
  }

  @Test
  void changes_takeEffectAndAreStated() throws Exception {
    visitor.connect();
    visitor.say("{\"do\": \"pause\"}");
    visitor.say("{\"do\": \"drive\", \"branch\": 0, \"neurons\": \"22\", \"rate\": 100}");
    visitor.say("{\"do\": \"silence\", \"branch\": 0, \"neurons\": \"11,22\"}");
    visitor.say("{\"do\": \"unsilence\", \"branch\": 0, \"neurons\": \"22\"}");
    visitor.say("{\"do\": \"drive\", \"branch\": 0, \"neurons\": \"11\", \"rate\": 0}");
    JsonNode branch =
        visitor
            .state(now -> now.at("/branches/0/drives/0/neurons").asString().equals("22"))
            .at("/branches/0");
    assertThat(branch.get("drives")).hasSize(1);
    assertThat(branch.at("/drives/0/rate").asDouble()).isEqualTo(100);
    assertThat(branch.get("silenced")).hasSize(1);
    assertThat(branch.at("/silenced/0/count").asInt()).isEqualTo(1);
  }

  @Test
  void wrongOrder_isRefusedInOneLine_andTheConnectionStays() throws Exception {
    visitor.connect();
    visitor.say("{\"do\": \"drive\", \"branch\": 0, \"neurons\": \"44\", \"rate\": 100}");
    assertThat(visitor.error()).contains("44");
    visitor.say("{\"do\": \"drive\", \"branch\": 1, \"neurons\": \"22\", \"rate\": 100}");
    assertThat(visitor.error()).startsWith("branch 1: there is only branch 0");
    visitor.say("{\"do\": \"drive\", \"neurons\": \"@ids.txt\", \"rate\": 100}");
    assertThat(visitor.error()).contains("files are not read here");
    visitor.say("{\"do\": \"rewind\", \"time\": -1}");
    assertThat(visitor.error()).startsWith("time = -1 s: must be from 0 s");
    visitor.say("{\"do\": \"pause\"}");
    assertThat(visitor.state(now -> !now.get("playing").asBoolean())).isNotNull();
  }
}
