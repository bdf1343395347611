import flybrain.connectome.Neurons;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Report;
import flybrain.spikes.Measurement;

/// Drives the sugar neurons at 100 Hz instead of 200 Hz and prints the ten highest firing rates.
///
/// Build flybrain, then run it on the default connectome or on another one:
///
///     java -cp "app/target/lib/*" examples/SugarRates.java [synthetic | v783 | FOLDER]
void main(String[] arguments) throws IOException {
  String connectome = arguments.length > 0 ? arguments[0] : null;
  try (Laboratory laboratory = Laboratory.open(connectome, System.err::println)) {
    Recipe sugar = Presets.get("sugar").withRate(100).withTrials(10);
    Report report = laboratory.run(sugar);
    Neurons neurons = laboratory.brain().neurons();
    IO.println("%.1f spikes a trial".formatted(report.statistics().spikesPerTrial().mean()));
    report.statistics().mostActive().limit(10).forEach(neuron -> {
      Measurement rate = report.rate(neuron);
      IO.println(
          "%d %6.1f Hz, sd %.1f Hz".formatted(neurons.id(neuron), rate.mean(), rate.sd()));
    });
  }
}
