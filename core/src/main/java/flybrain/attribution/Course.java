package flybrain.attribution;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// How the contributions to spikes of a neuron came up before them, as the mean over the spikes.
///
/// A contribution to a spike has a course from its delivery on, by the exact solution; before that,
/// and before the reset of the spike before, it counts as 0.
public final class Course {
  private final int steps;

  /// Heights in mV by steps before the spike, `steps` + 1 numbers, of each presynaptic neuron.
  private final Map<Integer, double[]> ofPresynaptic = new HashMap<>();

  private final double[] ofDrive;
  private final double[] ofReset;

  private Course(int steps) {
    this.steps = steps;
    this.ofDrive = new double[steps + 1];
    this.ofReset = new double[steps + 1];
  }

  /// How many steps before a spike it begins.
  public int steps() {
    return steps;
  }

  /// What a cause has added to the potential, in mV.
  ///
  /// @param cause of [Attribution#causes] for the same spikes; one that is not among them has 0
  /// @param before steps before the spike, 0 .. [#steps]; 0 for the spike itself
  public double height(Cause cause, int before) {
    return switch (cause.kind()) {
      case SPIKE -> {
        double[] heights = ofPresynaptic.get(cause.presynaptic());
        yield heights == null ? 0 : heights[before];
      }
      case DRIVE -> ofDrive[before];
      case RESET -> ofReset[before];
    };
  }

  /// Adds up the courses of the contributions to spikes.
  static final class Sum implements ContributionSink {
    private final Course course;
    private final Responses responses;
    private final double weight;
    private final double kick;
    private final double reset;
    private final int delay;
    private int spike;
    private int spikes;

    /// @param weight of a synapse in mV
    /// @param kick of an event of the drive in mV
    /// @param reset potential above rest in mV
    Sum(int steps, Responses responses, double weight, double kick, double reset, int delay) {
      this.course = new Course(steps);
      this.responses = responses;
      this.weight = weight;
      this.kick = kick;
      this.reset = reset;
      this.delay = delay;
    }

    /// The contributions that follow are to a spike at a step.
    void beginSpike(int step) {
      spike = step;
      spikes++;
    }

    @Override
    public void spike(int presynaptic, int number, int step, int synapses, double height) {
      double[] heights =
          course.ofPresynaptic.computeIfAbsent(presynaptic, _ -> new double[course.steps + 1]);
      int age = spike - step - delay;
      for (int before = 0; before <= course.steps && before < age; before++) {
        heights[before] += synapses * weight * responses.toSynaptic(age - before);
      }
    }

    @Override
    public void drive(int step, double height) {
      int age = spike - step;
      for (int before = 0; before <= course.steps && before < age; before++) {
        course.ofDrive[before] += kick * responses.toDirect(age - before);
      }
    }

    @Override
    public void reset(int since, double height) {
      int age = spike - since + 1;
      for (int before = 0; before <= course.steps && before < age; before++) {
        course.ofReset[before] += reset * responses.toDirect(age - before);
      }
    }

    Course mean() {
      course.ofPresynaptic.values().forEach(this::divide);
      divide(course.ofDrive);
      divide(course.ofReset);
      return course;
    }

    private void divide(double[] sums) {
      Arrays.setAll(sums, k -> sums[k] / spikes);
    }
  }
}
