package io.ablate4j.doctor;

import io.ablate4j.engine.runtime.BlasKernel;
import io.ablate4j.engine.runtime.Processor;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether OpenBLAS multiplies matrices with a kernel for this processor. A processor newer than it
 * is taken for one of twenty years ago: an mlp then trains at a third of its speed.
 */
final class KernelFinding {
  private static final String NAME = "BLAS kernel";

  /** Those that use the instructions of {@link Processor#THAT_MATTER}, in capitals. */
  private static final Set<String> MODERN =
      Set.of("HASWELL", "ZEN", "SKYLAKEX", "COOPERLAKE", "SAPPHIRERAPIDS");

  private KernelFinding() {}

  static Finding here() throws IOException {
    return of(
        BlasKernel.ofThisProcess(), Processor.here().map(Processor::features).orElse(List.of()));
  }

  /**
   * @param kernel its name, if OpenBLAS tells
   * @param features that the processor has
   */
  static Finding of(Optional<String> kernel, List<String> features) {
    if (kernel.isEmpty()) {
      return Finding.ok(NAME, "OpenBLAS does not report it");
    }
    if (MODERN.contains(kernel.get().toUpperCase(Locale.ROOT))
        || !features.containsAll(List.of("fma", "avx2"))) {
      return Finding.ok(NAME, kernel.get());
    }
    return Finding.slow(
        NAME,
        kernel.get() + ", which leaves out " + String.join(", ", features) + " of this processor",
        "set OPENBLAS_CORETYPE="
            + (features.contains("avx512f") ? "SkylakeX" : "Haswell")
            + " in the environment. Results differ in their last bits, so begin studies anew.");
  }
}
