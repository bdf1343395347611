/// Terminal output shared by commands: progress, and command-line errors.
@NullMarked
package flybrain.terminal;

import org.jspecify.annotations.NullMarked;
