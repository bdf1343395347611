package flybrain.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A build of flybrain in a class loader of its own, any since git 483385b, with the engine `event`
/// on one thread. Its classes are called by name, since those of another build have other methods.
final class Build implements InvocationHandler {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ClassLoader classes;
  private final Object brain;
  private final Object engine;
  private final Consumer<Trial> trialEnded;
  private final Map<Thread, Long> lastNanos = new HashMap<>();
  private @Nullable Object opened;
  private long hash = 17;
  private long spikes;

  /// What one trial took and gave.
  ///
  /// @param nanos processor time of the simulating thread since its last trial, sink included
  /// @param hash of steps and neurons of all spikes in their order
  record Trial(long nanos, long spikes, long hash) {}

  /// @param path jars or folders of classes
  /// @param trialEnded called by the simulating thread, which waits for it
  Build(String path, String connectome, Consumer<Trial> trialEnded) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String part : path.split(File.pathSeparator, -1)) {
      urls.add(new File(part).toURI().toURL());
    }
    classes = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Object store = call(type("connectome.ConnectomeStore"), "standard");
    Consumer<String> notice = System.err::println;
    brain = call(store, "open", connectome, notice);
    engine = constant(type("engine.Engines"), "EVENT");
    this.trialEnded = trialEnded;
  }

  /// The preset `sugar`.
  Object sugar() {
    return call(type("experiment.Presets"), "get", "sugar");
  }

  /// So many random neurons driven at 100 Hz.
  Object random(int driven, long seed) {
    Object neurons = call(brain, "neurons");
    int size = (int) call(neurons, "size");
    Class<?> id = type("experiment.NeuronReference$Id");
    List<Object> ids =
        new java.util.Random(seed)
            .ints(0, size)
            .distinct()
            .limit(driven)
            .mapToObj(i -> create(id, call(neurons, "id", i)))
            .toList();
    return call(call(sugar(), "withDriven", ids), "withRate", 100.0);
  }

  /// The experiment of a recipe on the brain.
  Object experiment(Object recipe, double duration, int trials, long seed) {
    Object timed = call(call(recipe, "withDuration", duration), "withTrials", trials);
    return call(call(call(timed, "withSeed", seed), "on", brain), "experiment");
  }

  /// Runs an experiment.
  ///
  /// @param keepsOpen whether the brain stays open for others, in builds that can
  /// @return processor time of the calling thread, in ns
  long run(Object experiment, boolean keepsOpen) {
    long start = THREADS.getCurrentThreadCpuTime();
    Class<?> sinkType = type("spikes.SpikeSink");
    Object sink = Proxy.newProxyInstance(classes, new Class<?>[] {sinkType}, this);
    if (hasMethod(engine, "open")) {
      Object simulation = opened != null ? opened : call(engine, "open", brain, 1);
      call(simulation, "run", experiment, sink, constant(type("Progress"), "NONE"));
      opened = keepsOpen ? simulation : null;
      if (!keepsOpen) {
        call(simulation, "close");
      }
    } else {
      Object none = constant(type("backend.Progress"), "NONE");
      Object execution = create(type("backend.Execution"), 1, none);
      call(call(engine, "prepare", brain, experiment, execution), "run", sink);
    }
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "begin" -> {
        Class<?> type = type("spikes.TrialSink");
        return Proxy.newProxyInstance(classes, new Class<?>[] {type}, this);
      }
      case "spikes" -> {
        int last = arguments.length - 1;
        add((int[]) arguments[last - 2], (int[]) arguments[last - 1], (int) arguments[last]);
      }
      case "end", "endOfTrial" -> endTrial();
      default -> throw new IllegalStateException(method.toString());
    }
    return null;
  }

  private void add(int[] steps, int[] neurons, int count) {
    for (int k = 0; k < count; k++) {
      hash = 31 * (31 * hash + steps[k]) + neurons[k];
    }
    spikes += count;
  }

  private void endTrial() {
    long now = THREADS.getCurrentThreadCpuTime();
    Long before = lastNanos.put(Thread.currentThread(), now);
    Trial trial = new Trial(now - (before == null ? 0 : before), spikes, hash);
    hash = 17;
    spikes = 0;
    trialEnded.accept(trial);
  }

  private Class<?> type(String name) {
    try {
      return Class.forName("flybrain." + name, true, classes);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean hasMethod(Object object, String name) {
    return Arrays.stream(object.getClass().getMethods()).anyMatch(m -> m.getName().equals(name));
  }

  private static Object create(Class<?> type, Object... arguments) {
    try {
      return type.getConstructors()[0].newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object constant(Class<?> type, String name) {
    try {
      return type.getField(name).get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Calls the public method of a name that takes these arguments, of a class (static) or object.
  private static Object call(Object target, String name, Object... arguments) {
    Class<?> type = target instanceof Class<?> its ? its : target.getClass();
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && takes(method, arguments)) {
        try {
          method.setAccessible(true);
          return method.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    throw new IllegalStateException(type + " has no " + name);
  }

  private static boolean takes(Method method, Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    return types.length == arguments.length
        && IntStream.range(0, types.length)
            .allMatch(k -> types[k].isPrimitive() || types[k].isInstance(arguments[k]));
  }
}
