/// Campaigns on machines that another program lends, such as Spark: shards run in its processes.
///
/// That program has libraries of its own, of other versions than ours. So flybrain is in a class
/// loader of its own there, and both sides pass types of the JDK only.
@NullMarked
package flybrain.cluster;

import org.jspecify.annotations.NullMarked;
