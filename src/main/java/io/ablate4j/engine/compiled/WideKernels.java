package io.ablate4j.engine.compiled;

/**
 * Loops in a processor's wide vectors that the JVM does not find by itself, of Java's Vector API.
 * Arrays are read and written up to {@link #lanes()} numbers behind what is meant.
 */
interface WideKernels {
  /** Floats a vector. */
  int lanes();
}
