package io.ablate4j.engine.compiled;

/** {@link CurveLoops} in wide vectors. */
interface CurveKernels extends CurveLoops, WideKernels {}
