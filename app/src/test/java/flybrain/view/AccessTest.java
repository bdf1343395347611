package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody gets in who should not, and nobody disturbs the others.
class AccessTest {
  @TempDir private Path folder;
  private ServedChain chain;

  @BeforeEach
  void start() throws Exception {
    chain = new ServedChain(folder);
  }

  @AfterEach
  void stop() {
    chain.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/?token=", "/?token=wrong", "/api/about", "/api/spikes", "/live", "/x.js"})
  void withoutTheToken_nothingIsGiven(String path) throws Exception {
    try (Visitor stranger = new Visitor(chain.link())) {
      var answer = stranger.get(path);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("neurons");
    }
  }

  @Test
  void cookie_isOfThisServerAlone() throws Exception {
    String setCookie =
        chain.answerOf(
            "GET "
                + URI.create(chain.link()).getRawPath()
                + "?"
                + URI.create(chain.link()).getRawQuery()
                + " HTTP/1.1",
            "Host: " + host());
    assertThat(setCookie)
        .startsWith("HTTP/1.1 303")
        .contains("Set-Cookie: flybrain-" + URI.create(chain.link()).getPort() + "=")
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Lax")
        .contains("Location: /");
  }

  private String host() {
    return URI.create(chain.link()).getAuthority();
  }

  /// A page whose server's name was made to mean this machine sends that name.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:%d",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example:%d"
      })
  void wrongHost_isRefused_evenWithTheToken(String host) throws Exception {
    Visitor visitor = chain.visitor();
    int port = URI.create(chain.link()).getPort();
    String answer =
        chain.answerOf(
            "GET /api/about HTTP/1.1",
            "Host: " + host.replace("%d", Integer.toString(port)),
            "Cookie: " + visitor.cookie());
    assertThat(answer).startsWith("HTTP/1.1 403");
    assertThat(
            chain.answerOf(
                "GET /api/about HTTP/1.1",
                "Host: localhost:" + port,
                "Cookie: " + visitor.cookie()))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "https://%s",
        "http://127.0.0.1",
        "http://%s.evil.example"
      })
  void foreignOrigin_getsNothing_evenWithTheToken(String origin) throws Exception {
    Visitor visitor = chain.visitor();
    String foreign = origin.replace("%s", host());
    assertThat(visitor.get("/api/about", "Origin", foreign).statusCode()).isEqualTo(403);
    assertThatThrownBy(() -> visitor.connect(foreign))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  @Test
  void connectionWithoutAnOrigin_isRefused() throws Exception {
    Visitor visitor = chain.visitor();
    assertThatThrownBy(() -> visitor.connect(""))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
  void otherMethods_areRefused(String method) throws Exception {
    Visitor visitor = chain.visitor();
    assertThat(
            chain.answerOf(
                method + " /api/about HTTP/1.1",
                "Host: " + host(),
                "Cookie: " + visitor.cookie(),
                "Content-Length: 0"))
        .startsWith("HTTP/1.1 405");
  }

  @Test
  void garbage_getsAnErrorOrAClose_andOthersGoOn() throws Exception {
    Visitor witness = chain.visitor().connect();
    Visitor garbler = chain.visitor().connect();
    garbler.sayBytes(new byte[] {1, 2, 3});
    assertThat(garbler.error()).startsWith("messages are text");
    List<String> garbage =
        List.of(
            "",
            "{",
            "[]",
            "null",
            "{\"do\": 1}",
            "{\"do\": \"play\", \"do\": \"pause\"}",
            "{\"do\": \"play\", \"x\": 1}",
            "{\"do\": \"ack\", \"frame\": -5}",
            "{\"do\": \"speed\", \"value\": 1e999}",
            "{\"do\": \"rewind\", \"time\": \"now\"}",
            "{\"do\": \"step\", \"seconds\": -1}",
            "{\"do\": \"step\", \"seconds\": 0.00012345}",
            "{\"do\": \"watch\", \"neurons\": [3]}",
            "{\"do\": \"watch\", \"neurons\": [0.5]}",
            "{\"do\": \"drive\", \"neurons\": \"11\", \"rate\": -1}",
            "{\"do\": \"drive\", \"neurons\": \"((((\", \"rate\": 1}",
            "[".repeat(30_000),
            "{\"do\": \"%s\"}".formatted("x".repeat(60_000)));
    for (String message : garbage) {
      garbler.say(message);
      assertThat(garbler.error()).as(message).isNotBlank().hasLineCount(1);
    }
    garbler.say("x".repeat(100_000));
    // The code for a message that is too big.
    assertThat(garbler.closeCode()).isEqualTo(1009);
    witness.frames();
    assertThat(witness.frame(frame -> frame.span() > 0)).isNotNull();
  }

  @Test
  void tenPages_seeTheSameBrain_oneOfThemDoesNotAcknowledge() throws Exception {
    List<Visitor> pages = new ArrayList<>();
    Visitor idle = chain.visitor().ignore().connect();
    for (int k = 0; k < 10; k++) {
      pages.add(chain.visitor().connect());
    }
    for (Visitor page : pages) {
      page.say("{\"do\": \"speed\", \"value\": 10}");
      Visitor.Frame first = page.frame(frame -> frame.span() > 0);
      assertThat(page.frame(frame -> frame.number() > first.number() + 3)).isNotNull();
    }
    idle.state(now -> now.get("time").asDouble() > 1);
    // Two turns, of which the first has a clearing frame too.
    assertThat(idle.frames()).hasSizeLessThanOrEqualTo(3);

    idle.say("{\"do\": \"pause\"}");
    double time = idle.state(now -> !now.get("playing").asBoolean()).get("time").asDouble();
    idle.say("{\"do\": \"ack\", \"frame\": 2}");
    Visitor.Frame rest = idle.frame(frame -> frame.number() == 3);
    assertThat(rest.time()).isEqualTo(time);
    assertThat(rest.span()).isPositive();
    idle.say("{\"do\": \"ack\", \"frame\": 1000000}");
    for (Visitor page : pages) {
      assertThat(page.state(now -> !now.get("playing").asBoolean()).get("time").asDouble())
          .isEqualTo(time);
    }
  }

  /// A page that stops reading: the network takes some, then nothing more is sent to it.
  @Test
  void pageThatDoesNotRead_holdsNobodyUp() throws Exception {
    Visitor visitor = chain.visitor();
    URI link = URI.create(chain.link());
    try (Socket socket = new Socket(link.getHost(), link.getPort())) {
      String request =
          String.join(
              "\r\n",
              "GET /live HTTP/1.1",
              "Host: " + host(),
              "Origin: http://" + host(),
              "Cookie: " + visitor.cookie(),
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
              "",
              "");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] status = socket.getInputStream().readNBytes(12);
      assertThat(new String(status, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
          .isEqualTo("http/1.1 101");
      visitor.connect();
      double time = visitor.state(now -> now.get("time").asDouble() > 1).get("time").asDouble();
      assertThat(visitor.state(now -> now.get("time").asDouble() > time + 5)).isNotNull();
    }
  }
}
