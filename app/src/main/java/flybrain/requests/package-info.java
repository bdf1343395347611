/// What other programs and pages ask for: the parameters of their requests, in JSON.
@NullMarked
package flybrain.requests;

import org.jspecify.annotations.NullMarked;
