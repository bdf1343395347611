/// Arrow files, which are also called Feather, as columns of primitive arrays, read in batches.
@NullMarked
package flybrain.arrow;

import org.jspecify.annotations.NullMarked;
