package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.trial.Cell;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineLinesTest {
  private static Cell cell(String model) {
    return Cell.of(Map.of("model", model));
  }

  @Test
  void cellsThatAreNotCompiledStandUnderTheReason() {
    Map<Cell, String> engines = new LinkedHashMap<>();
    engines.put(cell("mlp"), "compiled");
    engines.put(cell("soft"), "dl4j (dense: activation softplus)");
    engines.put(cell("softer"), "dl4j (dense: activation softplus)");
    assertThat(EngineLines.of(engines))
        .containsExactly(
            "Engine: 1 of 3 cells are compiled.",
            "  dl4j (dense: activation softplus):",
            "    soft",
            "    softer");
    engines.remove(cell("mlp"));
    assertThat(EngineLines.of(engines))
        .containsExactly(
            "Engine: 0 of 2 cells are compiled.", "  dl4j (dense: activation softplus): all cells");
    assertThat(EngineLines.of(Map.of(cell("mlp"), "compiled")))
        .containsExactly("Engine: all cells are compiled.");
  }
}
