/// The living brain in a browser: a server on this machine, one live brain that all its pages show
/// and change, and what they ask of it.
@NullMarked
package flybrain.view;

import org.jspecify.annotations.NullMarked;
