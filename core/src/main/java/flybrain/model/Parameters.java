package flybrain.model;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.NearestName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The parameters of the leaky integrate-and-fire model, the same for every neuron.
///
/// Sources of the defaults: Kakaria and de Bivort 2017 (doi 10.3389/fnbeh.2017.00008) for the
/// potentials and `tauM`; Jürgensen et al. 2021 (doi 10.1088/2634-4386/ac3ba6) for `tauG`; Lazar et
/// al. 2021 (doi 10.7554/eLife.62362) for `tRef`; Paul et al. 2015 (doi 10.3389/fncel.2015.00029)
/// for `delay`; `wSyn` and `fPoi` are the free parameters of Shiu et al. 2024 (doi
/// 10.1038/s41586-024-07763-9).
///
/// @param v0 resting potential in mV, finite and at most `vThreshold`; v of every neuron at step 0
/// @param vReset potential after a spike in mV, finite and at most `vThreshold`
/// @param vThreshold threshold in mV; a neuron spikes when its potential is strictly above it
/// @param tauM membrane time constant in ms, above 0
/// @param tauG synaptic time constant in ms, above 0; may equal `tauM`
/// @param tRef refractory period in ms, 0 or a multiple of `dt`; driven neurons have none, whatever
///   it is
/// @param delay from a spike to its delivery in ms, a multiple of `dt` and at least `dt`; the same
///   for all connections
/// @param wSyn weight of one synapse in mV, added to g of the postsynaptic neuron for each synapse,
///   with the sign of the connection; may be negative or 0
/// @param fPoi factor of a Poisson event, without unit; an event adds `wSyn * fPoi` to v
/// @param dt time step in ms, above 0
public record Parameters(
    double v0,
    double vReset,
    double vThreshold,
    double tauM,
    double tauG,
    double tRef,
    double delay,
    double wSyn,
    double fPoi,
    double dt) {

  /// The values of Shiu et al. 2024: -52, -52 and -45 mV; 20, 5, 2.2 and 1.8 ms; 0.275 mV; 250; 0.1
  /// ms.
  public static final Parameters SHIU_2024 =
      new Parameters(-52, -52, -45, 20, 5, 2.2, 1.8, 0.275, 250, 0.1);

  /// How far a time may lie off the grid of steps, in steps; covers the rounding of decimals.
  private static final double GRID_TOLERANCE = 1e-6;

  /// The paper's names of the parameters, by ours.
  private static final Map<String, String> PAPER_NAMES =
      Map.of(
          "v_0", "v0", "v_rst", "v_reset", "t_mbr", "tau_m", "tau", "tau_g", "t_rfc", "t_ref",
          "t_dly", "delay");

  /// Checks all values together.
  ///
  /// @throws InputException naming the first parameter that is out of its range, its value and what
  ///   is allowed
  public Parameters {
    positive("dt", dt);
    positive("tau_m", tauM);
    positive("tau_g", tauG);
    finite("v0", v0);
    finite("v_reset", vReset);
    finite("v_th", vThreshold);
    finite("w_syn", wSyn);
    finite("f_poi", fPoi);
    require(vReset <= vThreshold, "v_reset", vReset, "a potential of at most v_th = " + vThreshold);
    require(v0 <= vThreshold, "v0", v0, "a potential of at most v_th = " + vThreshold);
    require(tRef >= 0 && onGrid(tRef, dt), "t_ref", tRef, "0 or a multiple of dt = " + dt + " ms");
    require(
        delay >= dt * (1 - GRID_TOLERANCE) && onGrid(delay, dt),
        "delay",
        delay,
        "a multiple of dt = " + dt + " ms, at least dt");
  }

  /// The refractory period in steps.
  ///
  /// 22 for the defaults.
  public int refractorySteps() {
    return Math.toIntExact(Math.round(tRef / dt));
  }

  /// Steps from a spike on in which a neuron is refractory: the step of the spike at least, and for
  /// a driven neuron that alone.
  public int refractorySteps(boolean driven) {
    return driven ? 1 : Math.max(1, refractorySteps());
  }

  /// The synaptic delay in steps.
  ///
  /// 18 for the defaults.
  public int delaySteps() {
    return Math.toIntExact(Math.round(delay / dt));
  }

  /// The highest rate that a drive can have, in Hz: one event in each time step.
  ///
  /// 10,000 Hz for the defaults.
  public double highestRate() {
    return 1000 / dt;
  }

  /// The effect of one Poisson event on v of its neuron, in mV.
  ///
  /// 68.75 mV for the defaults: enough to bring any neuron at rest above the threshold.
  public double poissonKick() {
    return wSyn * fPoi;
  }

  /// These parameters with one changed.
  ///
  /// @param name a name as in [#asMap], or the paper's (`v_rst`, `t_mbr`, `tau`, `t_rfc`, ...)
  /// @throws InputException for an unknown name or a value that makes no sense
  public Parameters with(String name, double value) {
    return with(Map.of(name, value));
  }

  /// These parameters with several changed together; only the result must be valid.
  ///
  /// @param changes values by name, see [#with(String, double)]
  /// @throws InputException for an unknown name, two names of one parameter, or values that make no
  ///   sense
  public Parameters with(Map<String, Double> changes) {
    Map<String, Double> values = asMap();
    Map<String, String> given = new HashMap<>();
    changes.forEach((name, value) -> {
      String key = keyOf(name);
      String other = given.put(key, name);
      if (other != null) {
        throw new InputException(
            "parameters '%s' and '%s' are the same; give it once".formatted(other, name));
      }
      values.put(key, value);
    });
    return fromMap(values);
  }

  /// Reads assignments such as `w_syn=0.3`.
  ///
  /// @return values by name, for [#with(Map)]
  /// @throws InputException for what is not an assignment of a number, an unknown name or one given
  ///   twice
  public static Map<String, Double> parse(List<String> assignments) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 0) {
        throw new InputException(
            "parameter '%s': must be NAME=NUMBER, such as w_syn=0.3".formatted(assignment));
      }
      String name = assignment.substring(0, equals).strip();
      String key = keyOf(name);
      if (values.put(key, number(name, assignment.substring(equals + 1).strip())) != null) {
        throw new InputException("parameter '%s' is given twice; give it once".formatted(name));
      }
    }
    return values;
  }

  private static double number(String name, String text) {
    try {
      return Decimal.parse(text);
    } catch (NumberFormatException e) {
      throw new InputException(
          "parameter %s = '%s': must be a number (potentials in mV, times in ms)"
              .formatted(name, text),
          e);
    }
  }

  /// Our name of a parameter, whichever name it was given by.
  private static String keyOf(String name) {
    String key = PAPER_NAMES.getOrDefault(name, name);
    Set<String> allowed = SHIU_2024.asMap().keySet();
    if (!allowed.contains(key)) {
      throw new InputException(
          "parameter '%s' is unknown%s; allowed: %s"
              .formatted(name, NearestName.hint(name, allowed), String.join(", ", allowed)));
    }
    return key;
  }

  /// The values by name, in the order of the record: mV, ms and a plain factor for `f_poi`.
  public Map<String, Double> asMap() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("v0", v0);
    values.put("v_reset", vReset);
    values.put("v_th", vThreshold);
    values.put("tau_m", tauM);
    values.put("tau_g", tauG);
    values.put("t_ref", tRef);
    values.put("delay", delay);
    values.put("w_syn", wSyn);
    values.put("f_poi", fPoi);
    values.put("dt", dt);
    return values;
  }

  private static Parameters fromMap(Map<String, Double> values) {
    double[] v = values.values().stream().mapToDouble(Double::doubleValue).toArray();
    return new Parameters(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9]);
  }

  private static boolean onGrid(double time, double dt) {
    double steps = time / dt;
    return steps < Integer.MAX_VALUE && Math.abs(steps - Math.rint(steps)) < GRID_TOLERANCE;
  }

  private static void positive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name, value, "a finite number above 0");
  }

  private static void finite(String name, double value) {
    require(Double.isFinite(value), name, value, "a finite number");
  }

  private static void require(boolean condition, String name, double value, String allowed) {
    if (!condition) {
      throw new InputException(
          "parameter %s = %s: must be %s".formatted(name, Decimal.text(value), allowed));
    }
  }
}
