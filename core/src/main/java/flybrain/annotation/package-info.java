/// What is known of neurons beside their ids: types, classes, sides and more, from published
/// tables.
@NullMarked
package flybrain.annotation;

import org.jspecify.annotations.NullMarked;
