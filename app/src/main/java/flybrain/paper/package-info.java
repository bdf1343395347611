/// The tables that the code published with Shiu et al. 2024 writes, from a campaign of ours.
@NullMarked
package flybrain.paper;

import org.jspecify.annotations.NullMarked;
