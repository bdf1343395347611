package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ViewServerTest {
  @TempDir private Path folder;
  private ServedChain chain;
  private Visitor visitor;

  @BeforeEach
  void start() throws Exception {
    chain = new ServedChain(folder);
    visitor = chain.visitor();
  }

  @AfterEach
  void stop() {
    chain.close();
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

  @Test
  void groups_colourNeurons() throws Exception {
    JsonNode groups = visitor.json("/api/groups?by=super_class");
    assertThat(groups.get("values").toString()).isEqualTo("[\"sensory\",\"central\"]");
    assertThat(groups.get("codes").toString()).isEqualTo("[0,1,1]");
    assertThat(visitor.json("/api/groups?by=sper_class").get("error").asString())
        .contains("did you mean 'super_class'");
  }

  @Test
  void search_findsIdsTypesAndSelections() throws Exception {
    JsonNode byId = visitor.json("/api/search?q=2");
    assertThat(byId.at("/neurons/0/id").asString()).isEqualTo("22");
    assertThat(byId.at("/neurons/0/id").isString()).isTrue();
    JsonNode byType = visitor.json("/api/search?q=rel");
    assertThat(byType.get("neurons")).hasSize(2);
    assertThat(byType.at("/neurons/1/side").asString()).isEqualTo("right");
    assertThat(byType.get("selections").toString()).contains("relay");
    JsonNode selection = visitor.json("/api/search?q=" + Visitor.encoded("relay & side:right"));
    assertThat(selection.at("/selections/0/neurons").asInt()).isEqualTo(1);
    assertThat(visitor.json("/api/search?q=2&limit=0").get("error").asString())
        .isEqualTo("parameter limit = 0: must be a whole number from 1 to 200");
  }

  @Test
  void selection_hasItsNeurons() throws Exception {
    JsonNode relays = visitor.json("/api/selection?text=relay");
    assertThat(relays.get("indices").toString()).isEqualTo("[1,2]");
    assertThat(visitor.get("/api/selection?text=nobody").statusCode()).isEqualTo(400);
    assertThat(visitor.get("/api/selection?text=%40ids.txt").statusCode()).isEqualTo(400);
  }

  @Test
  void neuron_hasPartnersAndRates() throws Exception {
    visitor.connect();
    visitor.state(now -> now.get("time").asDouble() > 1);
    JsonNode relay = visitor.json("/api/neuron?index=1");
    assertThat(relay.get("id").asString()).isEqualTo("22");
    assertThat(relay.at("/annotations/type").asString()).isEqualTo("relay");
    assertThat(relay.at("/rates/0").asDouble()).isPositive();
    assertThat(relay.at("/inputs/0/id").asString()).isEqualTo("11");
    assertThat(relay.at("/inputs/0/synapses").asInt()).isEqualTo(300);
    assertThat(relay.at("/outputs/0/label").asString()).contains("33");
    assertThat(relay.get("v")).hasSize(1);
    assertThat(visitor.get("/api/neuron?index=3").statusCode()).isEqualTo(400);
  }

  /// The height is the sum of the contributions, and above the threshold.
  @Test
  void why_takesTheLastSpikeApart() throws Exception {
    assertThat(visitor.get("/api/why?branch=0&index=1").statusCode()).isEqualTo(409);
    visitor.connect();
    visitor.state(now -> now.get("time").asDouble() > 1);
    visitor.say("{\"do\": \"pause\"}");
    visitor.state(now -> !now.get("playing").asBoolean());
    JsonNode why = visitor.json("/api/why?branch=0&index=1");
    double sum = 0;
    for (JsonNode cause : why.get("causes")) {
      sum += cause.get("contribution").asDouble();
    }
    // Doubles of three summands or so.
    assertThat(sum).isCloseTo(why.get("height").asDouble(), Offset.offset(1e-9));
    assertThat(sum).isGreaterThan(7);
    assertThat(why.at("/causes/0/id").asString()).isEqualTo("11");
    assertThat(why.at("/causes/0/kind").asString()).isEqualTo("spike");
  }

  @Test
  void nothingSimulated_nothingToSave() throws Exception {
    assertThat(visitor.get("/api/experiment").statusCode()).isEqualTo(409);
    assertThat(visitor.get("/api/spikes?branch=1").statusCode()).isEqualTo(400);
    assertThat(visitor.json("/api/spikes?brunch=1").get("error").asString())
        .contains("did you mean 'branch'");
  }
}
