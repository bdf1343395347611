/// The interface between an experiment and whatever simulates it.
///
/// A [flybrain.backend.Backend] opens a connectome, once; the [flybrain.backend.Simulation] that it
/// returns runs any number of experiments on it, from any thread. The spikes go to the sink of the
/// caller while they arise; a [flybrain.backend.RunResult] has the times and what the backend says
/// of itself. The backends that come with this library are in [flybrain.engine.Engines]. For a
/// simulator of your own implement both interfaces and name in
/// [flybrain.backend.Backend#capabilities] what it can do beyond a plain Poisson drive.
@NullMarked
package flybrain.backend;

import org.jspecify.annotations.NullMarked;
