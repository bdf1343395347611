/// Neurons and their connections: reading, caching, importing and generating whole brains.
@NullMarked
package flybrain.connectome;

import org.jspecify.annotations.NullMarked;
