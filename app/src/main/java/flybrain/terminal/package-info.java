/// What commands have in common on a terminal: progress, and mistakes on the command line.
@NullMarked
package flybrain.terminal;

import org.jspecify.annotations.NullMarked;
