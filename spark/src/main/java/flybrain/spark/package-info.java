/// Runs the campaigns of flybrain on Spark, whose classes nothing else of flybrain sees.
@NullMarked
package flybrain.spark;

import org.jspecify.annotations.NullMarked;
