package io.ablate4j.engine.compiled;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Row-major matrix products by OpenBLAS. */
final class Blas {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private Blas() {}

  /** c [m x n] = a [m x k] * b [k x n], or of their transposes; added to c if {@code add}. */
  static void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      FloatPointer a,
      FloatPointer b,
      boolean add,
      FloatPointer c) {
    openblas_nolapack.cblas_sgemm(
        ROW_MAJOR,
        transposeA ? TRANSPOSED : PLAIN,
        transposeB ? TRANSPOSED : PLAIN,
        m,
        n,
        k,
        1f,
        a,
        transposeA ? m : k,
        b,
        transposeB ? k : n,
        add ? 1f : 0f,
        c,
        n);
  }
}
