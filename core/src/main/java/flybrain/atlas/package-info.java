/// Every neuron of a brain driven alone, and who answers.
///
/// [flybrain.atlas.AtlasRun] drives one neuron after the other and keeps which neurons fire, and
/// how often, in a folder; it goes on where it ended. [flybrain.atlas.AtlasResults] reads that
/// folder, finished or not, and answers what a neuron drives and what drives it, as
/// [flybrain.atlas.Response]. The answers are a sparse matrix of firing rates in Hz, driven neurons
/// by rows.
@NullMarked
package flybrain.atlas;

import org.jspecify.annotations.NullMarked;
