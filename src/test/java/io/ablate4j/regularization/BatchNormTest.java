package io.ablate4j.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchNormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20 | use one of 2, 4, 5, 10.",
        "36 | use one of 2, 3, 4, 6, 9, 12.",
        "49 | use one of 7.",
        "96 | use one of 2, 3, 4, 6, 8, 12.",
        "13 | use another batchSize.",
        "2147483647 | use another batchSize." // a prime, and no reason to try all below it
      })
  void ghostBatchesThatDoNotDivideABatchAreAnErrorThatNamesThoseThatDo(int batch, String advice) {
    BatchNorm ghosts =
        new BatchNorm(
            List.of(Selector.CONV, Selector.DENSE),
            Slot.BEFORE_ACTIVATION,
            OptionalInt.of(11),
            .9,
            1e-5);
    assertThat(ghosts.objection(batch, false))
        .contains(Problem.of("ghost 11 does not divide batchSize " + batch + ".", advice));
  }
}
