package io.ablate4j.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ablate4j.engine.runtime.Processor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinningTest {
  @Test
  void aWorkerForEachProcessorGetsOneOfItsOwn() {
    List<Integer> processors = Processor.allowed();
    List<List<String>> prefixes = Pinning.prefixes(processors.size());
    assumeTrue(
        prefixes.stream().noneMatch(List::isEmpty) && !processors.isEmpty(),
        "nothing binds processes to processors here");
    assertThat(prefixes)
        .containsExactlyElementsOf(
            processors.stream().map(p -> List.of("taskset", "-c", String.valueOf(p))).toList());
  }

  /** Two such runs side by side would else share the first processors. */
  @Test
  void fewerOrMoreWorkersThanProcessorsRunFree() {
    int processors = Processor.allowed().size();
    assertThat(Pinning.prefixes(processors + 1)).hasSize(processors + 1).containsOnly(List.of());
    assertThat(Pinning.prefixes(1, List.of(0, 1))).containsExactly(List.of());
    assertThat(Pinning.prefixes(2, List.of())).containsOnly(List.of());
  }
}
