/// Frameworks of others as backends: each runs in a process of its own, in its own environment.
///
/// A worker, a Python program, is handed the network in files and told what to do in lines of JSON;
/// it answers in lines of JSON and hands spikes back in files.
@NullMarked
package flybrain.external;

import org.jspecify.annotations.NullMarked;
