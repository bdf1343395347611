/// Writing and naming files so that nothing half-written is ever left under a final name.
@NullMarked
package flybrain.files;

import org.jspecify.annotations.NullMarked;
