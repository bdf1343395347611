package flybrain.paper;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import flybrain.Decimal;
import flybrain.PythonNumber;
import flybrain.campaign.BuiltInCampaigns;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Counts;
import flybrain.campaign.Recorded;
import flybrain.campaign.Step;
import flybrain.experiment.NeuronSets;
import flybrain.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Writes the tables that the published notebook makes of its experiments, as pandas' `to_csv`
/// writes them, in folders named as there.
///
/// An experiment in which nothing fired is absent, as it is in what the published `get_rate` gives.
/// A read-out that fired in none of a table's experiments stops the notebook; here the table has no
/// row, and a line says so. So it is for experiments marked `no neurons`.
public final class PaperTables {
  private final CampaignResults results;
  private final Path folder;
  private final Consumer<String> notice;

  private PaperTables(CampaignResults results, Path folder, Consumer<String> notice) {
    this.results = results;
    this.folder = folder;
    this.notice = notice;
  }

  /// Whether a campaign is the paper's or one of its figures.
  public static boolean isPaper(Campaign campaign) {
    Optional<String> name =
        BuiltInCampaigns.names().stream()
            .filter(each -> BuiltInCampaigns.storedName(each).equals(campaign.name()))
            .findFirst();
    return name.isPresent() && BuiltInCampaigns.get(name.get()).text().equals(campaign.text());
  }

  /// Writes the tables of a finished campaign of the paper.
  ///
  /// @param folder in which the folders `figure_1` and so on are made
  /// @param notice receives a line for each read-out that never fired, and for each step of which
  ///   nothing was run, for want of neurons
  public static void write(CampaignResults results, Path folder, Consumer<String> notice)
      throws IOException {
    PaperTables tables = new PaperTables(results, folder, notice);
    tables.sayWhatWasNotRun();
    List<String> steps = results.campaign().steps().stream().map(Step::name).toList();
    for (PaperTable table : PaperTable.all()) {
      if (steps.contains(table.step())) {
        switch (table) {
          case PaperTable.AllNeurons all -> tables.write(all);
          case PaperTable.ReadOut one -> tables.write(one);
          case PaperTable.Both both -> tables.write(both);
        }
      }
    }
  }

  /// The experiments of a table in which anything fired, in the order of their names, which is that
  /// of strings in Python: of code points, all ASCII.
  private List<Recorded> fired(String step) {
    return results.ofStep(step).stream()
        .filter(each -> each.isArm() && each.spikes() > 0)
        .sorted(Comparator.comparing(Recorded::name))
        .toList();
  }

  /// The experiments of a table, or of each table of a rate, by what `{f}` is.
  private static SortedMap<String, List<Recorded>> byRate(List<Recorded> experiments) {
    return experiments.stream()
        .collect(
            Collectors.groupingBy(
                each -> Decimal.text(each.rate()), TreeMap::new, Collectors.toList()));
  }

  private static double[] rates(Counts counts, double duration) {
    return Arrays.stream(counts.ofTrials()).mapToDouble(count -> count / duration).toArray();
  }

  private void write(PaperTable.ReadOut table) throws IOException {
    List<Recorded> fired = fired(table.step());
    if (!table.rates().contains("{f}")) {
      write(table, fired, table.rates(), NumpyStatistics::mean);
      write(table, fired, table.deviations(), NumpyStatistics::std);
      if (!hadNoNeurons(table.step())) {
        say(table.folder() + "/" + table.rates(), fired, table.readOut());
      }
      return;
    }
    for (Map.Entry<String, List<Recorded>> of : byRate(fired).entrySet()) {
      String rates = table.rates().replace("{f}", of.getKey());
      write(table, of.getValue(), rates, NumpyStatistics::mean);
      write(
          table,
          of.getValue(),
          table.deviations().replace("{f}", of.getKey()),
          NumpyStatistics::std);
      say(table.folder() + "/" + rates, of.getValue(), table.readOut());
    }
  }

  private static boolean everFired(List<Recorded> experiments, String readOut) {
    return experiments.stream().anyMatch(each -> each.rateOf(readOut) > 0);
  }

  private void sayWhatWasNotRun() {
    for (String step : PaperTable.all().stream().map(PaperTable::step).distinct().toList()) {
      if (hadNoNeurons(step)) {
        notice.accept(
            "step %s: no experiment was run ('no neurons'): the connectome lacks neurons that are driven or silenced, so its tables have no rows"
                .formatted(step));
      }
    }
  }

  private boolean hadNoNeurons(String step) {
    List<Recorded> arms = results.ofStep(step).stream().filter(Recorded::isArm).toList();
    return !arms.isEmpty() && arms.stream().allMatch(Recorded::hadNoNeurons);
  }

  private void say(String table, List<Recorded> experiments, String readOut) {
    if (!everFired(experiments, readOut)) {
      notice.accept(
          "%s: read-out %s fires in none of its experiments, so the table has no row for it"
              .formatted(table, readOut));
    }
  }

  private void write(
      PaperTable.ReadOut table,
      List<Recorded> experiments,
      String name,
      ToDoubleFunction<double[]> statistic)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("exp_name", Long.toString(idOf(table.readOut()))));
    if (everFired(experiments, table.readOut())) {
      if (table.named()) {
        rows.add(List.of("name", ""));
      }
      for (Recorded each : experiments) {
        Counts counts = each.counts().get(table.readOut());
        if (counts != null) {
          rows.add(
              List.of(
                  each.name(),
                  PythonNumber.text(statistic.applyAsDouble(rates(counts, each.duration())))));
        }
      }
    }
    write(table.folder(), name, rows);
  }

  /// The id of a read-out that has the same id in every version.
  private static long idOf(String readOut) {
    return NeuronSets.builtIn().get(readOut).idsOfAllVersions().getFirst();
  }

  private void write(PaperTable.Both table) throws IOException {
    for (Map.Entry<String, List<Recorded>> of : byRate(fired(table.step())).entrySet()) {
      String stem = table.stem().replace("{f}", of.getKey());
      write(table, of.getValue(), stem + "_rate", NumpyStatistics::mean);
      write(table, of.getValue(), stem + "_rate_std", NumpyStatistics::std);
      table
          .readOuts()
          .forEach(readOut -> say(table.folder() + "/" + stem + "_rate", of.getValue(), readOut));
    }
  }

  private void write(
      PaperTable.Both table,
      List<Recorded> experiments,
      String name,
      ToDoubleFunction<double[]> statistic)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(header("flyid", experiments));
    SortedMap<Long, List<String>> byId = new TreeMap<>();
    for (String readOut : table.readOuts()) {
      if (everFired(experiments, readOut)) {
        List<String> row = new ArrayList<>();
        for (Recorded each : experiments) {
          Counts counts = each.counts().get(readOut);
          row.add(
              PythonNumber.text(
                  counts == null ? 0 : statistic.applyAsDouble(rates(counts, each.duration()))));
        }
        byId.put(results.idOf(readOut), row);
      }
    }
    byId.forEach((id, row) -> {
      row.addFirst(Long.toString(id));
      rows.add(row);
    });
    write(table.folder(), name, rows);
  }

  private static List<String> header(String first, List<Recorded> experiments) {
    List<String> header = new ArrayList<>(List.of(first));
    experiments.forEach(each -> header.add(each.name()));
    return header;
  }

  private void write(PaperTable.AllNeurons table) throws IOException {
    List<Recorded> experiments = fired(table.step());
    TrialRates rates = TrialRates.of(results, experiments);
    Map<Long, String> names = names(table);
    write(table, experiments, "_rate", rates.table(names, NumpyStatistics::mean));
    write(table, experiments, "_rate_std", rates.table(names, NumpyStatistics::std));
    PaperTable.Top top = table.top();
    if (top != null) {
      byte[] pickle = PandasIndex.pickle(rates.mostActive(top.experiment(), top.count()));
      AtomicFile.write(
          folder.resolve(table.folder()).resolve(top.file() + ".pickle"),
          part -> Files.write(part, pickle));
    }
  }

  private void write(
      PaperTable.AllNeurons table,
      List<Recorded> experiments,
      String ending,
      List<List<String>> rows)
      throws IOException {
    List<List<String>> all = new ArrayList<>();
    List<String> header = header("flyid", experiments);
    header.add(1, "name");
    all.add(header);
    all.addAll(rows);
    write(table.folder(), table.stem() + ending, all);
  }

  /// Names of the neurons of a set, numbered as in it.
  private static Map<Long, String> names(PaperTable.AllNeurons table) {
    Map<Long, String> names = new TreeMap<>();
    List<List<Long>> neurons = NeuronSets.builtIn().get(table.set()).idsOfNeurons();
    for (int k = 0; k < neurons.size(); k++) {
      for (long id : neurons.get(k)) {
        names.put(id, "%s_%d".formatted(table.names(), k + 1));
      }
    }
    return names;
  }

  private void write(String of, String name, List<List<String>> rows) throws IOException {
    AtomicFile.write(
        folder.resolve(of).resolve(name + ".csv"),
        part -> {
          try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(part)) {
            rows.forEach(csv::writeRecord);
          }
        });
  }
}
