package io.ablate4j.engine.compiled;

/** As many fused multiplications as the processor can do: what a step can be held against. */
interface PeakKernel extends WideKernels {
  /** Fused multiplications of one number a lane and round. */
  int CHAINS = 16;

  /** Does {@value #CHAINS} independent chains of so many fused multiplications of whole vectors. */
  float multiply(int rounds);
}
