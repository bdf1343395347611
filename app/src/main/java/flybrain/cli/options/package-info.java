/// Options that commands of several packages have.
@NullMarked
package flybrain.cli.options;

import org.jspecify.annotations.NullMarked;
