/// Reports as HTML pages that are one file each.
@NullMarked
package flybrain.pages;

import org.jspecify.annotations.NullMarked;
