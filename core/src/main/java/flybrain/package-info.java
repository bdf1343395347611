/// A whole-brain simulator of the adult fruit fly.
///
/// To use it as a library, start with [flybrain.laboratory.Laboratory], which opens a brain and
/// runs experiments on it. Meant for other programs are, besides that package,
/// [flybrain.experiment] (recipes, presets, experiment files), [flybrain.connectome] (opening and
/// making brains), [flybrain.backend] (the interface to implement for a simulator of your own),
/// [flybrain.spikes] (sinks, statistics, reading and writing spike files), [flybrain.compare]
/// (numbers from two runs) and [flybrain.live] (a brain that runs while it is changed), with the
/// parameters in [flybrain.model] and the sinks of [flybrain.states]. In [flybrain.engine] only
/// [flybrain.engine.Engines], [flybrain.engine.Trial] and [flybrain.engine.SpikeBlock] are. All
/// other packages serve these and can change at any time.
///
/// **Units.** Potentials and weights are in mV, rates in Hz, durations of trials in s; time
/// constants, delays and the time step of the model in ms. **Indices.** A neuron index counts the
/// neurons of one connectome from 0 and means nothing on another; a FlyWire root id (`long`) names
/// a neuron on all. Trials, steps and driven sets are counted from 0. **Arrays** that are said to
/// be shared must not be written. **Threads.** Records and other values are immutable and can be
/// used by any thread; classes with state say who may call them.
///
/// **Errors.** [flybrain.InputException] is a mistake in what was asked for or in a file: its
/// message is one line for a person, with what is allowed. [java.io.IOException] is a file that
/// cannot be read or written for another reason ([flybrain.files.WriteException] names it), and
/// [flybrain.backend.BackendException] a simulator that failed. [IllegalArgumentException] and
/// [IllegalStateException] are mistakes of the calling program. A run whose thread is interrupted
/// ends with [java.io.InterruptedIOException]. Files appear under their names only when they are
/// complete.
///
/// The library writes nothing to the terminal and sets no logger: it logs nothing itself, and what
/// its Parquet libraries log (SLF4J, [System.Logger]) goes where your program sends it.
@NullMarked
package flybrain;

import org.jspecify.annotations.NullMarked;
