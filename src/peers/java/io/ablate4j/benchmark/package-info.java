/**
 * Measures ablate4j's training step against Deeplearning4j as released and against DJL with
 * PyTorch, on the same networks, in one interleaved run. Started by {@code scripts/benchmark}; not
 * part of the product.
 */
package io.ablate4j.benchmark;
