package io.ablate4j.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FactWordsTest {
  private static String optimizer(Map<String, String> facts) {
    return FactWords.optimizer(new TreeMap<>(facts));
  }

  @Test
  void anOptimizerStandsWithItsParametersInOneSentence() {
    assertThat(
            optimizer(
                Map.of(
                    "optimizer", "adam", "optimizer-beta1", "0.9", "optimizer-epsilon", "1.0E-8")))
        .isEqualTo("Adam (beta1 0.9, epsilon 1e-8)");
    assertThat(optimizer(Map.of("optimizer", "sgd"))).isEqualTo("SGD");
    assertThat(optimizer(Map.of("optimizer", "lion", "optimizer-beta1", "2.5E-4")))
        .isEqualTo("lion (beta1 2.5e-4)");
    assertThat(optimizer(Map.of("seeds", "8"))).isEqualTo("unknown");
  }

  @Test
  void parametersAreNoLinesOfTheirOwn() {
    assertThat(
            FactWords.terms(
                new TreeMap<>(
                    Map.of(
                        "optimizer", "nesterovs",
                        "optimizer-momentum", "0.9",
                        "native-build", "x86",
                        "train-examples", "2000"))))
        .containsExactly(
            new Term("Native build", "x86"),
            new Term("Optimizer", "Nesterov momentum (momentum 0.9)"),
            new Term("Training examples", "2\u202f000"));
  }
}
