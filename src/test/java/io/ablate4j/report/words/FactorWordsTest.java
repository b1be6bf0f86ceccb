package io.ablate4j.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorWordsTest {
  @ParameterizedTest
  @CsvSource({
    "model, models",
    "learningRate, learning rates",
    "members, numbers of members",
    "trainingExamples, numbers of training examples",
    "epochs, budgets of epochs",
    "glass, glass"
  })
  void severalLevelsHaveAPluralThatPeopleSay(String factor, String plural) {
    assertThat(FactorWords.plural(factor)).isEqualTo(plural);
  }
}
