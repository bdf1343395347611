package flybrain.cli;

import flybrain.experiment.NeuronNames;
import flybrain.files.Outputs;
import flybrain.laboratory.Report;
import flybrain.tables.TableFiles;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The option of a run that also writes its firing rates as a table.
final class RatesOption {
  @Option(
      names = "--rates",
      paramLabel = "FILE",
      description = "Also write the table of firing rates: .csv, .parquet or .json.")
  private @Nullable Path file;

  /// Refuses a file that cannot be written or should not be replaced, before anything is simulated.
  ///
  /// @param experiment its name in the table
  void check(CommandSpec spec, String experiment) throws IOException {
    Path target = file;
    if (target != null) {
      Usage.check(spec, () -> TableFiles.check(target));
      TableFiles.checkReplaced(target, RateTable.columns(List.of(experiment)));
    }
  }

  /// Adds the file, where one is asked for.
  Outputs written(Outputs outputs) {
    return outputs.writes("--rates", file);
  }

  /// Writes the rates of a run that has ended, where that is asked for, and says so.
  ///
  /// @param name of the experiment in the table
  void write(CommandSpec spec, String name, Report report, NeuronNames names) throws IOException {
    if (file != null) {
      RateTable.Experiment rates =
          RateTable.Experiment.of(
              name,
              report.statistics(),
              report.plan().brain().neurons(),
              report.plan().experiment().duration());
      TableFiles.write(file, RateTable.of(List.of(rates), names));
      spec.commandLine().getErr().println("rates: " + file);
    }
  }
}
