package flybrain.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.spikes.Spikes;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A trial takes the room of four spikes, whatever it has.
class AnswerSpikesTest {
  private static final String REMEDY =
      "; run fewer trials, or give flybrain more memory (FLYBRAIN_JAVA_OPTS=-Xmx8g is 8 GiB)";

  private static SpikeRoom room(long spikes) {
    return new SpikeRoom(spikes * SpikeRoom.BYTES);
  }

  private static AnswerSpikes answer(SpikeRoom room, int trials) {
    return new AnswerSpikes(room, "n_run = " + trials, trials, "run fewer trials");
  }

  /// Spikes of neuron 7 at the steps 0, 1, 2, ...
  private static void fire(TrialSink sink, int count) throws IOException {
    int[] neurons = new int[count];
    Arrays.fill(neurons, 7);
    sink.spikes(IntStream.range(0, count).toArray(), neurons, count);
  }

  private static void run(AnswerSpikes answer, int trial, int count) throws IOException {
    TrialSink sink = answer.begin(trial);
    fire(sink, count);
    sink.end();
  }

  @Test
  void spikes_areKeptByTrial() throws IOException {
    try (AnswerSpikes answer = answer(room(100), 3)) {
      run(answer, 2, 1);
      run(answer, 0, 2);
      Spikes spikes = answer.spikes();
      assertThat(spikes.size()).isEqualTo(3);
      assertThat(new int[] {spikes.trial(0), spikes.trial(1), spikes.trial(2)})
          .containsExactly(0, 0, 2);
      assertThat(new int[] {spikes.step(0), spikes.step(1), spikes.step(2)})
          .containsExactly(0, 1, 0);
      assertThat(spikes.neuron(2)).isEqualTo(7);
    }
  }

  @Test
  void answerThatFillsTheRoomExactly_fits() throws IOException {
    SpikeRoom room = room(100);
    try (AnswerSpikes answer = answer(room, 2)) {
      run(answer, 0, 90);
      run(answer, 1, 2);
      assertThat(answer.spikes().size()).isEqualTo(92);
      assertThat(room.take(1)).isFalse();
    }
    assertThat(room.take(100)).as("given back").isTrue();
  }

  @Test
  void firstTrialThatDoesNotFit_saysHowManyThereAreAtLeast() throws IOException {
    try (AnswerSpikes answer = answer(room(400_000), 5)) {
      TrialSink sink = answer.begin(0);
      fire(sink, 250_000);
      fire(sink, 149_996);
      assertThatThrownBy(() -> fire(sink, 1))
          .isInstanceOf(InputException.class)
          // A spike of an answer has 20 bytes.
          .hasMessage(
              "n_run = 5: the answer would have more than 399,996 spikes (8 MB), and memory has"
                  + " room for 400,000 in all answers under way"
                  + REMEDY);
    }
  }

  @Test
  void laterTrialThatDoesNotFit_saysHowManyThereWillBe() throws IOException {
    try (AnswerSpikes answer = answer(room(100), 5)) {
      run(answer, 0, 30);
      run(answer, 1, 40);
      assertThatThrownBy(() -> run(answer, 2, 60))
          .hasMessageStartingWith("n_run = 5: the answer would have about 175 spikes (0 MB), and");
      TrialSink last = answer.begin(2);
      fire(last, 11);
      assertThatThrownBy(() -> answer.begin(3))
          .as("no room for the trial itself")
          .hasMessageStartingWith("n_run = 5: the answer would have about 175 spikes");
    }
  }

  /// 100 trials of 50 spikes take 5,400, more than twice the room.
  @Test
  void answerThatWillBeMoreThanTwiceTooLarge_isRefusedAfterSixteenTrials() throws IOException {
    try (AnswerSpikes answer = answer(room(2000), 100)) {
      for (int trial = 0; trial < 15; trial++) {
        run(answer, trial, 50);
      }
      assertThatThrownBy(() -> run(answer, 15, 50))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("n_run = 100: the answer would have about 5,000 spikes");
    }
    try (AnswerSpikes answer = answer(room(2000), 100)) {
      for (int trial = 0; trial < 16; trial++) {
        run(answer, trial, 36);
      }
      assertThat(answer.spikes().size()).as("twice the room").isEqualTo(16 * 36);
    }
  }

  @Test
  void answersUnderWay_shareTheRoom() throws IOException {
    SpikeRoom room = room(100);
    AnswerSpikes first = answer(room, 1);
    run(first, 0, 60);
    try (AnswerSpikes second = answer(room, 1)) {
      TrialSink sink = second.begin(0);
      assertThatThrownBy(() -> fire(sink, 33)).isInstanceOf(InputException.class);
      first.close();
      first.close();
      assertThatCode(() -> fire(sink, 33)).doesNotThrowAnyException();
      assertThat(room.take(64)).as("given back twice").isFalse();
      assertThat(room.take(63)).isTrue();
    }
  }

  /// A live brain has gone on: what it did is lost, but not what it does.
  @Test
  void sinkThatMustNotFail_losesWhatDoesNotFit() throws IOException {
    try (AnswerSpikes answer = new AnswerSpikes(room(100), "duration = 3 s", 1, "advance less")) {
      TrialSink sink = answer.beginOnly();
      fire(sink, 90);
      assertThatCode(answer::requireAll).doesNotThrowAnyException();
      fire(sink, 11);
      fire(sink, 1);
      assertThat(answer.spikes().size()).as("nothing behind a gap").isEqualTo(90);
      assertThatThrownBy(answer::requireAll)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("duration = 3 s: the answer would have more than 90 spikes")
          .hasMessageContaining("; advance less, or give");
    }
  }
}
