/// Recorded spikes, and networks of neurons with their firing rates, in the formats of other tools.
@NullMarked
package flybrain.export;

import org.jspecify.annotations.NullMarked;
