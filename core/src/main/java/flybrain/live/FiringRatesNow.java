package flybrain.live;

/// Firing rates in a stretch of time: spikes in it over its length. A neuron that is not listed did
/// not fire.
///
/// @param neurons the neurons that fired in it, ascending by index; not copied
/// @param rates of each in Hz, of the same length and above 0; not copied
/// @param seconds length of the stretch in s of the brain
@SuppressWarnings("ArrayRecordComponent") // Columns, which nobody compares.
public record FiringRatesNow(int[] neurons, double[] rates, double seconds) {}
