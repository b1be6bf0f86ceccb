package io.ablate4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExecutorWatchTest {
  private static final long SECOND = 1_000_000_000L;

  private final ExecutorWatch watch = new ExecutorWatch(Duration.ofSeconds(60), 0);

  @Test
  void isSilentUntilThereWasNobodyForItsPatience() {
    assertThat(watch.look(59 * SECOND, 0)).isEmpty();
    assertThat(watch.look(60 * SECOND, 0)).hasValueSatisfying(t -> assertThat(t).contains("60 s"));
  }

  @Test
  void tellsEachSpellOnce() {
    assertThat(watch.look(60 * SECOND, 0)).isPresent();
    assertThat(watch.look(300 * SECOND, 0)).isEmpty();
    assertThat(watch.look(310 * SECOND, 2)).isEmpty();
    assertThat(watch.look(369 * SECOND, 0)).isEmpty();
    assertThat(watch.look(370 * SECOND, 0)).isPresent();
  }
}
