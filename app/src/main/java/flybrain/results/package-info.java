/// The files of results, in the form of the reference suite: tables of benchmarks, manifests,
/// checksums and the folders that they are in.
@NullMarked
package flybrain.results;

import org.jspecify.annotations.NullMarked;
