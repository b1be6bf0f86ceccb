package io.ablate4j.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.hypothesis.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulingTest {
  private static List<Optional<Verdict>> verdicts(String words) {
    return Arrays.stream(words.split(" "))
        .map(
            word ->
                word.equals("-") ? Optional.<Verdict>empty() : Optional.of(Verdict.valueOf(word)))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "SUPPORTED,SUPPORTED",
    "SUPPORTED SUPPORTED,SUPPORTED",
    "SUPPORTED REFUTED,PARTLY",
    "EQUIVALENT SUPPORTED UNDECIDED,PARTLY",
    "REFUTED UNDECIDED,REFUTED",
    "REFUTED EQUIVALENT,REFUTED",
    "EQUIVALENT EQUIVALENT,NO_DIFFERENCE",
    "EQUIVALENT INSUFFICIENT_DATA,NO_DIFFERENCE",
    "SUPPORTED UNDECIDED,UNDECIDED",
    "SUPPORTED UNDECIDED INSUFFICIENT_DATA,INSUFFICIENT_DATA",
    "SUPPORTED -,NOT_RUN",
    "REFUTED -,NOT_RUN"
  })
  void aClaimOfSeveralHypothesesHoldsWhereAllHold(String words, Ruling ruling) {
    assertThat(Ruling.of(verdicts(words))).isEqualTo(ruling);
  }

  @Test
  void aClaimThatNothingDecidesIsAMistake() {
    assertThatThrownBy(() -> Ruling.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "SUPPORTED SUPPORTED,reproduced",
    "SUPPORTED UNDECIDED,partly",
    "UNDECIDED REFUTED,not",
    "SUPPORTED -,not run"
  })
  void aPublishedResultIsReproducedWhereAllOfItsPartsAreSupported(String words, String ruling) {
    assertThat(Ruling.reproduced(verdicts(words))).isEqualTo(ruling);
  }
}
