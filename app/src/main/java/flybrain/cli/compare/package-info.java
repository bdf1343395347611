/// The commands of `flybrain compare`.
@NullMarked
package flybrain.cli.compare;

import org.jspecify.annotations.NullMarked;
