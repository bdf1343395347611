/// Other frameworks as backends: each runs in its own process and environment.
///
/// A worker, a Python program, gets the network in files and commands in lines of JSON; it answers
/// in lines of JSON and returns spikes in files.
@NullMarked
package flybrain.external;

import org.jspecify.annotations.NullMarked;
