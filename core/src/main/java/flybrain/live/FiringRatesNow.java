package flybrain.live;

/// Firing rates in a stretch of time.
///
/// @param neurons the neurons that fired in it, ascending by index; not copied
/// @param rates of each in Hz; not copied
/// @param seconds length of the stretch
@SuppressWarnings("ArrayRecordComponent") // Columns, which nobody compares.
public record FiringRatesNow(int[] neurons, double[] rates, double seconds) {}
