package io.ablate4j.study.yaml;

import io.ablate4j.study.Budget;
import java.util.List;
import java.util.Optional;

/** Reads {@code budget}. */
final class BudgetSection {
  static final String KEY = "budget";
  static final String EPOCHS = "epochs";
  static final String TIMEOUT_MINUTES = "timeoutMinutes";

  private BudgetSection() {}

  /** Defaults where the section is silent or wrong. */
  static Budget read(YamlMapping root) {
    Optional<YamlMapping> mapping =
        root.get(KEY).flatMap(node -> node.mapping("{ epochs: 12, timeoutMinutes: 60 }"));
    mapping.ifPresent(budget -> budget.allowOnly(List.of(EPOCHS, TIMEOUT_MINUTES)));
    return new Budget(
        count(mapping, EPOCHS, Budget.DEFAULT.epochs()),
        count(mapping, TIMEOUT_MINUTES, Budget.DEFAULT.timeoutMinutes()));
  }

  private static int count(Optional<YamlMapping> mapping, String key, int usual) {
    return mapping
        .flatMap(budget -> budget.get(key))
        .flatMap(node -> node.count(String.valueOf(usual)))
        .orElse(usual);
  }
}
