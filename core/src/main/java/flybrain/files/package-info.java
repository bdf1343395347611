/// Writes and names files without ever leaving a half-written one under a final name.
@NullMarked
package flybrain.files;

import org.jspecify.annotations.NullMarked;
