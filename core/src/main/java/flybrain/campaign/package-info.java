/// Campaigns: many experiments on one brain, from a file to answers.
@NullMarked
package flybrain.campaign;

import org.jspecify.annotations.NullMarked;
