package flybrain.campaign;

import flybrain.experiment.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A part of a campaign: experiments that differ from one another in one or two things, and the
/// control they are compared with.
///
/// @param name unique in the campaign
/// @param axes what differs, one or two
/// @param names template of the experiments' names, with placeholders in braces, see
///   [Axis#placeholders]
/// @param control what the experiments are compared with
/// @param place file and line, as messages begin
/// @param own the experiment that these are made from, null for the campaign's
/// @param spikes whether the spikes of each experiment are kept
/// @param wirings changed brains on which it runs too
public record Step(
    String name,
    List<Axis> axes,
    String names,
    Control control,
    String place,
    @Nullable Recipe own,
    boolean spikes,
    Wirings wirings) {
  private static final NeuronChoice NO_NEURONS = new NeuronChoice.Named(List.of(), "");

  public Step {
    axes = List.copyOf(axes);
  }

  /// A step that varies the campaign's experiment and keeps no spikes.
  public Step(String name, List<Axis> axes, String names, Control control, String place) {
    this(name, axes, names, control, place, null, false, Wirings.NONE);
  }

  /// The same with another number of trials.
  Step withTrials(int trials) {
    return own == null
        ? this
        : new Step(name, axes, names, control, place, own.withTrials(trials), spikes, wirings);
  }

  /// What the experiments of a step are compared with.
  public enum Control {
    /// The base experiment; in a grid, with the rate or parameter of the other axis.
    BASE,
    /// The base experiment with nothing driven.
    UNSTIMULATED,
    /// Nothing.
    NONE;

    /// The word for it in files.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether the step asks what single neurons or sets do when they alone are driven.
  public boolean drives() {
    return axes.stream().anyMatch(Axis::drives);
  }

  /// Whether the step asks what happens without some neurons.
  public boolean silences() {
    return axes.stream().anyMatch(Axis::silences);
  }

  /// The results of earlier steps that the experiments depend on.
  Stream<NeuronChoice.MostActive> results() {
    return axes.stream()
        .map(axis ->
            switch (axis) {
              case Axis.DriveEach(NeuronChoice neurons) -> neurons;
              case Axis.SilenceEach(NeuronChoice neurons, boolean _) -> neurons;
              default -> NO_NEURONS;
            })
        .filter(NeuronChoice.MostActive.class::isInstance)
        .map(NeuronChoice.MostActive.class::cast);
  }
}
