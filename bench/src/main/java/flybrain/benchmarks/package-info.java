/// Microbenchmarks of the hot loops.
package flybrain.benchmarks;
