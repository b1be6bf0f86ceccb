package io.ablate4j.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DatasetSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialLimitsTest {
  private static Optional<String> objection(int batchSize, int epochs, int train, int check) {
    TrialSettings settings =
        new TrialSettings.Builder(DatasetSpec.of("glyphs", train, 1, 1), Optimizer.DEFAULT)
            .batchSize(batchSize)
            .epochs(epochs)
            .build();
    return TrialLimits.objection(settings, check, 0);
  }

  @Test
  void whatStudiesDoIsFine() {
    assertThat(objection(16, 100, 60_000, 15_000)).isEmpty();
    assertThat(objection(1, 300, 60_000, 60_000)).isEmpty();
    assertThat(objection(1000, 1, 1000, Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void stepsAreCountedWithoutOverflow() {
    assertThat(objection(1, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
        .hasValueSatisfying(told -> assertThat(told).contains("4,611,686,014,132,420,6"));
    assertThat(objection(1, 401, 50_000, 50_000)).isPresent();
    assertThat(objection(1, 400, 50_000, 50_000)).isEmpty();
  }

  @Test
  void checksAreMeasurementsAndNoMoreThanSteps() {
    assertThat(objection(10, 20, 1_000_000, 1)) // 2 million steps, each with a check
        .hasValueSatisfying(told -> assertThat(told).contains("2,000,400 measurements a trial"));
    assertThat(objection(10, 20, 1_000_000, 100)).isEmpty();
  }

  @Test
  void manyEpochsOfFewExamplesAreManyMeasurements() {
    assertThat(objection(20, 50_001, 20, 1_000_000))
        .hasValueSatisfying(told -> assertThat(told).contains("measurements a trial"));
  }
}
