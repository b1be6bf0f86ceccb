/**
 * A training step compiled from a Deeplearning4j graph: the same layers on the same parameters,
 * with convolutions by oneDNN and matrix products by OpenBLAS on native memory, and everything
 * bound by memory speed (batch norm, ReLU, pooling, dropout, the optimizer) as plain loops over
 * Java arrays that the JVM vectorizes, or by kernels in its Vector API where it has that ({@link
 * io.ablate4j.engine.compiled.Wide}; sources in {@code src/vector}). What each part gave is
 * reported in docs/engine.md.
 */
package io.ablate4j.engine.compiled;
