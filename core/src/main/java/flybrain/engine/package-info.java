/// The native backends: the clock-driven reference and the event-driven engine.
@NullMarked
package flybrain.engine;

import org.jspecify.annotations.NullMarked;
