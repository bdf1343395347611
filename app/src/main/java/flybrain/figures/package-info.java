/// Pictures and tables of runs, benchmarks and comparisons.
///
/// What a picture shows is computed by itself (such as [flybrain.figures.RunActivity]), then laid
/// out as a [flybrain.figures.Picture] and written by [flybrain.figures.PictureFile].
@NullMarked
package flybrain.figures;

import org.jspecify.annotations.NullMarked;
