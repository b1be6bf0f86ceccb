package io.ablate4j.study.yaml;

import io.ablate4j.problem.Nearest;
import io.ablate4j.study.Budget;
import java.util.List;
import java.util.Optional;

/** Reads {@code budget}. */
final class BudgetSection {
  static final String KEY = "budget";
  static final String EPOCHS = "epochs";
  static final String TIMEOUT_MINUTES = "timeoutMinutes";

  private static final List<String> KEYS = List.of(EPOCHS, TIMEOUT_MINUTES);

  private BudgetSection() {}

  /** Defaults where the section is silent or wrong. */
  static Budget read(YamlMapping root) {
    Optional<YamlMapping> mapping =
        root.get(KEY).flatMap(node -> node.mapping("{ epochs: 12, timeoutMinutes: 60 }"));
    mapping.ifPresent(budget -> budget.allowOnly(KEYS, BudgetSection::advice));
    return new Budget(
        count(mapping, EPOCHS, Budget.DEFAULT.epochs()),
        count(mapping, TIMEOUT_MINUTES, Budget.DEFAULT.timeoutMinutes()));
  }

  /** Steps and examples are budgets, too, but as factors. */
  private static String advice(String key) {
    return FactorsSection.names().contains(key)
        ? "move it under " + FactorsSection.KEY + "."
        : Nearest.advice(key, KEYS);
  }

  private static int count(Optional<YamlMapping> mapping, String key, int usual) {
    return mapping
        .flatMap(budget -> budget.get(key))
        .flatMap(node -> node.count(String.valueOf(usual)))
        .orElse(usual);
  }
}
