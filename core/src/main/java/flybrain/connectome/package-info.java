/// Neurons and their connections: reading, caching, importing and generating whole brains.
///
/// [flybrain.connectome.ConnectomeStore] opens brains by name or folder. A brain of your own is
/// made with [flybrain.connectome.ConnectionsBuilder] or read from a table of connections
/// ([flybrain.connectome.EdgeList]). Neurons are numbered 0 .. n - 1 (the neuron index) and have
/// FlyWire root ids; the weight of a connection is a signed number of synapses, negative where the
/// presynaptic neuron inhibits.
@NullMarked
package flybrain.connectome;

import org.jspecify.annotations.NullMarked;
