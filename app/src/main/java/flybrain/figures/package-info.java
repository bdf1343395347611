/// Pictures and tables of runs, benchmarks and comparisons.
///
/// The data of a picture are computed first (such as [flybrain.figures.RunActivity]), then laid out
/// as a [flybrain.figures.Picture] and written by [flybrain.figures.PictureFile].
@NullMarked
package flybrain.figures;

import org.jspecify.annotations.NullMarked;
