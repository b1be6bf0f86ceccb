package io.ablate4j.report.words;

import io.ablate4j.analysis.Scope;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Over which cells a mean goes, where it does not go over all of them. */
public final class ScopeWords {
  private static final int MOST_NAMES = 4;

  private ScopeWords() {}

  /**
   * Such as "Over 2 of 4 cells; not in it are mlp, learning rate 1.0E9 and cnn, learning rate 1.0E9
   * (every trial diverged)."
   *
   * @param compared the factor whose levels are compared
   * @return empty where it goes over all or none
   */
  public static String of(Scope scope, StudyRecord study, String compared) {
    if (!scope.isPart()) {
      return "";
    }
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Scope.LeftOut each : scope.leftOut()) {
      byReason
          .computeIfAbsent(each.reason(), reason -> new ArrayList<>())
          .add(name(each.cell(), study, compared));
    }
    List<String> parts = new ArrayList<>();
    byReason.forEach((reason, names) -> parts.add(names(names) + " (" + reason + ")"));
    return "Over "
        + Numbers.whole(scope.used())
        + " of "
        + EstimateText.count(scope.all(), "cell")
        + "; not in it: "
        + String.join("; ", parts)
        + ".";
  }

  private static String names(List<String> names) {
    return names.size() <= MOST_NAMES
        ? String.join("; ", names)
        : String.join("; ", names.subList(0, MOST_NAMES))
            + "; and "
            + Numbers.whole(names.size() - MOST_NAMES)
            + " more";
  }

  /** By what tells it from the others. */
  private static String name(Cell cell, StudyRecord study, String compared) {
    List<String> parts = new ArrayList<>();
    study
        .factors()
        .forEach(
            (factor, levels) -> {
              if (levels.size() > 1 && !factor.equals(compared)) {
                boolean isName = factor.equals(Roles.MODEL) || factor.equals(Roles.ARM);
                parts.add(
                    isName
                        ? cell.level(factor)
                        : FactorWords.singular(factor) + " " + cell.level(factor));
              }
            });
    return String.join(", ", parts);
  }
}
