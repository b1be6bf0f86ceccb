package io.ablate4j.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {
  @Test
  void theProcessorIsReadFromLinuxsDescription() {
    Processor processor =
        Processor.of(
            List.of(
                "processor\t: 0",
                "model name\t: Example 9000: fast",
                "flags\t\t: fpu sse2 avx2 fma avx512_vnni",
                "",
                "processor\t: 1",
                "model name\t: Other"));
    assertThat(processor.name()).contains("Example 9000: fast");
    assertThat(processor.features()).containsExactly("fma", "avx2");
  }

  @Test
  void aDescriptionWithoutNameAndFlagsIsNoError() {
    assertThat(Processor.of(List.of("Hardware", "CPU part : 0xd0c")).name()).isEmpty();
    assertThat(Processor.of(List.of()).features()).isEmpty();
  }

  @Test
  void numbersOfProcessorsAreReadAsLinuxWritesThem() {
    assertThat(Processor.numbers("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
    assertThat(Processor.numbers("5")).containsExactly(5);
    assertThat(Processor.numbers("")).isEmpty();
  }
}
