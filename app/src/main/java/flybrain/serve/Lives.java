package flybrain.serve;

import flybrain.InputException;
import flybrain.live.LiveState;
import flybrain.requests.Params;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The live brains and their saved states, by handle. Of both there are only so many, as each takes
/// some megabytes.
final class Lives {
  static final int MOST_LIVES = 16;
  static final int MOST_STATES = 256;

  private final AtomicLong handles = new AtomicLong();
  private final Map<Long, Live> lives = new ConcurrentHashMap<>();
  private final Map<Long, LiveState> states = new ConcurrentHashMap<>();

  /// Keeps a live brain, and returns its handle.
  synchronized long add(Live live) {
    if (lives.size() >= MOST_LIVES) {
      live.end();
      throw new InputException(
          "%d live brains are there, which is the most; drop one".formatted(MOST_LIVES));
    }
    long handle = handles.incrementAndGet();
    lives.put(handle, live);
    return handle;
  }

  /// Refuses a state more than there may be, before it is made.
  void requireRoomForState() {
    if (states.size() >= MOST_STATES) {
      throw new InputException(
          "%d states are saved, which is the most; drop one".formatted(MOST_STATES));
    }
  }

  /// Keeps a state, and returns its handle.
  synchronized long add(LiveState state) {
    requireRoomForState();
    long handle = handles.incrementAndGet();
    states.put(handle, state);
    return handle;
  }

  /// The live brain of a request.
  ///
  /// @throws InputException if its handle is unknown
  Live live(Params params) {
    Live live = lives.get(params.whole("live"));
    if (live == null) {
      throw params.wrong("live", "the handle of a live brain");
    }
    return live;
  }

  /// The state of a request.
  ///
  /// @throws InputException if its handle is unknown
  LiveState state(Params params) {
    LiveState state = states.get(params.whole("state"));
    if (state == null) {
      throw params.wrong("state", "the handle of a saved state");
    }
    return state;
  }

  /// What does the requests to the live brain that a request names, one after the other in the
  /// order in which they came; null if it names none.
  @Nullable Executor lane(Params params) {
    if (!params.node("live").canConvertToLong()) {
      return null;
    }
    Live live = lives.get(params.node("live").asLong());
    return live == null ? null : live.lane();
  }

  void dropLive(Params params) {
    live(params);
    Objects.requireNonNull(lives.remove(params.whole("live"))).end();
  }

  void dropState(Params params) {
    state(params);
    states.remove(params.whole("state"));
  }

  /// Waits for the requests to all live brains, after which no more are done.
  ///
  /// @param until when to give up, by [System#nanoTime]
  /// @return whether all ended
  boolean end(long until) throws InterruptedException {
    lives.values().forEach(Live::end);
    boolean ended = true;
    for (Live live : lives.values()) {
      ended &= live.await(until);
    }
    return ended;
  }
}
