package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A view that listens at an address of its own lets in by that one alone.
@EnabledOnOs(value = OS.LINUX, disabledReason = "only there all of 127/8 is this machine")
class OtherAddressTest {
  private static final String ADDRESS = "127.0.0.2";

  @TempDir private Path folder;
  private ServedChain chain;
  private int port;

  @BeforeEach
  void start() throws Exception {
    chain = new ServedChain(folder, ADDRESS);
    port = URI.create(chain.link()).getPort();
  }

  @AfterEach
  void stop() {
    chain.close();
  }

  @Test
  void link_namesTheAddress_andLetsIn() throws Exception {
    assertThat(chain.link()).startsWith("http://127.0.0.2:" + port + "/?token=");
    Visitor visitor = chain.visitor();
    assertThat(visitor.get("/api/about").statusCode()).isEqualTo(200);
    String own = "http://" + ADDRESS + ":" + port;
    assertThat(visitor.get("/api/about", "Origin", own).statusCode()).isEqualTo(200);
    visitor.connect();
    assertThat(visitor.state(state -> state.get("time").asDouble() > 0)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"/", "/?token=wrong", "/api/about", "/live"})
  void withoutTheToken_nothingIsGiven(String path) throws Exception {
    try (Visitor stranger = new Visitor(chain.link())) {
      assertThat(stranger.get(path).statusCode()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.2:%d, 200",
    "127.0.0.2, 403",
    "127.0.0.2:1, 403",
    "127.0.0.1:%d, 403",
    "localhost:%d, 403",
    "evil.example:%d, 403"
  })
  void host_isTheAddress(String host, int status) throws Exception {
    String answer =
        chain.answerOf(
            "GET /api/about HTTP/1.1",
            "Host: " + host.formatted(port),
            "Cookie: " + chain.visitor().cookie());
    assertThat(answer).startsWith("HTTP/1.1 " + status);
  }

  /// Another server of this machine may listen at the same port of another address.
  @ParameterizedTest
  @CsvSource({"http://127.0.0.1:%d", "http://localhost:%d", "http://evil.example:%d", "null"})
  void foreignOrigin_getsNothing_evenWithTheToken(String origin) throws Exception {
    Visitor visitor = chain.visitor();
    String foreign = origin.formatted(port);
    assertThat(visitor.get("/api/about", "Origin", foreign).statusCode()).isEqualTo(403);
    assertThatThrownBy(() -> visitor.connect(foreign))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }
}
