/// A whole-brain simulator of the adult fruit fly.
@NullMarked
package flybrain;

import org.jspecify.annotations.NullMarked;
