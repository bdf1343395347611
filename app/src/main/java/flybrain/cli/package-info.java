/// The command line: one class a command.
@NullMarked
package flybrain.cli;

import org.jspecify.annotations.NullMarked;
