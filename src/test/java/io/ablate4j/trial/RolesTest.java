package io.ablate4j.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolesTest {
  @Test
  void factorsAndLevelsHaveWords() {
    assertThat(Roles.inWords("weightScale")).isEqualTo("weight scale");
    assertThat(Roles.column("learningRate")).isEqualTo("learning_rate");
    assertThat(Roles.inWords("epochs", "1")).isEqualTo("1 epoch");
    assertThat(Roles.inWords("batchSize", "8")).isEqualTo("batch size 8");
    assertThat(Roles.isNumeric("drop", List.of("0.1", "1e-3", ".5"))).isTrue();
    assertThat(Roles.isNumeric("drop", List.of("0.1", "-"))).isFalse();
    assertThat(
            Roles.furtherInWords(
                Cell.of(Map.of("model", "mlp")).with("activation", "tanh").with("drop", "-")))
        .isEqualTo(", activation tanh");
    assertThat(Roles.isNumeric("model", List.of("2024"))).isFalse();
  }
}
