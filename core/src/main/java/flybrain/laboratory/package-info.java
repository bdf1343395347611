/// Where recipes are run on a brain: the way from a recipe to its spikes and a report.
@NullMarked
package flybrain.laboratory;

import org.jspecify.annotations.NullMarked;
