/// How recorded runs agree: the tables, words and pages of comparisons, whose numbers are of
/// `flybrain.compare`.
@NullMarked
package flybrain.agreement;

import org.jspecify.annotations.NullMarked;
