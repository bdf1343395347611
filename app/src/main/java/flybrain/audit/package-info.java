/// Checks of recorded results: files that are missing or changed, and spikes that the model cannot
/// have made.
@NullMarked
package flybrain.audit;

import org.jspecify.annotations.NullMarked;
