/// A whole-brain simulator of the adult fruit fly.
///
/// To use it as a library, start with [flybrain.laboratory.Laboratory], which opens a brain and
/// runs experiments on it. Meant for other programs are, besides that package,
/// [flybrain.experiment] (recipes, presets, experiment files), [flybrain.connectome] (opening and
/// making brains), [flybrain.backend] (the interface to implement for a simulator of your own),
/// [flybrain.spikes] (sinks, statistics, reading and writing spike files), [flybrain.compare]
/// (numbers from two runs) and [flybrain.live] (a brain that runs while it is changed). In
/// [flybrain.engine] only [flybrain.engine.Engines], [flybrain.engine.Trial] and
/// [flybrain.engine.SpikeBlock] are. All other packages serve these and can change at any time.
///
/// The library writes nothing to the terminal and sets no logger: it logs nothing itself, and what
/// its Parquet libraries log (SLF4J, [System.Logger]) goes where your program sends it.
@NullMarked
package flybrain;

import org.jspecify.annotations.NullMarked;
