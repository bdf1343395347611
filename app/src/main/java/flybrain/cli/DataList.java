package flybrain.cli;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.connectome.PublishedConnectome;
import flybrain.connectome.Release;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `flybrain data list`: lists the connectomes that are here.
@Command(
    name = "list",
    description =
        "Lists the installed connectomes (* marks the default), and where the files of others are "
            + "had.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  flybrain data list"})
final class DataList implements Callable<Integer> {
  private static final String ROW = "%1s %-10s %8s %12s %12s  %-12s  %s";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource used = store.find(null);
    List<String> lines = new ArrayList<>();
    lines.add(
        ROW.formatted("", "NAME", "NEURONS", "CONNECTIONS", "SYNAPSES", "FINGERPRINT", "WHERE"));
    for (ConnectomeSource source : store.available()) {
      lines.add(row(store, source, source.equals(used), err));
    }
    Release.ALL.stream()
        .map(Release::key)
        .filter(key -> store.available().stream().noneMatch(here -> here.name().equals(key)))
        .forEach(
            key -> lines.add("  %-10s not installed; flybrain data fetch %s".formatted(key, key)));
    lines.add("");
    lines.add("Published connectomes that data import reads:");
    PublishedConnectome.ALL.forEach(published -> {
      lines.add("  %-10s %s".formatted(published.key(), published.where()));
      lines.add("  %-10s licence: %s".formatted("", published.licence()));
    });
    lines.add("");
    lines.add("The cache is in %s; it can be deleted at any time.".formatted(store.cacheFolder()));
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
    return 0;
  }

  private static String row(
      ConnectomeStore store, ConnectomeSource source, boolean used, PrintWriter err)
      throws IOException {
    String mark = used ? "*" : "";
    try {
      Connectome brain =
          store.open(
              source,
              notice -> {
                err.println(notice);
                err.flush();
              });
      return ROW.formatted(
          mark,
          brain.name(),
          grouped(brain.neurons().size()),
          grouped(brain.connections().size()),
          grouped(brain.connections().synapses()),
          brain.fingerprint().substring(0, 12),
          source.isSynthetic() ? "built in" : source.origin());
    } catch (InputException e) {
      return "%1s %-10s cannot be used: %s".formatted(mark, source.name(), e.getMessage());
    }
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
