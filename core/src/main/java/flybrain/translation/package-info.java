/// Ids of neurons over versions of a connectome: which id a neuron has in another version.
///
/// A [flybrain.translation.Translator] between two [flybrain.translation.IdVersion] gives a
/// [flybrain.translation.Translation] for each id, from the tables of a user
/// ([flybrain.translation.IdChangesFile]), the published successors of the paper's neurons, and the
/// ids of the new version. An id that nothing is known of is said to be unknown, never guessed.
@NullMarked
package flybrain.translation;

import org.jspecify.annotations.NullMarked;
