package flybrain.terminal;

import java.lang.reflect.Proxy;

/// Ctrl-C, as something to react to instead of the end of the process.
///
/// Java has no public interface for signals; its own, in the module `jdk.unsupported`, makes the
/// compiler warn wherever it is named, so it is called by reflection.
public final class Interrupts {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Interrupts() {}

  /// Calls an action at each Ctrl-C until what is returned is closed. Where Java has no signals,
  /// Ctrl-C ends the process as ever.
  public static AutoCloseable handle(Runnable action) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      Class<?> handler = Class.forName(HANDLER);
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      var handle = signal.getMethod("handle", signal, handler);
      Object ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (_, _, _) -> {
                // The only method of the interface.
                action.run();
                return null;
              });
      Object before = handle.invoke(null, interrupt, ours);
      return () -> handle.invoke(null, interrupt, before);
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      return () -> {};
    }
  }
}
