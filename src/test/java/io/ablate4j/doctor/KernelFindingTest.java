package io.ablate4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelFindingTest {
  private static final List<String> WITH_AVX512 = List.of("fma", "avx2", "avx512f");

  @Test
  void aKernelOfOldOnANewProcessorIsSlowAndTheAdviceNamesOneThatFits() {
    Finding old = KernelFinding.of(Optional.of("Barcelona"), WITH_AVX512);
    assertThat(old.verdict()).isEqualTo(Finding.Verdict.SLOW);
    assertThat(old.text())
        .isEqualTo("Barcelona, which leaves out fma, avx2, avx512f of this processor");
    assertThat(old.advice()).get().asString().contains("OPENBLAS_CORETYPE=SkylakeX");
    assertThat(KernelFinding.of(Optional.of("Prescott"), List.of("fma", "avx2")).advice())
        .get()
        .asString()
        .contains("OPENBLAS_CORETYPE=Haswell");
  }

  @Test
  void aKernelThatFitsIsFineAndSoIsAnOldOneOnAnOldProcessor() {
    for (String kernel : List.of("Haswell", "Zen", "SkylakeX")) {
      assertThat(KernelFinding.of(Optional.of(kernel), WITH_AVX512).verdict())
          .as(kernel)
          .isEqualTo(Finding.Verdict.OK);
    }
    assertThat(KernelFinding.of(Optional.of("Nehalem"), List.of()).verdict())
        .isEqualTo(Finding.Verdict.OK);
    assertThat(KernelFinding.of(Optional.empty(), WITH_AVX512).verdict())
        .isEqualTo(Finding.Verdict.OK);
  }
}
