package io.ablate4j.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolesTest {
  private static Map<String, List<String>> factors(int arms, String... others) {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("model", List.of("mlp", "cnn"));
    factors.put("regularization", List.of("none", "both").subList(0, arms));
    factors.put("batchSize", List.of("8", "16"));
    for (String other : others) {
      factors.put(other, List.of("a", "b"));
    }
    return factors;
  }

  @Test
  void regularizationsAreTheArmsWhereTheyVaryOrNothingElseCouldBe() {
    assertThat(Roles.armFactor(factors(2, "activation"))).isEqualTo("regularization");
    assertThat(Roles.armFactor(factors(1))).isEqualTo("regularization");
    assertThat(Roles.armFactor(factors(1, "learningRate", "steps"))).isEqualTo("regularization");
    assertThat(Roles.armFactor(Map.of())).isEqualTo("regularization");
  }

  @Test
  void withOneRegularizationTheFirstFactorThatChangesWhatIsTrainedIs() {
    assertThat(Roles.armFactor(factors(1, "learningRate", "activation", "depth")))
        .isEqualTo("activation");
  }

  @Test
  void factorsAndLevelsHaveWords() {
    assertThat(Roles.inWords("weightScale")).isEqualTo("weight scale");
    assertThat(Roles.column("learningRate")).isEqualTo("learning_rate");
    assertThat(Roles.inWords("epochs", "1")).isEqualTo("1 epoch");
    assertThat(Roles.inWords("batchSize", "8")).isEqualTo("batch size 8");
    assertThat(Roles.isNumeric("drop", List.of("0.1", "1e-3", ".5"))).isTrue();
    assertThat(Roles.isNumeric("drop", List.of("0.1", "-"))).isFalse();
    assertThat(Roles.isNumeric("model", List.of("2024"))).isFalse();
  }
}
