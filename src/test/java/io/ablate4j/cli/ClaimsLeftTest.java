package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsLeftTest {
  private static ClaimsLeft left(double... guesses) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (double guess : guesses) {
      all.put("study " + all.size(), guess);
    }
    return new ClaimsLeft(all);
  }

  @Test
  void studiesBehindTheFirstTakeAsLongAsGuessed() {
    assertThat(left(60, 100, 140).begin().inWords(30))
        .isEqualTo("; all studies about 4 min 30 s left");
  }

  @Test
  void aGuessIsCorrectedByWhatStudiesReallyTook() {
    ClaimsLeft left = left(60, 100, 140);
    left.begin().ended(30);
    assertThat(left.begin().inWords(20)).isEqualTo("; all studies about 90 s left");
  }

  /** It took a second to see that there was nothing to do. */
  @Test
  void aStudyThatWasStoredAlreadyTellsNothingAboutTheOthers() {
    ClaimsLeft left = left(0, 10, 40);
    left.begin().ended(1);
    assertThat(left.begin().inWords(10)).isEqualTo("; all studies about 50 s left");
  }

  @Test
  void behindTheLastStudyThereIsNothingToSay() {
    ClaimsLeft left = left(10);
    assertThat(left.begin().inWords(5)).isEmpty();
  }
}
