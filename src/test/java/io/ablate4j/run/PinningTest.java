package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PinningTest {
  @Test
  void listsOfProcessorsAreReadAsLinuxWritesThem() {
    assertThat(Pinning.parse("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
    assertThat(Pinning.parse("5")).containsExactly(5);
  }

  @Test
  void eachWorkerGetsAProcessorOfItsOwnOrAllRunFree() {
    List<List<String>> prefixes = Pinning.prefixes(2);
    assertThat(prefixes).hasSize(2);
    if (!prefixes.get(0).isEmpty()) {
      assertThat(prefixes.get(0)).startsWith("taskset", "-c").isNotEqualTo(prefixes.get(1));
    }
    assertThat(Pinning.prefixes(100_000)).hasSize(100_000).containsOnly(List.of());
  }
}
