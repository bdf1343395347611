/// A process that answers requests on standard input, for programs in other languages: brains that
/// stay open, runs, and live brains.
@NullMarked
package flybrain.serve;

import org.jspecify.annotations.NullMarked;
