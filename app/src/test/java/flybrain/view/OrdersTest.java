package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {
  private final Session session =
      new Session(
          Ring.BRAIN,
          Ring.START,
          1,
          mistake -> {
            throw new AssertionError(mistake);
          });

  private final Orders orders = new Orders(session, new Neurons(Ring.BRAIN, Ring.START));
  private final Viewer viewer =
      new Viewer(
          new Wire() {
            @Override
            public void send(String text, Runnable done) {}

            @Override
            public void send(ByteBuffer bytes, Runnable done) {}
          },
          4);

  @BeforeEach
  void begin() {
    session.begin();
  }

  @AfterEach
  void close() {
    session.close();
  }

  /// Sends a message in which single quotes are double ones.
  private void obey(String message) throws Exception {
    try {
      orders.obey(viewer, message.replace('\'', '"')).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void obeyAll(String... messages) throws Exception {
    for (String message : messages) {
      obey(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|parameter do is missing: must be text",
        "{'do': 'pley'}|do = 'pley': is unknown; did you mean 'play'?; allowed: drive, silence,",
        "{'do': 'drive', 'neurons': '22'}|parameter rate is missing: must be a finite number",
        "{'do': 'drive', 'neurons': '22', 'rate': '5'}|parameter rate = \"5\": must be a finite number",
        "{'do': 'drive', 'neurons': 22, 'rate': 5}|parameter neurons = 22: must be text",
        "{'do': 'drive', 'neurons': '22', 'rate': 10001}|rate = 10001 Hz: must be from 0 to 10000 Hz",
        "{'do': 'drive', 'neurons': ' ', 'rate': 5}|a neuron is empty; allowed: FlyWire ids",
        "{'do': 'drive', 'neurons': '', 'rate': 5}|a neuron is empty",
        "{'do': 'drive', 'neurons': '2.2e1', 'rate': 5}|neuron id '2.2e1': must be a whole number",
        "{'do': 'drive', 'neurons': '22', 'rate': 5, 'branch': 0.5}|parameter branch = 0.5: must be a whole number",
        "{'do': 'drive', 'neurons': '22', 'rat': 5}|parameter 'rat' is unknown; did you mean 'rate'?",
        "{'do': 'silence', 'neurons': '22', 'rate': 5}|parameter 'rate' is unknown",
        "{'do': 'unsilence', 'neurons': 'sugar'}|ring has no neuron of sugar",
        "{'do': 'silence', 'neurons': '@/etc/hosts'}|files are not read here",
        "{'do': 'silence', 'neurons': '11 & @/etc/hosts'}|files are not read here",
        "{'do': 'step', 'seconds': 60.0001}|parameter seconds = 60.0001: must be a number from 0.0 to 60.0",
        "{'do': 'step', 'seconds': -0.1}|parameter seconds = -0.1: must be a number from 0.0 to 60.0",
        "{'do': 'speed', 'value': 0.0009}|parameter value = 9.0E-4: must be from 0.001 to 1000.0, or \"max\"",
        "{'do': 'speed', 'value': 1001}|parameter value = 1001: must be from 0.001",
        "{'do': 'speed', 'value': 'fast'}|parameter value = \"fast\": must be from 0.001",
        "{'do': 'watch', 'neurons': 1}|parameter neurons = 1: must be a list of at most 200 indices",
        "{'do': 'watch', 'neurons': [1.5]}|parameter neurons = [1.5]: must be a list of indices of neurons",
        "{'do': 'watch', 'neurons': ['1']}|parameter neurons = [\"1\"]: must be a list of indices",
        "{'do': 'watch', 'neurons': [null]}|parameter neurons = [null]: must be a list of indices",
        "{'do': 'watch', 'neurons': [4294967296]}|must be a list of indices of neurons",
        "{'do': 'watch', 'neurons': [4]}|neuron 4: must be an index from 0 to 3",
        "{'do': 'rewind', 'time': 1}|time = 1 s: must be from 0 s",
        "{'do': 'ack'}|parameter frame is missing",
        "{'do': 'pause', 'now': true}|parameter 'now' is unknown"
      })
  void orderThatCannotBeDone_saysWhy(String message, String why) throws Exception {
    assertThatThrownBy(() -> obey(message))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(why)
        .message()
        .hasLineCount(1);
    assertThat(session.answer(() -> session.branch(0).brain().drives())).hasSize(1);
    assertThat(session.answer(() -> session.branch(0).silenced())).isEmpty();
    assertThat(viewer.watched()).isZero();
  }

  @Test
  void listOfTooManyIndices_isRefused() throws Exception {
    String most = "{'do': 'watch', 'neurons': [%s]}".formatted("1,".repeat(199) + "2");
    obey(most);
    assertThat(viewer.watched()).isEqualTo(200);
    assertThatThrownBy(() -> obey(most.replace("[", "[0,")))
        .hasMessageContaining("a list of at most 200 indices");
    obey("{'do': 'watch', 'neurons': []}");
    assertThat(viewer.watched()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.001", "1", "1000"})
  void speed_isSet(String value) throws Exception {
    obey("{'do': 'speed', 'value': %s}".formatted(value));
    assertThat(session.answer(session::speed)).isEqualTo(Double.parseDouble(value));
    obey("{'do': 'speed', 'value': 'max'}");
    assertThat(session.answer(session::speed)).isEqualTo(Pace.MOST);
  }

  /// A branch that is not named is the trunk.
  @Test
  void changes_areMadeInTheirBranch() throws Exception {
    obeyAll(
        "{'do': 'step', 'seconds': 0.1}",
        "{'do': 'branch'}",
        "{'do': 'drive', 'branch': 1, 'neurons': '22,33', 'rate': 80}",
        "{'do': 'silence', 'neurons': '44'}",
        "{'do': 'silence', 'branch': null, 'neurons': '33'}",
        "{'do': 'unsilence', 'branch': 0, 'neurons': '44'}",
        "{'do': 'step', 'seconds': 60}");
    assertThat(session.answer(() -> session.branch(0).brain().drives())).hasSize(1);
    assertThat(session.answer(() -> session.branch(1).brain().drives())).hasSize(2);
    assertThat(session.answer(() -> session.branch(0).silenced()))
        .extracting(set -> set.indices()[0])
        .containsExactly(2);
    assertThat(session.answer(() -> session.branch(1).silenced())).isEmpty();
    assertThat(session.answer(() -> session.branch(1).step())).isEqualTo(601_000);
    obeyAll("{'do': 'unbranch'}", "{'do': 'unbranch'}");
    assertThat(session.answer(() -> session.branches().size())).isEqualTo(1);
    obey("{'do': 'restart'}");
    assertThat(session.answer(() -> session.branch(0).step())).isZero();
  }
}
