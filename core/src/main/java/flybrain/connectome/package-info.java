/// Neurons and their connections: reading, caching, importing and generating whole brains.
///
/// [flybrain.connectome.ConnectomeStore] opens brains by name or folder: it reads the files once,
/// and from then on maps a cache file. A brain of your own is made with
/// [flybrain.connectome.ConnectionsBuilder] or read from a table of connections
/// ([flybrain.connectome.EdgeList]); [flybrain.connectome.ConnectomeExport] writes one as files.
/// Each is a [flybrain.connectome.Connectome]: neurons numbered 0 .. n - 1 (the neuron index) with
/// FlyWire root ids, and their connections in sparse rows. The weight of a connection is a signed
/// number of synapses, negative where the presynaptic neuron inhibits.
@NullMarked
package flybrain.connectome;

import org.jspecify.annotations.NullMarked;
