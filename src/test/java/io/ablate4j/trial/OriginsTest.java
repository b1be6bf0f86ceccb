package io.ablate4j.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginsTest {
  private static Provenance by(String build, String kernel, String processor) {
    return Provenance.of(
        Map.of(
            Provenance.NATIVE_BUILD,
            build,
            Provenance.BLAS_KERNEL,
            kernel,
            Provenance.PROCESSOR,
            processor));
  }

  @Test
  void oneBuildWithOneKernelIsNothingToTell() {
    Origins origins = Origins.of(List.of(by("a", "Haswell", "x"), by("a", "Haswell", "x")));
    assertThat(origins.unlikeBits()).isEmpty();
    assertThat(origins.isOfOneProcessor()).isTrue();
    assertThat(origins.bits()).isEqualTo("a, kernel Haswell");
  }

  @Test
  void unlikeBuildsKernelsAndProcessorsAreCounted() {
    Origins origins =
        Origins.of(
            List.of(by("a", "Haswell", "x"), by("b", "SkylakeX", "y"), by("b", "Haswell", "y")));
    assertThat(origins.unlikeBits())
        .containsExactly(
            "different native builds (a 1 trial, b 2 trials)",
            "different BLAS kernels (Haswell 2 trials, SkylakeX 1 trial)");
    assertThat(origins.isOfOneProcessor()).isFalse();
    assertThat(Origins.inWords(origins.processors())).isEqualTo("x 1 trial, y 2 trials");
  }

  @Test
  void whatWasNotRecordedIsNoOtherKernel() {
    Origins origins =
        Origins.of(
            List.of(
                by("a", "Haswell", "x"),
                by("a", "unknown", "unknown, its description cannot be read"),
                Provenance.of(Map.of())));
    assertThat(origins.unlikeBits()).isEmpty();
    assertThat(origins.isOfOneProcessor()).isTrue();
  }
}
