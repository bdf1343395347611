package flybrain.serve;

import flybrain.InputException;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.Spikes;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.Locale;

/// The spikes of an answer, kept as long as there is room for them.
///
/// An answer that will not fit is refused as soon as it is clear, not when memory is full.
final class AnswerSpikes implements SpikeSink, AutoCloseable {
  /// The room that a trial takes without any spike, in spikes.
  private static final int OF_TRIAL = 4;

  /// The trials after which the size of the whole answer is estimated.
  private static final int SAMPLE = 16;

  /// An answer is refused before it is too large if it is estimated to become so many times too
  /// large. Trials of one experiment differ much less in their spikes.
  private static final double SURE = 2;

  /// Bytes of a spike in the answer of a run: id, trial and time.
  private static final int BYTES = 20;

  private final SpikeRoom room;
  private final String request;
  private final int trials;
  private final String remedy;
  private final SpikeRecorder recorder = new SpikeRecorder();
  private long taken;
  private long kept;
  private long ended;
  private long ofEnded;
  private boolean lost;

  /// @param request that asks for too much, in messages
  /// @param trials that will be
  /// @param remedy what to do if there is no room, in messages
  AnswerSpikes(SpikeRoom room, String request, int trials, String remedy) {
    this.room = room;
    this.request = request;
    this.trials = trials;
    this.remedy = remedy;
  }

  /// All spikes so far.
  Spikes spikes() {
    return recorder.spikes();
  }

  /// @throws InputException if there is no room, as its sink does
  @Override
  public TrialSink begin(int trial) {
    if (!keep(0, OF_TRIAL)) {
      throw tooMany();
    }
    TrialSink sink = recorder.begin(trial);
    return new TrialSink() {
      private long ofTrial;

      @Override
      public void spikes(int[] steps, int[] neurons, int count) throws IOException {
        if (!keep(count, count)) {
          throw tooMany();
        }
        ofTrial += count;
        sink.spikes(steps, neurons, count);
      }

      @Override
      public void end() throws IOException {
        sink.end();
        endTrial(ofTrial);
      }
    };
  }

  /// A sink for one trial that must not fail on the way: what there is no room for is lost, and
  /// [#requireAll] says so.
  TrialSink beginOnly() {
    TrialSink sink = recorder.begin(0);
    return new TrialSink() {
      @Override
      public void spikes(int[] steps, int[] neurons, int count) throws IOException {
        if (!lost && keep(count, count)) {
          sink.spikes(steps, neurons, count);
        } else {
          lost = true;
        }
      }

      @Override
      public void end() throws IOException {
        sink.end();
      }
    };
  }

  /// Refuses an answer from which spikes are missing.
  void requireAll() {
    if (lost) {
      throw tooMany();
    }
  }

  private synchronized boolean keep(long spikes, long place) {
    if (!room.take(place)) {
      return false;
    }
    taken += place;
    kept += spikes;
    return true;
  }

  private synchronized void endTrial(long spikes) {
    ended++;
    ofEnded += spikes;
    double needed = estimate() + (double) OF_TRIAL * trials;
    if (ended >= SAMPLE && needed > SURE * room.most()) {
      throw tooMany();
    }
  }

  /// The spikes of all trials, by those that have ended.
  private double estimate() {
    return (double) ofEnded / ended * trials;
  }

  private synchronized InputException tooMany() {
    double spikes = ended == 0 ? kept : estimate();
    return new InputException(
        String.format(
            Locale.ROOT,
            "%s: the answer would have %s %,.0f spikes (%,.0f MB), and memory has room for %,d in"
                + " all answers under way; %s, or give flybrain more memory"
                + " (FLYBRAIN_JAVA_OPTS=-Xmx8g is 8 GiB)",
            request,
            ended == 0 ? "more than" : "about",
            spikes,
            spikes * BYTES / 1e6,
            room.most(),
            remedy));
  }

  /// Gives the room back.
  @Override
  public synchronized void close() {
    room.giveBack(taken);
    taken = 0;
  }
}
