package io.ablate4j.engine.compiled;

/** {@link NormLoops} in wide vectors. */
interface NormKernels extends NormLoops, WideKernels {}
